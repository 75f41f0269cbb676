package dev.brisk.lab.report;

import dev.brisk.lab.results.Phases;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a request's time.
 *
 * @param kind its colour: {@code client}, {@code queue}, {@code network}, {@code prefill}, {@code
 *     decode}, {@code first} or {@code rest} where the target does not say more
 * @param name for a person
 */
record Part(String kind, String name, double milliseconds) {
  /** All kinds with their names, in the order in which time passes. */
  static final List<Part> KINDS =
      List.of(
          new Part("client", "client", 0),
          new Part("queue", "queue", 0),
          new Part("network", "network and protocol", 0),
          new Part("prefill", "prefill", 0),
          new Part("first", "until the first token (not told apart)", 0),
          new Part("decode", "decode", 0),
          new Part("rest", "the rest of the answer (not told apart)", 0));

  /**
   * The parts of a request from its intended start to its end. What the target does not tell is
   * told apart only at the first token.
   */
  static List<Part> of(Sample sample) {
    var phases = sample.phases();
    var parts = new ArrayList<Part>();
    var delay = sample.times().delayNanos() / 1e6;
    add(parts, 0, phases.client() == Phases.UNKNOWN ? delay : phases.client());
    add(parts, 1, phases.queue());
    add(parts, 2, phases.network());
    add(parts, 3, phases.prefill());
    if (sample.times().firstToken() != Times.NONE) {
      var first = sample.times().ttftNanos() / 1e6;
      add(parts, 4, first - sum(parts));
    }
    add(parts, 5, phases.decode());
    add(parts, 6, sample.times().e2eNanos() / 1e6 - sum(parts));
    return parts;
  }

  private static double sum(List<Part> parts) {
    return parts.stream().mapToDouble(Part::milliseconds).sum();
  }

  private static void add(List<Part> parts, int kind, double milliseconds) {
    // Less is what clocks of two machines do not agree on.
    if (milliseconds > 0.01) {
      var k = KINDS.get(kind);
      parts.add(new Part(k.kind(), k.name(), milliseconds));
    }
  }
}
