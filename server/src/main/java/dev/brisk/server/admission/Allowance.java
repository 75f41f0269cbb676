package dev.brisk.server.admission;

import dev.brisk.wire.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller has left, and how it is told.
 *
 * @param tier the caller's
 * @param requests of a minute
 * @param tokens of a minute
 * @param day tokens of a day
 * @param at when this was so
 */
public record Allowance(
    String tier,
    Optional<Budget> requests,
    Optional<Budget> tokens,
    Optional<Budget> day,
    Instant at) {
  private static final int MINUTES_OF_DAY = 24 * 60;

  /**
   * Something that is used up and comes back.
   *
   * @param limit how much there is of it at the most, at least 1
   * @param remaining how much is left, from 0
   * @param reset how long until all of it is there again
   */
  public record Budget(long limit, long remaining, Duration reset) {
    /** How much is used, in percent from 0 to 100. */
    public double usedPercent() {
      return Math.round(1000.0 * (limit - remaining) / limit) / 10.0;
    }
  }

  /**
   * A window as Codex shows it.
   *
   * @param resetAt in seconds since 1970
   */
  public record Window(double usedPercent, int minutes, long resetAt) {}

  /** The budget of a minute that is nearer to its end. */
  public Optional<Window> primary() {
    var budgets = new ArrayList<Budget>();
    requests.ifPresent(budgets::add);
    tokens.ifPresent(budgets::add);
    return budgets.stream()
        .max((a, b) -> Double.compare(a.usedPercent(), b.usedPercent()))
        .map(budget -> window(budget, 1));
  }

  /** The budget of a day. */
  public Optional<Window> secondary() {
    return day.map(budget -> window(budget, MINUTES_OF_DAY));
  }

  private Window window(Budget budget, int minutes) {
    return new Window(budget.usedPercent(), minutes, at.plus(budget.reset()).getEpochSecond());
  }

  /** The headers of OpenAI's API ({@code x-ratelimit-…}) and those that Codex reads. */
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    requests.ifPresent(budget -> put(headers, "requests", budget));
    tokens.ifPresent(budget -> put(headers, "tokens", budget));
    primary().ifPresent(window -> put(headers, "primary", window));
    secondary().ifPresent(window -> put(headers, "secondary", window));
    return headers;
  }

  private static void put(Map<String, String> headers, String what, Budget budget) {
    headers.put("x-ratelimit-limit-" + what, Long.toString(budget.limit()));
    headers.put("x-ratelimit-remaining-" + what, Long.toString(budget.remaining()));
    headers.put("x-ratelimit-reset-" + what, duration(budget.reset()));
  }

  private static void put(Map<String, String> headers, String what, Window window) {
    headers.put("x-codex-" + what + "-used-percent", number(window.usedPercent()));
    headers.put("x-codex-" + what + "-window-minutes", Integer.toString(window.minutes()));
    headers.put("x-codex-" + what + "-reset-at", Long.toString(window.resetAt()));
  }

  /** The same as the event {@code codex.rate_limits}, which Codex reads from a WebSocket. */
  public String event() {
    var json =
        new JsonWriter()
            .beginObject()
            .member("type", "codex.rate_limits")
            .member("plan_type", tier)
            .name("rate_limits")
            .beginObject();
    primary().ifPresent(window -> write(json.name("primary"), window));
    secondary().ifPresent(window -> write(json.name("secondary"), window));
    return json.endObject().endObject().toString();
  }

  private static void write(JsonWriter json, Window window) {
    json.beginObject()
        .member("used_percent", window.usedPercent())
        .member("window_minutes", window.minutes())
        .member("reset_at", window.resetAt())
        .endObject();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** As OpenAI writes it: 120ms, 6s, 1m30s. */
  static String duration(Duration time) {
    if (time.toMillis() < 1000) {
      return time.toMillis() + "ms";
    }
    // Up: who comes at that time finds it there.
    long seconds = (time.toMillis() + 999) / 1000;
    var parts = new ArrayList<>(List.of(seconds % 60 + "s"));
    if (seconds >= 60) {
      parts.addFirst(seconds / 60 % 60 + "m");
    }
    if (seconds >= 3600) {
      parts.addFirst(seconds / 3600 + "h");
    }
    return String.join("", parts);
  }
}
