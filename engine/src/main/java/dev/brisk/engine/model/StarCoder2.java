package dev.brisk.engine.model;

import dev.brisk.engine.model.RopeConfig.Pairs;

/** StarCoder 2: LayerNorm, biases everywhere, a feed-forward part with GELU. */
final class StarCoder2 implements Family {
  @Override
  public String name() {
    return "starcoder2";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    return metadata.read(Pairs.HALVES, "attention.layer_norm_epsilon");
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    ModelConfig c = w.config();
    var heads = w.biasedHeads(prefix, w.biased(prefix + "attn_output", c.queryWidth(), c.width()));
    var feedForward =
        new GeluFeedForward(
            w.biased(prefix + "ffn_up", c.width(), c.feedForward()),
            w.biased(prefix + "ffn_down", c.feedForward(), c.width()));
    return new Layer(
        w.layerNorm(prefix + "attn_norm"), heads, w.layerNorm(prefix + "ffn_norm"), feedForward);
  }

  @Override
  public Norm outputNorm(Weights w) {
    return w.layerNorm("output_norm");
  }
}
