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
    metadata.refuse("expert_count", "a mixture of experts in the qwen2 family");
    return metadata.read(Pairs.HALVES);
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    ModelConfig c = w.config();
    var heads =
        new Layer.Heads(
            w.biased(prefix + "attn_q", c.width(), c.queryWidth()),
            w.biased(prefix + "attn_k", c.width(), c.kvWidth()),
            w.biased(prefix + "attn_v", c.width(), c.kvWidth()),
            w.linear(prefix + "attn_output", c.queryWidth(), c.width()),
            null,
            null);
    return new Layer(
        w.rmsNorm(prefix + "attn_norm"), heads, w.rmsNorm(prefix + "ffn_norm"), w.gated(prefix));
  }
}
