package dev.brisk.distill;

import dev.brisk.distill.data.Samples;
import dev.brisk.distill.eval.Case;
import dev.brisk.distill.eval.EngineAnswerer;
import dev.brisk.distill.eval.Evaluation;
import dev.brisk.distill.eval.Measure;
import dev.brisk.distill.eval.Outcome;
import dev.brisk.distill.eval.RealEdits;
import dev.brisk.distill.eval.Report;
import dev.brisk.distill.eval.ReportFiles;
import dev.brisk.distill.eval.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill eval}: how good a model file is. */
@Command(
    name = "eval",
    description = {
      "Asks a model for held-out edits and counts what is exactly right.",
      "The threshold of confidence is chosen on validation samples, its worth shown on test samples."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private static final double PRECISION = 0.9;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The GGUF file.")
  private Path model = Path.of("");

  @Option(
      names = "--limit",
      defaultValue = "3000",
      description =
          "Most cases of a set, from the whole of it; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--commits",
      description = "A file of real commits as brisk mine --full writes it, evaluated too.")
  private @Nullable Path commits;

  @Option(names = "--threads", description = "Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--constrained",
      arity = "1",
      defaultValue = "true",
      description = "Whether the grammar of scripts holds (default: ${DEFAULT-VALUE}).")
  private boolean constrained = true;

  @Option(
      names = {"-o", "--output"},
      description = "Folder for report.json, report.md and report.html.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var answerer = new EngineAnswerer(model, threads, constrained)) {
      var validation = outcomes(answerer, "validation", cases("validation"));
      var test = outcomes(answerer, "test", cases("test"));
      var parts = new ArrayList<Report.Part>();
      parts.add(part("test, projects never seen", work.samples("test"), test));
      if (commits != null) {
        for (var tier : List.of("A", "B")) {
          var real = Evaluation.some(RealEdits.read(commits, tier), limit);
          parts.add(
              part("real commits, tier " + tier, commits, outcomes(answerer, "commits", real)));
        }
      }
      var report =
          new Report(
              answerer.name(),
              parts,
              Report.choose(validation, test, PRECISION),
              Arrays.stream(Measure.values()).map(m -> Threshold.curve(m, test)).toList());
      System.out.print(ReportFiles.text(report));
      if (output != null) {
        ReportFiles.write(report, output);
      }
    }
    return 0;
  }

  private List<Case> cases(String split) throws IOException {
    try (var samples = Samples.read(work.samples(split))) {
      return Evaluation.some(samples.map(Case::of).toList(), limit);
    }
  }

  private static List<Outcome> outcomes(EngineAnswerer answerer, String what, List<Case> cases)
      throws InterruptedException {
    var progress = new Progress(what, cases.size());
    var outcomes = Evaluation.run(answerer, cases, progress::at);
    progress.done();
    return outcomes;
  }

  private static Report.Part part(String title, Path file, List<Outcome> outcomes)
      throws IOException {
    return new Report.Part(
        title, new Report.Input(String.valueOf(file.getFileName()), Manifest.hash(file)), outcomes);
  }
}
