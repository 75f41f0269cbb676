package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;

/** A family of models: what of its files differs from those of other families. */
interface Family {
  /** The name in {@code general.architecture}. */
  String name();

  /**
   * Reads the shape of a model.
   *
   * @throws ModelFormatException if the file asks for something that the family does not have here
   */
  ModelConfig config(ConfigReader metadata);

  /**
   * Reads a block.
   *
   * @param prefix what its tensors' names begin with, such as {@code blk.0.}
   */
  Layer layer(Weights weights, String prefix);

  /** Reads the norm before the output. */
  default Norm outputNorm(Weights weights) {
    return weights.rmsNorm("output_norm");
  }
}
