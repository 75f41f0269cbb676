package dev.brisk.distill;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.distill.teach.Copying;
import dev.brisk.distill.teach.Corpus;
import dev.brisk.distill.teach.Lessons;
import dev.brisk.distill.teach.Sampler;
import dev.brisk.distill.teach.SourceFetch;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill data}: the teacher's samples from the corpus. */
@Command(
    name = "data",
    description = {
      "Makes samples of edits: sources of the corpus, changed by the programmatic teacher.",
      "Writes samples/train.jsonl, validation.jsonl and test.jsonl; a split that is there stays."
    },
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
  private static final int COPYING = 30_000;

  /** Samples that each kind has in training, however few places the sources have for it. */
  private static final int RARE = 150;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--fetch",
      description = "Fetch the sources named in the list with Maven where they are missing.")
  private boolean fetch;

  @Option(names = "--list", description = "The list of artifacts instead of the built-in one.")
  private @Nullable Path list;

  @Option(
      names = "--per-kind",
      defaultValue = "8000",
      description = "Most samples of a kind for training (default: ${DEFAULT-VALUE}).")
  private int perKind;

  @Option(
      names = "--held-out-per-kind",
      defaultValue = "150",
      description =
          "Most samples of a kind for validation, and for the test (default: ${DEFAULT-VALUE}).")
  private int heldOutPerKind;

  @Option(
      names = "--artifacts",
      description = "Only so many artifacts of each split (default: all).")
  private int artifacts = Integer.MAX_VALUE;

  @Option(names = "--kind", description = "Only this kind of edit; may be given again.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--show",
      description = "Show so many samples of the training split as text and write nothing.")
  private int show;

  @Override
  public Integer call() throws IOException {
    var all = Corpus.artifacts(list);
    if (fetch) {
      var wanted = new ArrayList<Corpus.Artifact>();
      for (var split : List.of("train", "validation", "test")) {
        wanted.addAll(chosen(all, split));
      }
      SourceFetch.run(wanted, work.jars());
    }
    if (show > 0) {
      split(all, "train", show, sample -> System.out.println(text(sample)));
      return 0;
    }
    Files.createDirectories(work.samples("train").getParent());
    copying();
    for (var split : List.of("validation", "test", "train")) {
      var target = work.samples(split);
      if (Files.exists(target)) {
        System.err.println(target + " is there already; delete it to make it again.");
        continue;
      }
      try (var writer = new Samples.Writer(target)) {
        var lessons =
            split(all, split, split.equals("train") ? perKind : heldOutPerKind, writer::add);
        if (split.equals("train")) {
          lessons.addRare(Sampler.file(), RARE, writer::add);
        }
        writer.finish();
        new Manifest("data")
            .put("split", split)
            .put("seed", seed)
            .put("samples", (long) writer.count())
            .counts("kinds", lessons.counts())
            .artifacts(chosen(all, split), work.jars())
            .write(target);
      }
    }
    return 0;
  }

  /** The tasks that a training begins with. */
  private void copying() throws IOException {
    var target = work.samples("copy");
    if (!Files.exists(target)) {
      try (var writer = new Samples.Writer(target)) {
        Copying.teach(COPYING, seed, writer::add);
        writer.finish();
      }
    }
  }

  private Lessons split(List<Corpus.Artifact> all, String split, int most, Lessons.Sink sink)
      throws IOException {
    var kinds =
        Kinds.all().stream().filter(k -> only.isEmpty() || only.contains(k.name())).toList();
    var lessons = new Lessons(kinds, new Phrasings(), !split.equals("train"), most, seed);
    var sources = Corpus.sources(work.jars(), chosen(all, split));
    var progress = new Progress(split + " samples", sources.size());
    lessons.teach(sources, sink, progress::at);
    progress.done();
    return lessons;
  }

  private List<Corpus.Artifact> chosen(List<Corpus.Artifact> all, String split) {
    return Corpus.ofSplit(all, split, artifacts);
  }

  private static String text(Sample sample) {
    return "--- %s: %s%n%s%n+++%n%s%n"
        .formatted(sample.phrasing(), sample.instruction(), sample.before(), sample.after());
  }
}
