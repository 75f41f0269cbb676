package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;

/**
 * Reads the shape of a model from a file's metadata, each number checked against what can be
 * computed with.
 */
final class ConfigReader {
  /**
   * Far beyond any model; keeps products of two sizes within a long and buffers within an array.
   */
  private static final int MOST = 1 << 20;

  private final Metadata metadata;
  private final String arch;

  ConfigReader(Metadata metadata) {
    this.metadata = metadata;
    arch = metadata.requireString("general.architecture");
  }

  /**
   * @throws ModelFormatException naming the file and the key that is absent or out of range
   */
  ModelConfig read() {
    int heads = size("attention.head_count", MOST);
    int width = size("embedding_length", MOST);
    int kvHeads = metadata.integer(key("attention.head_count_kv")).orElse(heads);
    if (kvHeads < 1 || heads % kvHeads != 0) {
      throw problem("attention.head_count_kv", kvHeads, "a divisor of the " + heads + " heads");
    }
    int headSize = metadata.integer(key("attention.key_length")).orElse(width / heads);
    if (headSize < 1 || (long) headSize * heads > MOST) {
      throw problem("attention.key_length", headSize, "from 1 to " + MOST / heads);
    }
    if (metadata.integer(key("attention.value_length")).orElse(headSize) != headSize) {
      throw new ModelFormatException(
          "%s has keys and values of different lengths, which this engine does not know; choose another model."
              .formatted(metadata.file()));
    }
    int ropeDimensions = metadata.integer(key("rope.dimension_count")).orElse(headSize);
    if (ropeDimensions < 0 || ropeDimensions > headSize || ropeDimensions % 2 != 0) {
      throw problem("rope.dimension_count", ropeDimensions, "even and at most " + headSize);
    }
    return new ModelConfig(
        arch,
        size("block_count", 10_000),
        width,
        heads,
        kvHeads,
        headSize,
        size("feed_forward_length", MOST),
        size("context_length", Integer.MAX_VALUE),
        (float) positive("attention.layer_norm_rms_epsilon", 1e-5),
        (float) positive("rope.freq_base", 10_000),
        ropeDimensions,
        ropeScale());
  }

  private float ropeScale() {
    String type = metadata.string(key("rope.scaling.type")).orElse("none");
    return switch (type) {
      case "none" -> 1;
      case "linear" -> (float) positive("rope.scaling.factor", 1);
      default ->
          throw new ModelFormatException(
              "%s scales positions by '%s' (%s), which this engine does not know; it knows none and linear."
                  .formatted(metadata.file(), type, key("rope.scaling.type")));
    };
  }

  private int size(String name, int most) {
    int value = metadata.requireInteger(key(name));
    if (value < 1 || value > most) {
      throw problem(name, value, "from 1 to " + most);
    }
    return value;
  }

  private double positive(String name, double otherwise) {
    double value = metadata.number(key(name)).orElse(otherwise);
    if (!(value > 0 && value < 1e12)) {
      throw problem(name, value, "above 0");
    }
    return value;
  }

  private String key(String name) {
    return arch + "." + name;
  }

  private ModelFormatException problem(String name, Number value, String needed) {
    return new ModelFormatException(
        "%s: metadata key '%s' is %s, but has to be %s; get the file again or convert the model again."
            .formatted(metadata.file(), key(name), value, needed));
  }
}
