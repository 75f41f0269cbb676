package dev.brisk.distill;

import dev.brisk.distill.lines.CursorCase;
import dev.brisk.distill.lines.CursorCases;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.syntax.complete.LineCounting;
import dev.brisk.syntax.complete.LineModel;
import dev.brisk.syntax.complete.LineWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill lines}: the counts that complete lines. */
@Command(
    name = "lines",
    description = {
      "Counts what follows what in the training split's sources, for the completion of lines,",
      "and writes lines to complete of the other splits: samples/lines-{validation,test}.jsonl."
    },
    mixinStandardHelpOptions = true)
final class LinesCommand implements Callable<Integer> {
  /** Files that are not counted but used to weigh the counts against each other. */
  private static final int HELD = 1500;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

  @Option(
      names = "--artifacts",
      description = "Only so many artifacts of each split (default: all).")
  private int artifacts = Integer.MAX_VALUE;

  @Option(
      names = "--words",
      defaultValue = "8000",
      description = "Most words that are told apart everywhere (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--projects",
      defaultValue = "5",
      description = "Projects that must use such a word (default: ${DEFAULT-VALUE}).")
  private int projects;

  @Option(
      names = "--occurrences",
      defaultValue = "8",
      description = "Of a context that is kept (default: ${DEFAULT-VALUE}).")
  private int occurrences;

  @Option(
      names = "--names",
      defaultValue = "20000",
      description = "Most names known for words that are begun (default: ${DEFAULT-VALUE}).")
  private int names;

  @Option(
      names = "--cases",
      defaultValue = "1000",
      description = "Lines to complete of each split (default: ${DEFAULT-VALUE}).")
  private int cases;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      description = "The file (default: lines.bin in the work folder).")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    var all = Corpus.artifacts(list);
    for (var split : List.of("validation", "test")) {
      var target = work.samples("lines-" + split);
      if (!Files.exists(target)) {
        Files.createDirectories(target.getParent());
        var made =
            CursorCases.of(
                Corpus.sources(work.jars(), Corpus.ofSplit(all, split, artifacts)), cases, seed);
        Files.write(target, made.stream().map(CursorCase::json).toList());
      }
    }
    var train = Corpus.ofSplit(all, "train", artifacts);
    var sources = Corpus.sources(work.jars(), train);
    Collections.shuffle(sources, new Random(seed));
    var held = Math.min(HELD, sources.size() / 4);
    var counted = sources.subList(held, sources.size());
    System.err.println("counting " + counted.size() + " files");
    var model =
        LineCounting.count(
            counted.stream()
                .map(s -> new LineCounting.Source(s.artifact().project(), s.text()))
                .toList(),
            new LineCounting.Limits(words, projects, occurrences, names),
            (what, files) -> {
              if (files == counted.size()) {
                System.err.println(what);
              }
            });
    var weighing =
        CursorCases.of(sources.subList(0, held), held, seed).stream()
            .map(c -> new LineWeights.Line(c.prefix(), c.middle(), c.suffix()))
            .toList();
    write(LineWeights.fit(model, weighing), train, counted.size());
    return 0;
  }

  private void write(LineModel model, List<Corpus.Artifact> train, int files) throws IOException {
    var target = output == null ? work.folder().resolve("lines.bin") : output;
    var unfinished = target.resolveSibling(target.getFileName() + ".part");
    try (var out = Files.newOutputStream(unfinished)) {
      model.write(out);
    }
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (output == null) {
      new Manifest("lines")
          .put("seed", seed)
          .put("files", (long) files)
          .put("words", (long) words)
          .put("projects", (long) projects)
          .put("occurrences", (long) occurrences)
          .put("names", (long) names)
          .artifacts(train, work.jars())
          .write(target);
    }
    System.out.println(target + ": " + files + " files, " + Files.size(target) + " bytes");
  }
}
