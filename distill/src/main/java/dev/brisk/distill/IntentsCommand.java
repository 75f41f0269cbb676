package dev.brisk.distill;

import dev.brisk.distill.baseline.IntentTrainer;
import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.Samples;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill intents}: the linear model of what is asked for. */
@Command(
    name = "intents",
    description = {
      "Trains the linear model that says which kind of edit an instruction asks for,",
      "from samples/train.jsonl, in under a minute."
    },
    mixinStandardHelpOptions = true)
final class IntentsCommand implements Callable<Integer> {
  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--per-phrasing",
      defaultValue = "6",
      description = "Most samples of a phrasing (default: ${DEFAULT-VALUE}).")
  private int perPhrasing;

  @Option(
      names = {"-o", "--output"},
      description = "The file (default: intents.bin in the work folder).")
  private @org.jspecify.annotations.Nullable Path output;

  @Override
  public Integer call() throws IOException {
    var counts = new HashMap<String, Integer>();
    var samples = new ArrayList<Sample>();
    try (var all = Samples.read(work.samples("train"))) {
      all.filter(s -> !s.phrasing().isEmpty())
          .filter(s -> counts.merge(s.phrasing(), 1, Integer::sum) <= perPhrasing)
          .forEach(samples::add);
    }
    var intents = IntentTrainer.train(samples, IntentTrainer.words(Kinds.all(), new Phrasings()));
    var target = output == null ? work.folder().resolve("intents.bin") : output;
    try (var out = Files.newOutputStream(target)) {
      intents.write(out);
    }
    if (output == null) {
      new Manifest("intents")
          .put("samples", (long) samples.size())
          .inputs(work.samples("train"))
          .write(target);
    }
    System.out.println(
        target + ": " + samples.size() + " samples, " + Files.size(target) + " bytes");
    return 0;
  }
}
