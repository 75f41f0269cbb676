package dev.brisk.engine.model;

import dev.brisk.engine.model.RopeConfig.Pairs;

/**
 * Llama, and what is stored like it (Mistral, SmolLM, Brisk's own models): norm, attention with
 * grouped queries, norm, gated feed-forward part. Heads are stored with rotated pairs next to each
 * other. Llama 3 files bring factors for the frequencies.
 */
final class Llama implements Family {
  @Override
  public String name() {
    return "llama";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    metadata.refuseExperts();
    return metadata.read(Pairs.NEIGHBOURS);
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    return new Layer(
        w.rmsNorm(prefix + "attn_norm"),
        w.heads(prefix),
        w.rmsNorm(prefix + "ffn_norm"),
        w.gated(prefix));
  }
}
