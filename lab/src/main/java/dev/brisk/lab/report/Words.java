package dev.brisk.lab.report;

import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import dev.brisk.lab.stats.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as sentences and cells, the same for terminal and page. */
final class Words {
  private Words() {}

  /** A figure with its unit, or why there is none. */
  static String figure(Metric metric, Stat stat, Percentiles values) {
    var figure = stat.of(values);
    if (figure.isPresent()) {
      return metric.unit().say(figure.getAsDouble());
    }
    return values.count() == 0 || stat.isMean()
        ? "–"
        : String.format(Locale.ROOT, "needs %,d samples", Percentiles.needed(stat.percentile()));
  }

  /** What was asked of what, in a line. */
  static String asked(Measured run) {
    var r = run.results().run();
    var model = r.targetSays().getOrDefault("model", "");
    return (model.isEmpty() ? "" : model + " at ")
        + r.target()
        + " by "
        + r.api()
        + "; workload "
        + r.workload().words()
        + " ("
        + count(r.workload().cases(), "case")
        + "), "
        + r.load().words()
        + (r.answers().equals("model") ? "" : "; answers: " + r.answers());
  }

  /** How many ended how. */
  static String outcomes(Measured run) {
    var parts = new ArrayList<String>();
    for (var outcome : Outcome.values()) {
      var count = run.count(outcome);
      if (count > 0) {
        parts.add(String.format(Locale.ROOT, "%,d %s", count, word(outcome)));
      }
    }
    return parts.isEmpty() ? "no requests" : String.join(", ", parts);
  }

  /** Requested and achieved rate, and how well the client kept its schedule. */
  static String schedule(Measured run) {
    var delay = run.figures(Metric.DELAY);
    var achieved = run.sentPerSecond();
    var late = Stat.percentile(99).of(delay);
    return run.results().run().load().words()
        + (Double.isNaN(achieved) ? "" : String.format(Locale.ROOT, "; sent %.2f/s", achieved))
        + (run.results().run().load().open()
            ? "; schedule delay "
                + figure(Metric.DELAY, Stat.MEDIAN, delay)
                + " median, "
                + (late.isPresent()
                    ? figure(Metric.DELAY, Stat.percentile(99), delay) + " p99"
                    : figure(Metric.DELAY, Stat.percentile(100), delay) + " at most")
            : "");
  }

  /** What is to be kept in mind, most important first; none where all went well. */
  static List<String> warnings(Measured run) {
    var warnings = new ArrayList<String>();
    var ending = run.results().ending();
    if (ending.how() != Ending.How.COMPLETED) {
      warnings.add(ending.sentence());
    }
    warnings.addAll(ending.warnings());
    var failed = run.share(Metric.FAILED);
    if (failed.count() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d requests failed (%s); they have no latencies and are not in the curves.",
              failed.count(),
              failed.total(),
              outcomes(run)));
    }
    if (run.results().steps().size() > 1) {
      warnings.add(
          "A ladder of rates: figures of the whole run mix its steps; each step stands under"
              + " throughput against latency.");
    }
    if (!run.results().run().load().open()) {
      warnings.add(
          "Closed loop: each client waits for its answer before it asks again, so a slow target is"
              + " asked less, and queues that people would see do not show.");
    }
    if (!run.results().run().saltedPrompts()) {
      warnings.add("Prompts were repeated, so a prefix cache may have answered part of them.");
    }
    return warnings;
  }

  /** What had to hold, as part of a sentence. */
  static String objective(Measured run) {
    var objective = run.results().run().objective();
    return objective.isEmpty() ? "the objective" : "the objective (" + objective + ")";
  }

  /** So many things. */
  static String count(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /** At most {@code length} characters, with a sign that there was more. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case OK -> "answered";
      case ERROR -> "failed";
      case REFUSED -> "refused";
      case CANCELLED -> "cancelled on purpose";
      case TIMEOUT -> "timed out";
      case NONSENSE -> "answered with nonsense";
      case UNFINISHED -> "unfinished";
    };
  }
}
