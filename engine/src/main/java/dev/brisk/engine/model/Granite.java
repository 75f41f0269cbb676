package dev.brisk.engine.model;

import dev.brisk.engine.model.ModelConfig.Scales;
import dev.brisk.engine.model.RopeConfig.Pairs;

/**
 * Granite: blocks as in {@link Llama}, with factors from the metadata on the embedding, on what
 * blocks add, on attention's products and under the logits. Source: {@code granite.cpp} of
 * llama.cpp.
 */
final class Granite implements Family {
  private final Llama llama = new Llama();

  @Override
  public String name() {
    return "granite";
  }

  @Override
  public ModelConfig config(ConfigReader metadata) {
    metadata.refuseExperts();
    metadata.refuse("expert_shared_feed_forward_length", "shared experts");
    metadata.refuseFalse("rope.scaling.finetuned", "no rotary positions");
    ModelConfig config = metadata.read(Pairs.NEIGHBOURS);
    Scales usual = config.scales();
    return config.withScales(
        new Scales(
            metadata.factor("embedding_scale", usual.embedding()),
            metadata.factor("residual_scale", usual.residual()),
            metadata.factor("attention.scale", usual.attention()),
            1 / metadata.factor("logit_scale", 1)));
  }

  @Override
  public Layer layer(Weights w, String prefix) {
    return llama.layer(w, prefix);
  }
}
