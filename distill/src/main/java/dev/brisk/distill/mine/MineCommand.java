package dev.brisk.distill.mine;

import dev.brisk.distill.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brisk mine}: small edits from the history of a repository. */
@Command(
    name = "mine",
    description = {
      "Finds commits of a Git repository that are one small edit of one Java file, with a message",
      "that asks for it. With --full they are cases for brisk lab run and distill eval --commits;",
      "without, samples for a training, which distill encode commits reads. Do not train on what",
      "you measure with."
    },
    mixinStandardHelpOptions = true)
public final class MineCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REPO", description = "The folder of a clone.")
  private Path repository = Path.of("");

  @Option(
      names = {"-o", "--output"},
      description = "The file (default: distill-work/samples/commits.jsonl).")
  private Path output = Path.of("distill-work", "samples", "commits.jsonl");

  @Option(
      names = "--full",
      description = "Write cases: all about each commit, the whole files too.")
  private boolean full;

  @Option(names = "--name", description = "What to call the repository (default: its folder).")
  private @Nullable String name;

  @Option(
      names = "--licence",
      defaultValue = "unknown",
      description = "The licence of its sources, to be noted with each edit.")
  private String licence = "unknown";

  @Override
  public Integer call() throws IOException {
    var called =
        name == null ? repository.toAbsolutePath().normalize().getFileName().toString() : name;
    var miner = new Miner(repository, called, licence);
    var edits =
        miner.mine(
            commits -> {
              if (commits % 500 == 0) {
                System.err.printf(Locale.ROOT, "\rmining: %,d commits", commits);
              }
            });
    System.err.println();
    var parent = output.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (full) {
      var text = new StringBuilder();
      edits.forEach(edit -> text.append(edit.json()).append('\n'));
      Files.writeString(output, text);
    } else {
      try (var writer = new Samples.Writer(output)) {
        for (var edit : edits) {
          if (edit.parsesBefore() && edit.parsesAfter()) {
            writer.add(edit.sample());
          }
        }
        writer.finish();
      }
    }
    System.out.printf(Locale.ROOT, "%s: %,d edits%n", output, edits.size());
    var passedOver = miner.passedOver().toString();
    if (!passedOver.isEmpty()) {
      System.out.printf("Of the other commits, %s.%n", passedOver);
    }
    return 0;
  }
}
