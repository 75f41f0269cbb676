package dev.brisk.distill.ask;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an endpoint says about its limits: {@code Retry-After} (RFC 9110, 10.2.3: seconds or a
 * date), {@code retry-after-ms}, and pairs of {@code x-ratelimit-remaining-…} and {@code
 * x-ratelimit-reset-…} as OpenAI and others send them.
 */
final class RateHeaders {
  private static final Pattern SPANS = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|d|h|m|s))+");
  private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|d|h|m|s)");

  /** Numbers from here on are no spans but seconds since 1970. */
  private static final double EPOCH_SECONDS = 1e9;

  private static final double EPOCH_MILLIS = 1e12;

  private RateHeaders() {}

  /** How long the endpoint wants to be left alone before the same request is sent again. */
  static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("retry-after-ms")
        .flatMap(text -> span(text + "ms", now))
        .or(() -> headers.firstValue("retry-after").flatMap(text -> span(text, now)))
        .or(() -> exhausted(headers, now));
  }

  /** How long until there is something left again of a limit of which nothing is left. */
  static Optional<Duration> exhausted(HttpHeaders headers, Instant now) {
    return Stream.of("", "-requests", "-tokens")
        .filter(
            what ->
                headers
                    .firstValue("x-ratelimit-remaining" + what)
                    .filter(left -> left.strip().equals("0"))
                    .isPresent())
        .flatMap(what -> headers.firstValue("x-ratelimit-reset" + what).stream())
        .flatMap(text -> span(text, now).stream())
        .max(Duration::compareTo);
  }

  /** "6m0s", "20ms", "1.5" (seconds), a date of HTTP or ISO 8601, seconds or more since 1970. */
  static Optional<Duration> span(String given, Instant now) {
    var text = given.strip();
    if (text.matches("\\d+(\\.\\d+)?")) {
      var number = Double.parseDouble(text);
      return Optional.of(
          number < EPOCH_SECONDS
              ? seconds(number)
              : notNegative(
                  Duration.between(
                      now,
                      Instant.ofEpochMilli(
                          (long) (number < EPOCH_MILLIS ? number * 1000 : number)))));
    }
    if (SPANS.matcher(text).matches()) {
      return Optional.of(
          SPAN.matcher(text)
              .results()
              .map(part -> seconds(Double.parseDouble(part.group(1)) * unit(part.group(2))))
              .reduce(Duration.ZERO, Duration::plus));
    }
    return date(text).map(date -> notNegative(Duration.between(now, date)));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException notOfHttp) {
      try {
        return Optional.of(ZonedDateTime.parse(text).toInstant());
      } catch (DateTimeParseException nothingKnown) {
        return Optional.empty();
      }
    }
  }

  private static double unit(String name) {
    return switch (name) {
      case "ms" -> 0.001;
      case "m" -> 60;
      case "h" -> 3600;
      case "d" -> 86_400;
      default -> 1;
    };
  }

  /** Rounded up, so that nothing is asked too early. */
  private static Duration seconds(double number) {
    return Duration.ofMillis((long) Math.ceil(number * 1000));
  }

  private static Duration notNegative(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }
}
