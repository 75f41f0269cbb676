package dev.brisk.engine.model;

import dev.brisk.engine.model.RopeConfig.Pairs;

/** Qwen 2 and 2.5: as {@link Llama}, with biases of queries, keys and values. */
final class Qwen2 implements Family {
  @Override
  public String name() {
    return "qwen2";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    metadata.refuseExperts();
    return metadata.read(Pairs.HALVES);
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    ModelConfig c = w.config();
    var heads = w.biasedHeads(prefix, w.linear(prefix + "attn_output", c.queryWidth(), c.width()));
    return new Layer(
        w.rmsNorm(prefix + "attn_norm"), heads, w.rmsNorm(prefix + "ffn_norm"), w.gated(prefix));
  }
}
