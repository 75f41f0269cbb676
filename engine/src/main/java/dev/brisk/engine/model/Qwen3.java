package dev.brisk.engine.model;

import dev.brisk.engine.model.RopeConfig.Pairs;

/**
 * Qwen 3: as {@link Llama}, with norms over each query and key head before rotation, and heads
 * whose size is not the width over their number.
 */
final class Qwen3 implements Family {
  @Override
  public String name() {
    return "qwen3";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    metadata.refuseExperts();
    return metadata.read(Pairs.HALVES);
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    return new Layer(
        w.rmsNorm(prefix + "attn_norm"),
        w.normedHeads(prefix),
        w.rmsNorm(prefix + "ffn_norm"),
        w.gated(prefix));
  }
}
