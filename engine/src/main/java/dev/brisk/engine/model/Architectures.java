package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Metadata;
import java.lang.foreign.Arena;

/** The families of models that this engine knows: the one place that maps a name to its class. */
public final class Architectures {
  private Architectures() {}

  /**
   * Checks that a file's family is known and its metadata sound; reads no weights.
   *
   * @throws ModelFormatException if not
   */
  public static ModelConfig check(GgufFile file) {
    Metadata metadata = file.metadata();
    String name = metadata.requireString("general.architecture");
    if (!name.equals("llama")) {
      throw new ModelFormatException(
          "%s is a model of the architecture '%s', which this engine does not know; it knows llama."
              .formatted(file.name(), name));
    }
    refuse(file, "llama.expert_count", "a mixture of experts; choose a dense model");
    refuse(file, "llama.attention.sliding_window", "a sliding window; choose another model");
    return new ConfigReader(metadata).read();
  }

  private static void refuse(GgufFile file, String key, String what) {
    if (file.metadata().integer(key).orElse(0) > 0) {
      throw new ModelFormatException(
          "%s has %s, since this engine does not know it (%s).".formatted(file.name(), what, key));
    }
  }

  /**
   * Reads a model's weights into panels.
   *
   * @param vocabulary tokens of the tokenizer; the embedding has to have as many rows
   * @param panelWidth rows a panel that the kernels want
   * @param arena owns the packed weights
   * @throws ModelFormatException naming the tensor that is absent, unknown, of the wrong shape, or
   *     of a type that cannot be computed with
   */
  public static LanguageModel load(
      GgufFile file, ModelConfig config, int vocabulary, int panelWidth, Arena arena) {
    return new Llama(file, config, vocabulary, panelWidth, arena);
  }
}
