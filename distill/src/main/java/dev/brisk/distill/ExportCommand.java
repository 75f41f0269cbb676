package dev.brisk.distill;

import dev.brisk.distill.eval.Measure;
import dev.brisk.distill.export.GgufExport;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    return 0;
  }
}
