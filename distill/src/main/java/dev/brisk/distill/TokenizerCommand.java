package dev.brisk.distill;

import dev.brisk.distill.teach.Corpus;
import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.distill.tokenizer.Vocabularies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill tokenizer}: the vocabulary. */
@Command(
    name = "tokenizer",
    description = "Makes tokenizer.gguf, the vocabulary, from the corpus and the phrasings.",
    mixinStandardHelpOptions = true)
final class TokenizerCommand implements Callable<Integer> {
  @Mixin private WorkFolder work = new WorkFolder();

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

  @Option(
      names = "--artifacts",
      description = "Only so many artifacts of the training split (default: all).")
  private int artifacts = Integer.MAX_VALUE;

  @Option(
      names = "--size",
      defaultValue = "4096",
      description = "Tokens, 1,024 to 65,536 (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--min-projects",
      defaultValue = "8",
      description = "Projects that a word must occur in (default: ${DEFAULT-VALUE}).")
  private int minProjects;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Take the vocabulary of this model file, to train it further.")
  private @Nullable Path from;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(work.tokenizer())) {
      System.err.println(work.tokenizer() + " is there already; delete it to make it again.");
      return 0;
    }
    Files.createDirectories(work.folder());
    if (from != null) {
      var tokenizer = KnownWords.read(from);
      Files.copy(from, work.tokenizer());
      new Manifest("tokenizer")
          .put("size", (long) tokenizer.size())
          .inputs(from)
          .write(work.tokenizer());
      return 0;
    }
    var chosen = Corpus.ofSplit(Corpus.artifacts(list), "train", artifacts);
    var progress = new Progress("counting artifacts", chosen.size());
    Vocabularies.write(
        chosen,
        work.jars(),
        Math.clamp(size, 1024, 1 << 16),
        minProjects,
        work.tokenizer(),
        progress::at);
    progress.done();
    new Manifest("tokenizer")
        .put("size", (long) size)
        .put("min_projects", (long) minProjects)
        .artifacts(chosen, work.jars())
        .write(work.tokenizer());
    return 0;
  }
}
