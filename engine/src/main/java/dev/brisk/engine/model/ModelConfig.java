package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;

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

  private static final int MOST = 1 << 20;

  /**
   * @throws ModelFormatException naming the key that is absent or out of range
   */
  public static ModelConfig of(Metadata metadata) {
    String arch = metadata.requireString("general.architecture");
    int heads = size(metadata, arch + ".attention.head_count", MOST);
    int width = size(metadata, arch + ".embedding_length", MOST);
    int kvHeads = metadata.integer(arch + ".attention.head_count_kv").orElse(heads);
    if (kvHeads < 1 || heads % kvHeads != 0) {
      throw new ModelFormatException(
          "%s.attention.head_count_kv is %d, which does not divide the %d heads"
              .formatted(arch, kvHeads, heads));
    }
    int headSize = metadata.integer(arch + ".attention.key_length").orElse(width / heads);
    int ropeDimensions = metadata.integer(arch + ".rope.dimension_count").orElse(headSize);
    if (headSize < 1
        || headSize > MOST
        || ropeDimensions < 0
        || ropeDimensions > headSize
        || ropeDimensions % 2 != 0) {
      throw new ModelFormatException(
          "heads of %d numbers with %d rotated ones cannot be right; see %s.attention.key_length and %s.rope.dimension_count"
              .formatted(headSize, ropeDimensions, arch, arch));
    }
    return new ModelConfig(
        arch,
        size(metadata, arch + ".block_count", 10_000),
        width,
        heads,
        kvHeads,
        headSize,
        size(metadata, arch + ".feed_forward_length", MOST),
        size(metadata, arch + ".context_length", Integer.MAX_VALUE),
        (float) metadata.number(arch + ".attention.layer_norm_rms_epsilon").orElse(1e-5),
        (float) metadata.number(arch + ".rope.freq_base").orElse(10_000),
        ropeDimensions,
        ropeScale(metadata, arch));
  }

  private static float ropeScale(Metadata metadata, String arch) {
    String type = metadata.string(arch + ".rope.scaling.type").orElse("none");
    return switch (type) {
      case "none" -> 1;
      case "linear" -> (float) metadata.number(arch + ".rope.scaling.factor").orElse(1);
      default ->
          throw new ModelFormatException(
              "%s.rope.scaling.type is %s, which this engine does not know; it knows none and linear"
                  .formatted(arch, type));
    };
  }

  private static int size(Metadata metadata, String key, int most) {
    int value = metadata.requireInteger(key);
    if (value < 1 || value > most) {
      throw new ModelFormatException(
          "%s is %d; it must be from 1 to %d".formatted(key, value, most));
    }
    return value;
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
