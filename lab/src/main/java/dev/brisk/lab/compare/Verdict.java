package dev.brisk.lab.compare;

import dev.brisk.lab.LabException;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.stats.Percentiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which conditions a comparison fails by. */
public final class Verdict {
  private Verdict() {}

  /**
   * The sentence by which a later run fails a condition; none if it does not.
   *
   * @param names one a run
   * @throws LabException if a figure is missing, so that the condition cannot be held against it
   */
  public static List<String> failures(
      Condition condition, List<String> names, List<Results> runs, long seed) {
    var row = Row.of(condition.metric(), condition.stat(), runs, seed);
    for (var i = 0; i < runs.size(); i++) {
      if (row.figures().get(i).isEmpty()) {
        throw new LabException(missing(condition, names.get(i), runs.get(i)));
      }
    }
    return IntStream.range(1, runs.size())
        .mapToObj(i -> failure(condition, row, i, names))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> failure(
      Condition condition, Row row, int index, List<String> names) {
    var figure = row.figures().get(index).getAsDouble();
    var what = names.get(index) + " fails '" + condition.text() + "': ";
    var said = condition.metric().key() + "." + condition.stat().name() + " is ";
    if (!condition.ratio()) {
      return condition.holds(figure)
          ? Optional.of(what + said + condition.metric().unit().say(figure) + ".")
          : Optional.empty();
    }
    var ratio = row.ratios().get(index - 1);
    if (ratio.isEmpty()) {
      throw new LabException(
          "'" + condition.text() + "' has no answer: the figure of the first run is 0.");
    }
    if (!condition.holds(ratio.get().value())) {
      return Optional.empty();
    }
    return Optional.of(
        what
            + said
            + String.format(
                Locale.ROOT,
                "%.2f times that of %s (95 %% interval %.2f to %.2f%s).",
                ratio.get().value(),
                names.getFirst(),
                ratio.get().interval().low(),
                ratio.get().interval().high(),
                ratio.get().differs() ? "" : ": no difference shown"));
  }

  private static String missing(Condition condition, String name, Results run) {
    var values = condition.metric().of(run.samples());
    var needed = Percentiles.needed(condition.stat().percentile());
    var many = condition.stat().isMean() ? 1 : needed;
    return "'"
        + condition.text()
        + "' has no answer: "
        + name
        + " has "
        + values.count()
        + " samples of "
        + condition.metric().key()
        + ", and "
        + condition.stat().name()
        + " needs "
        + many
        + ".";
  }
}
