package dev.brisk.engine.model;

/**
 * The shape of a transformer, from a file's metadata.
 *
 * @param architecture the family's name, such as {@code llama}
 * @param layers blocks
 * @param width numbers a token between blocks
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headSize numbers a head
 * @param feedForward inner width of the feed-forward part
 * @param contextLength most positions the model was made for
 * @param normEpsilon added to the mean square in norms
 * @param ropeBase base of the rotary frequencies
 * @param ropeDimensions leading numbers of a head that are rotated; even
 * @param ropeScale positions are divided by this (linear scaling); 1 for none
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
    float ropeBase,
    int ropeDimensions,
    float ropeScale) {

  /** Numbers of all query heads. */
  public int queryWidth() {
    return heads * headSize;
  }

  /** Numbers of all key (or value) heads. */
  public int kvWidth() {
    return kvHeads * headSize;
  }
}
