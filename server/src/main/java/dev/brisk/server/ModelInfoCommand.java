package dev.brisk.server;

import dev.brisk.engine.KvMemory;
import dev.brisk.engine.KvType;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code brisk model info}: what is in a model file. */
@Command(
    name = "info",
    description = "Shows what is in a model file.",
    mixinStandardHelpOptions = true)
final class ModelInfoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A GGUF file, or " + BuiltInModel.NAME + ".")
  private String file = BuiltInModel.NAME;

  @Option(names = "--tensors", description = "List every tensor.")
  private boolean tensors;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    show(file, tensors, spec.commandLine().getOut());
    return 0;
  }

  /**
   * Writes what is in a file.
   *
   * @param file as {@code --model} names it
   * @param tensors whether to list every tensor
   * @throws dev.brisk.engine.ModelFormatException if there is no such file, or it is broken
   */
  static void show(String file, boolean tensors, PrintWriter out) {
    try (var model = BuiltInModel.openFile(file)) {
      summary(out, model);
      out.println("metadata");
      for (var key : model.metadata().keys()) {
        out.printf("  %-44s %s%n", key, model.metadata().describe(key));
      }
      if (tensors) {
        out.println("tensors");
        for (var tensor : model.tensors()) {
          out.printf("  %-44s %-6s %s%n", tensor.name(), tensor.type(), shape(tensor));
        }
      }
    }
    out.flush();
  }

  private static void summary(PrintWriter out, GgufFile model) {
    var metadata = model.metadata();
    var architecture = metadata.string("general.architecture").orElse("not named");
    var context = metadata.integer(architecture + ".context_length");
    long numbers = model.tensors().stream().mapToLong(Tensor::elements).sum();
    out.printf("name           %s%n", metadata.string("general.name").orElse(model.name()));
    out.printf("file           GGUF %d, %.1f MiB%n", model.version(), model.size() / 1048576.0);
    out.printf("architecture   %s%n", architecture);
    out.printf(
        Locale.ROOT,
        "parameters     %.2f M in %d tensors%n",
        numbers / 1e6,
        model.tensors().size());
    out.printf("types          %s%n", types(model.tensors()));
    out.printf("context        %s tokens%n", context.isPresent() ? context.getAsInt() : "unknown");
    out.printf("keys, values   %s%n", keysAndValues(model));
    out.printf("vocabulary     %d tokens%n", metadata.count("tokenizer.ggml.tokens"));
    out.printf("edit format    %s%n", metadata.string("brisk.edit.format").orElse("none named"));
  }

  /** What a full context takes, by the type that keys and values are kept in. */
  private static String keysAndValues(GgufFile model) {
    try {
      return Arrays.stream(KvType.values())
          .map(type -> KvMemory.of(model, type))
          .map(KvMemory::describeFull)
          .collect(Collectors.joining(", ", "", " for a full context"));
    } catch (ModelFormatException e) {
      return "unknown";
    }
  }

  private static String types(List<Tensor> tensors) {
    Map<TensorType, Long> counts =
        tensors.stream()
            .collect(Collectors.groupingBy(Tensor::type, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String shape(Tensor tensor) {
    var text = new StringBuilder();
    for (long length : tensor.shape()) {
      text.append(text.isEmpty() ? "" : " x ").append(length);
    }
    return text.toString();
  }
}
