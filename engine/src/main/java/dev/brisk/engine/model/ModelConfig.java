package dev.brisk.engine.model;

import dev.brisk.engine.KvType;
import dev.brisk.engine.cache.KvShape;

/**
 * The shape of a transformer, from a file's metadata.
 *
 * @param architecture the family's name, such as {@code llama}
 * @param layers blocks
 * @param width numbers a token between blocks
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headSize numbers a head
 * @param feedForward inner width of the feed-forward part, or of one expert
 * @param contextLength most positions the model was made for
 * @param normEpsilon added to the mean square in norms
 * @param slidingWindow positions that a token attends to, its own included; 0 for all
 * @param rope how positions are rotated in
 * @param experts feed-forward parts to choose from; 0 where there is no choice
 * @param expertsUsed how many of them compute each token
 * @param scales factors that some families put in
 */
public record ModelConfig(
    String architecture,
    int layers,
    int width,
    int heads,
    int kvHeads,
    int headSize,
    int feedForward,
    int contextLength,
    float normEpsilon,
    int slidingWindow,
    RopeConfig rope,
    int experts,
    int expertsUsed,
    Scales scales) {

  /**
   * Factors on the way through a model; all are 1 in most families, but {@code attention}.
   *
   * @param embedding of the embedding
   * @param residual of what a block adds
   * @param attention of the products of queries and keys; usually {@code 1 / sqrt(headSize)}
   * @param logits of the logits
   */
  public record Scales(float embedding, float residual, float attention, float logits) {
    /** What most families compute with. */
    static Scales usual(int headSize) {
      return new Scales(1, 1, (float) (1 / Math.sqrt(headSize)), 1);
    }
  }

  ModelConfig withExperts(int count, int used, int expertFeedForward) {
    return new ModelConfig(
        architecture,
        layers,
        width,
        heads,
        kvHeads,
        headSize,
        expertFeedForward,
        contextLength,
        normEpsilon,
        slidingWindow,
        rope,
        count,
        used,
        scales);
  }

  ModelConfig withScales(Scales other) {
    return new ModelConfig(
        architecture,
        layers,
        width,
        heads,
        kvHeads,
        headSize,
        feedForward,
        contextLength,
        normEpsilon,
        slidingWindow,
        rope,
        experts,
        expertsUsed,
        other);
  }

  /** The shape of its keys and values, kept in a type. */
  public KvShape kvShape(KvType type) {
    return new KvShape(layers, kvHeads, headSize, type);
  }

  /** Numbers of all query heads. */
  public int queryWidth() {
    return heads * headSize;
  }

  /** Numbers of all key (or value) heads. */
  public int kvWidth() {
    return kvHeads * headSize;
  }
}
