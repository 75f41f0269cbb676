package dev.brisk.engine.model;

import dev.brisk.engine.model.RopeConfig.Pairs;

/** Qwen 3 with a mixture of experts in each block; their weights add up to one for each row. */
final class Qwen3Moe implements Family {
  @Override
  public String name() {
    return "qwen3moe";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    metadata.refuse("expert_shared_count", "shared experts");
    return metadata.readExperts(metadata.read(Pairs.HALVES));
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    ModelConfig c = w.config();
    var experts =
        new ExpertFeedForward(
            w.linear(prefix + "ffn_gate_inp", c.width(), c.experts()),
            w.experts(prefix + "ffn_gate_exps", c.width(), c.feedForward()),
            w.experts(prefix + "ffn_up_exps", c.width(), c.feedForward()),
            w.experts(prefix + "ffn_down_exps", c.feedForward(), c.width()),
            c.expertsUsed());
    return new Layer(
        w.rmsNorm(prefix + "attn_norm"),
        w.normedHeads(prefix),
        w.rmsNorm(prefix + "ffn_norm"),
        experts);
  }
}
