package dev.brisk.lab.load;

import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Sample.Outcome;
import java.util.Optional;

/**
 * Whether a target is still there: so many failures one after another, without any answer between
 * them, are its end. Safe for many threads.
 */
final class Vitals {
  private static final int FAILURES = 10;
  private static final int TIMEOUTS = 3;

  private final String target;
  private int answered;
  private int failures;
  private int timeouts;
  private String verdict = "";

  Vitals(String target) {
    this.target = target;
  }

  /** Takes how a request ended. */
  synchronized void heard(Sample sample, boolean unreachable) {
    switch (sample.outcome()) {
      case OK, CANCELLED -> {
        answered++;
        failures = 0;
        timeouts = 0;
      }
      case TIMEOUT -> {
        timeouts++;
        failures++;
      }
      case ERROR, NONSENSE -> failures++;
      case REFUSED, UNFINISHED -> {
        // It lives, and says so; or it was not asked to the end.
      }
    }
    boolean dead = failures >= FAILURES || (timeouts >= TIMEOUTS && timeouts == failures);
    if (verdict.isEmpty() && dead) {
      verdict = sentence(sample, unreachable);
    }
  }

  /** Why there is no sense in going on, as a sentence. */
  synchronized Optional<String> verdict() {
    return verdict.isEmpty() ? Optional.empty() : Optional.of(verdict);
  }

  private String sentence(Sample last, boolean unreachable) {
    var before = answered == 0 ? "" : " after " + answered + " answers";
    if (unreachable) {
      return "The target " + target + " is gone" + before + " (" + last.error() + ").";
    }
    return switch (last.outcome()) {
      case TIMEOUT -> "The target " + target + " does not end its answers" + before + ".";
      case NONSENSE ->
          "The target "
              + target
              + " answers something else than the API"
              + before
              + " ("
              + last.error()
              + ").";
      default ->
          "The target " + target + " fails all requests" + before + " (" + last.error() + ").";
    };
  }

  /** Whether an outcome is a failure of the target, for what is shown meanwhile. */
  static boolean failed(Outcome outcome) {
    return switch (outcome) {
      case OK, CANCELLED, UNFINISHED -> false;
      case ERROR, REFUSED, TIMEOUT, NONSENSE -> true;
    };
  }
}
