package dev.brisk.distill;

import dev.brisk.distill.data.Samples;
import dev.brisk.distill.eval.Answerer;
import dev.brisk.distill.eval.Case;
import dev.brisk.distill.eval.Completions;
import dev.brisk.distill.eval.EngineAnswerer;
import dev.brisk.distill.eval.Evaluation;
import dev.brisk.distill.eval.Measure;
import dev.brisk.distill.eval.ModelCompleter;
import dev.brisk.distill.eval.Outcome;
import dev.brisk.distill.eval.RealEdits;
import dev.brisk.distill.eval.Report;
import dev.brisk.distill.eval.ReportFiles;
import dev.brisk.distill.eval.SyntaxAnswerer;
import dev.brisk.distill.eval.Threshold;
import dev.brisk.distill.eval.WholeFiles;
import dev.brisk.distill.lines.CursorCase;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.syntax.complete.LineCompleter;
import dev.brisk.syntax.complete.LineModel;
import dev.brisk.syntax.match.SyntaxMatcher;
import java.io.IOException;
import java.nio.file.Files;
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

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The GGUF file; without it, what Brisk answers from syntax is scored.")
  private @Nullable Path model;

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

  @Option(
      names = "--completions",
      description = {
        "Score the completion of lines instead, of a file of objects with",
        "prefix, middle, suffix and kind."
      })
  private @Nullable Path completions;

  @Option(
      names = "--counts",
      paramLabel = "FILE",
      description = "Counts to complete lines with instead of the built-in ones.")
  private @Nullable Path counts;

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

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
    if (completions != null) {
      completions(CursorCase.read(completions));
    } else {
      edits();
    }
    return 0;
  }

  private void edits() throws IOException, InterruptedException {
    try (var answerer = answerer()) {
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
  }

  private void completions(List<CursorCase> cases) throws IOException, InterruptedException {
    if (model != null) {
      try (var completer = new ModelCompleter(model, threads)) {
        completions(String.valueOf(model.getFileName()), completer, cases);
      }
    } else {
      completions("counts", Completions.Completer.of(new LineCompleter(counts())), cases);
    }
  }

  private void completions(String name, Completions.Completer completer, List<CursorCase> cases)
      throws InterruptedException {
    var progress = new Progress("completions", cases.size());
    var score = Completions.score(name, completer, cases, progress::at);
    progress.done();
    System.out.print(score.text());
  }

  private LineModel counts() throws IOException {
    if (counts == null) {
      return LineModel.builtIn();
    }
    try (var in = Files.newInputStream(counts)) {
      return LineModel.read(in);
    }
  }

  private Answerer answerer() {
    return model == null
        ? new SyntaxAnswerer(SyntaxMatcher.builtIn())
        : new EngineAnswerer(model, threads, constrained);
  }

  private List<Case> cases(String split) throws IOException {
    try (var samples = Samples.read(work.samples(split))) {
      var some = Evaluation.some(samples.toList(), limit);
      if (model != null) {
        return some.stream().map(Case::of).toList();
      }
      var artifacts = Corpus.ofSplit(Corpus.artifacts(list), split);
      var files = new WholeFiles(work.jars(), artifacts);
      return some.stream().map(files::toCase).toList();
    }
  }

  private static List<Outcome> outcomes(Answerer answerer, String what, List<Case> cases)
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
