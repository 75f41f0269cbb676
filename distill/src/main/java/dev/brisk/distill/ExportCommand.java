package dev.brisk.distill;

import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.eval.Measure;
import dev.brisk.distill.export.ExportCheck;
import dev.brisk.distill.export.GgufExport;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk distill export}: a run's network as a model file. */
@Command(
    name = "export",
    description = "Writes a run's best network as a GGUF file for brisk and llama.cpp.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /** How matrices are stored. */
  enum Type {
    F32(TensorType.F32),
    F16(TensorType.F16),
    Q8_0(TensorType.Q8_0);

    private final TensorType tensor;

    Type(TensorType tensor) {
      this.tensor = tensor;
    }
  }

  /** Validation samples that a file is compared with its network on. */
  private static final int CHECKED_SAMPLES = 40;

  @Mixin private WorkFolder work = new WorkFolder();

  @Option(
      names = "--run",
      defaultValue = "small",
      description = "Name of the run (default: ${DEFAULT-VALUE}).")
  private String run = "small";

  @Option(names = "--last", description = "The last checkpoint instead of the best.")
  private boolean last;

  @Option(
      names = "--type",
      defaultValue = "Q8_0",
      description = "F32, F16 or Q8_0 (default: ${DEFAULT-VALUE}).")
  private Type type = Type.Q8_0;

  @Option(
      names = "--confidence",
      description = "Least confidence of an edit that is shown (see brisk distill eval).")
  private @Nullable Float confidence;

  @Option(
      names = "--measure",
      defaultValue = "SUM",
      description =
          "What the confidence is of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Measure measure = Measure.SUM;

  @Option(
      names = {"-o", "--output"},
      description = "The file (default: RUN.gguf in the run's folder).")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    var folder = work.run(run);
    var network =
        TrainedNetwork.read(folder.resolve(last ? "last.safetensors" : "best.safetensors"));
    var target = output == null ? folder.resolve(run + ".gguf") : output;
    var keys = new LinkedHashMap<String, Object>();
    keys.put("brisk.edit.format", "script-v2");
    if (confidence != null) {
      keys.put("brisk.edit.confidence", confidence);
      keys.put("brisk.edit.confidence.measure", measure.key());
    }
    GgufExport.write(network, work.tokenizer(), type.tensor, "brisk-" + run, keys, target);
    System.out.printf(
        "%s: %,d parameters, %,d bytes, trained on %,d tokens%n",
        target, network.shape().parameters(), Files.size(target), network.tokens());
    check(network, target);
    return 0;
  }

  /** Compares the file with the network where there are samples for it. */
  private void check(TrainedNetwork network, Path target) throws IOException {
    var samples = work.tokens("validation");
    if (!Files.exists(samples)) {
      return;
    }
    var file = TokenFile.open(samples);
    if (file.vocabulary() != network.shape().vocabulary()) {
      return;
    }
    var result = ExportCheck.of(network, target, file, CHECKED_SAMPLES);
    System.out.printf(
        Locale.ROOT,
        "The engine's top-10 log-probabilities are %.4f from the training's in the mean of %,d tokens.%n",
        result.difference(),
        result.positions());
    if (result.difference() > ExportCheck.MOST) {
      System.err.printf(
          Locale.ROOT,
          "That is more than %.2f; export it with --type F16, and compare again.%n",
          ExportCheck.MOST);
    }
  }
}
