package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
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
    String name = file.metadata().requireString("general.architecture");
    if (!name.equals("llama")) {
      throw new ModelFormatException(
          "architecture %s is not known to this engine; it knows llama".formatted(name));
    }
    if (file.metadata().integer("llama.expert_count").orElse(0) > 0) {
      throw new ModelFormatException(
          "this is a mixture of experts, which this engine does not know; use a dense llama model");
    }
    if (file.tensor("blk.0.attn_q.bias").isPresent()) {
      throw new ModelFormatException(
          "this llama model has attention biases, which this engine does not know");
    }
    return ModelConfig.of(file.metadata());
  }

  /**
   * Reads a model's weights into panels.
   *
   * @param panelWidth rows a panel that the kernels want
   * @param arena owns the packed weights
   * @throws ModelFormatException naming the tensor that is absent, of the wrong shape, or of a type
   *     that cannot be computed with
   */
  public static LanguageModel load(GgufFile file, ModelConfig config, int panelWidth, Arena arena) {
    return new Llama(file, config, panelWidth, arena);
  }
}
