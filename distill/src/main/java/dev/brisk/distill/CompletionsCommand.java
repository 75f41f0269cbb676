package dev.brisk.distill;

import dev.brisk.distill.data.SampleEncoder;
import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.data.TokenFileWriter;
import dev.brisk.distill.teach.Completing;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.edit.script.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill completions}: lines of the corpus to complete, as tokens. */
@Command(
    name = "completions",
    description = {
      "Takes lines and short blocks out of the training split's sources for the model to complete.",
      "Writes tokens/fim-train.tok; the training reads it if it is there."
    },
    mixinStandardHelpOptions = true)
final class CompletionsCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

  @Option(
      names = "--artifacts",
      description = "Only so many artifacts of the split (default: all).")
  private int artifacts = Integer.MAX_VALUE;

  @Option(
      names = "--most",
      defaultValue = "120000",
      description = "Most completions (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--per-file",
      defaultValue = "8",
      description = "Most completions of a file (default: ${DEFAULT-VALUE}).")
  private int perFile;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    var target = work.tokens("fim-train");
    if (Files.exists(target)) {
      System.err.println(target + " is there already; delete it to make it again.");
      return 0;
    }
    Files.createDirectories(target.getParent());
    var chosen = Corpus.ofSplit(Corpus.artifacts(list), "train", artifacts);
    var sources = Corpus.sources(work.jars(), chosen);
    Collections.shuffle(sources, new Random(seed));
    var tokenizer = KnownWords.read(work.tokenizer());
    var encoder = new SampleEncoder(tokenizer, new KnownWords(tokenizer));
    var progress = new Progress("completions", sources.size());
    try (var writer = new TokenFileWriter(target, tokenizer.size())) {
      for (var from = 0; from < sources.size() && writer.samples() < most; from += BATCH) {
        var to = Math.min(sources.size(), from + BATCH);
        var batch = sources.subList(from, to);
        List<List<SampleEncoder.Encoded>> encoded =
            IntStream.range(0, batch.size())
                .parallel()
                .mapToObj(i -> encode(batch.get(i), encoder))
                .toList();
        for (var file : encoded) {
          for (var sample : file) {
            writer.add(sample.prompt(), sample.output(), 1, TokenFile.TEXT);
          }
        }
        progress.at(to);
      }
      progress.done();
      writer.finish();
      new Manifest("completions")
          .put("seed", seed)
          .put("samples", (long) writer.samples())
          .artifacts(chosen, work.jars())
          .inputs(work.tokenizer())
          .write(target);
    }
    return 0;
  }

  private List<SampleEncoder.Encoded> encode(Corpus.Source source, SampleEncoder encoder) {
    var random = new SplittableRandom(seed ^ (source.path().hashCode() * 0x9E3779B97F4A7C15L));
    return Completing.of(source.text(), perFile, random).stream()
        .map(completion -> encoder.encode(completion, random.nextInt(Marks.SYMBOLS)))
        .flatMap(Optional::stream)
        .toList();
  }
}
