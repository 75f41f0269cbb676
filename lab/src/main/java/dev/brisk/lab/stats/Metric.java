package dev.brisk.lab.stats;

import static dev.brisk.lab.stats.Unit.COUNT;
import static dev.brisk.lab.stats.Unit.MILLISECONDS;
import static dev.brisk.lab.stats.Unit.PER_SECOND;
import static dev.brisk.lab.stats.Unit.RATIO;
import static dev.brisk.lab.stats.Unit.SHARE;

import dev.brisk.lab.results.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is measured of a request. Times of answers are those of requests with outcome {@code ok}:
 * others have no such time, and stand in the counts of outcomes.
 */
public enum Metric {
  TTFT(
      "ttft",
      "time to first token",
      "from the moment at which the request was due until the first token of any kind",
      MILLISECONDS),
  ITL(
      "itl",
      "gap between chunks",
      "from one chunk of an answer to the next; a chunk may hold several tokens",
      MILLISECONDS),
  TPOT(
      "tpot",
      "time per output token",
      "from the first token to the end, over the tokens after the first",
      MILLISECONDS),
  E2E(
      "e2e",
      "whole answer",
      "from the moment at which the request was due until the end of the answer",
      MILLISECONDS),
  APPLIED(
      "applied",
      "time to applied",
      "from the moment at which the request was due until the accepted bytes are on disk",
      MILLISECONDS),
  STOP(
      "stop",
      "time to stop",
      "from the interrupt until the target has stopped computing",
      MILLISECONDS),
  REDIRECT(
      "redirect",
      "redirect to first token",
      "from the new instruction until its first token",
      MILLISECONDS),
  TOKENS_AFTER_STOP(
      "tokens_after_stop",
      "tokens after stop",
      "tokens that the target computed after the interrupt",
      COUNT),
  SPEED(
      "tokens_per_second",
      "effective tokens/s",
      "tokens of the answer over the whole time of the request, waiting included",
      PER_SECOND),
  DELAY(
      "delay",
      "schedule delay",
      "how long after its moment a request was sent: the client's fault, not the target's",
      MILLISECONDS),
  QUEUE("queue", "in the queue", "waiting in the target", MILLISECONDS),
  NETWORK("network", "network and protocol", "between client and target", MILLISECONDS),
  PREFILL("prefill", "prefill", "reading the prompt", MILLISECONDS),
  DECODE("decode", "decode", "writing the answer", MILLISECONDS),
  CLIENT("client", "in the client", "behind the schedule", MILLISECONDS),
  FAILED("failed", "failed requests", "errors, refusals, time-outs and nonsense", SHARE),
  EDIT_APPLIED("edit_applied", "edits that could be applied", "at all", SHARE),
  EXACT("exact", "exactly the recorded text", "byte for byte", SHARE),
  EXACT_BUT_SPACE(
      "exact_but_space",
      "the recorded text but for white space",
      "once each run of white space is one space",
      SHARE),
  PARSES("parses", "parses", "by the language's own parser", SHARE),
  TESTS("tests", "tests pass (pass@1)", "the tests of the case", SHARE),
  MINIMALITY(
      "minimality",
      "changed over needed lines",
      "1.0 is ideal; more means that lines were touched that need not be",
      RATIO),
  STRAY("stray", "stray lines", "lines changed outside what the recorded edit touches", COUNT);

  private final String key;
  private final String title;
  private final String meaning;
  private final Unit unit;

  Metric(String key, String title, String meaning, Unit unit) {
    this.key = key;
    this.title = title;
    this.meaning = meaning;
    this.unit = unit;
  }

  /** The metric that an expression calls {@code key}. */
  public static Optional<Metric> of(String key) {
    return Arrays.stream(values()).filter(m -> m.key.equals(key)).findFirst();
  }

  /** Its name in expressions. */
  public String key() {
    return key;
  }

  /** Its name in reports. */
  public String title() {
    return title;
  }

  /** What it is, in words that go on from its name. */
  public String meaning() {
    return meaning;
  }

  public Unit unit() {
    return unit;
  }

  /** The values of one request: none, one, or several gaps. */
  public double[] of(Sample sample) {
    return Values.of(this, sample);
  }

  /** All values. */
  public Percentiles of(List<Sample> samples) {
    var all = new double[16];
    var count = 0;
    for (var sample : samples) {
      for (var value : of(sample)) {
        if (count == all.length) {
          all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = value;
      }
    }
    return Percentiles.ofOwn(Arrays.copyOf(all, count));
  }
}
