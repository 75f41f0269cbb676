package dev.brisk.lab;

import dev.brisk.lab.compare.Comparability;
import dev.brisk.lab.compare.ComparisonTable;
import dev.brisk.lab.compare.Condition;
import dev.brisk.lab.compare.Row;
import dev.brisk.lab.compare.Verdict;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.ResultsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code brisk lab compare}: runs side by side, the later ones against the first. */
@Command(
    name = "compare",
    description =
        "Shows runs side by side, with the ratio of each to the first and its 95 %% confidence"
            + " interval (bootstrap over requests). Where the interval holds 1, it says that no"
            + " difference is shown.",
    footer = {
      "%nExamples:",
      "  brisk lab compare before.json after.json",
      "  brisk lab compare before.json after.json --fail-if 'ttft.p95 > 1.1x' --fail-if"
          + " 'exact.share < 40%%'",
      "%nA condition is METRIC.FIGURE, one of < <= > >=, and a limit: with x a ratio to the first"
          + " run, else a value with its unit (ms, s, %%, /s). Its figure decides, not the interval.",
      "%nExit codes: 0 no condition failed, 1 one failed or the runs cannot be compared, 2 wrong"
          + " usage."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RESULTS", arity = "2..*", description = "Files of brisk lab run.")
  private List<Path> files = List.of();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description = "Exit with 1 if it holds for a later run; may be given several times.")
  private List<String> conditions = List.of();

  @Option(
      names = "--anyway",
      description = "Compare although workload, load or origin of the answers differ.")
  private boolean anyway;

  @Option(names = "--seed", description = "Of what the bootstrap draws (default: 1).")
  private long seed = 1;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var line = Objects.requireNonNull(spec).commandLine();
    var parsed = conditions.stream().map(Condition::parse).toList();
    var runs = new ArrayList<Results>();
    for (var file : files) {
      runs.add(ResultsReader.read(file));
    }
    var names = names(files);
    if (!comparable(runs, names, line.getErr())) {
      return 1;
    }
    ComparisonTable.lines(Row.of(runs, seed), names).forEach(line.getOut()::println);
    var failures =
        parsed.stream().flatMap(c -> Verdict.failures(c, names, runs, seed).stream()).toList();
    failures.forEach(line.getErr()::println);
    return failures.isEmpty() ? 0 : 1;
  }

  private boolean comparable(List<Results> runs, List<String> names, PrintWriter err) {
    var obstacles = new ArrayList<String>();
    for (var i = 1; i < runs.size(); i++) {
      var found = Comparability.of(runs.getFirst(), names.get(i), runs.get(i));
      found.warnings().forEach(w -> err.println("Note: " + w));
      obstacles.addAll(found.obstacles());
    }
    obstacles.forEach(o -> err.println((anyway ? "Note: " : "brisk: ") + o));
    if (!obstacles.isEmpty() && !anyway) {
      err.println("brisk: These runs are not compared; --anyway does it all the same.");
    }
    return anyway || obstacles.isEmpty();
  }

  /** The files' names, or their paths where names are not unlike. */
  static List<String> names(List<Path> files) {
    var names =
        files.stream().map(f -> f.getFileName().toString().replaceFirst("\\.json$", "")).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : files.stream().map(Path::toString).toList();
  }
}
