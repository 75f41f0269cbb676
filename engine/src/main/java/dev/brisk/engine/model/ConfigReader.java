package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.RopeScaling;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.model.ModelConfig.Scales;
import dev.brisk.engine.model.RopeConfig.Pairs;
import dev.brisk.engine.model.RopeConfig.Yarn;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape of a model from a file's metadata, each number checked against what can be
 * computed with.
 */
final class ConfigReader {
  /**
   * Far beyond any model; keeps products of two sizes within a long and buffers within an array.
   */
  private static final int MOST = 1 << 20;

  private static final int MOST_ROWS = Integer.MAX_VALUE;
  private static final String ORIGINAL = "rope.scaling.original_context_length";

  private final Metadata metadata;
  private final String arch;
  private final @Nullable RopeScaling scaling;

  /**
   * @param scaling in place of the metadata's, or null
   */
  ConfigReader(Metadata metadata, @Nullable RopeScaling scaling) {
    this.metadata = metadata;
    this.scaling = scaling;
    arch = metadata.requireString("general.architecture");
  }

  /** The shape of a model with RMS norms. */
  ModelConfig read(Pairs pairs) {
    return read(pairs, "attention.layer_norm_rms_epsilon");
  }

  /**
   * @param pairs how the family stores rotated pairs
   * @param epsilon the key of what norms add
   * @throws ModelFormatException naming the file and the key that is absent or out of range
   */
  ModelConfig read(Pairs pairs, String epsilon) {
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
      throw unknown("keys and values of different lengths", "attention.value_length");
    }
    int window = metadata.integer(key("attention.sliding_window")).orElse(0);
    if (window < 0) {
      throw problem("attention.sliding_window", window, "at least 0");
    }
    if (window > 0 && metadata.has(key("attention.sliding_window_pattern"))) {
      throw unknown("a sliding window in some layers", "attention.sliding_window_pattern");
    }
    return new ModelConfig(
        arch,
        size("block_count", 10_000),
        width,
        heads,
        kvHeads,
        headSize,
        size("feed_forward_length", MOST),
        contextLength(),
        (float) positive(epsilon, 1e-5),
        window,
        rope(pairs, headSize),
        0,
        0,
        Scales.usual(headSize));
  }

  private RopeConfig rope(Pairs pairs, int headSize) {
    int dimensions = metadata.integer(key("rope.dimension_count")).orElse(headSize);
    if (dimensions < 0 || dimensions > headSize || dimensions % 2 != 0) {
      throw problem("rope.dimension_count", dimensions, "even and at most " + headSize);
    }
    float base = (float) positive("rope.freq_base", 10_000);
    if (scaling != null) {
      Yarn yarn = scaling.kind() == RopeScaling.Kind.YARN ? yarn(originalContext()) : Yarn.NONE;
      return new RopeConfig(pairs, dimensions, base, scaling.factor(), yarn);
    }
    float factor = factor();
    String type = metadata.string(key("rope.scaling.type")).orElse("linear");
    return switch (type) {
      case "none" -> new RopeConfig(pairs, dimensions, base, 1, Yarn.NONE);
      case "linear" -> new RopeConfig(pairs, dimensions, base, factor, Yarn.NONE);
      case "yarn" -> new RopeConfig(pairs, dimensions, base, factor, yarn(yarnContext()));
      default ->
          throw new ModelFormatException(
              "%s scales positions by '%s' (%s), which this engine does not know; it knows none, linear and yarn."
                  .formatted(metadata.file(), type, key("rope.scaling.type")));
    };
  }

  private Yarn yarn(int originalContext) {
    return new Yarn(
        originalContext,
        (float) positive("rope.scaling.yarn_beta_fast", Yarn.NONE.fast()),
        (float) positive("rope.scaling.yarn_beta_slow", Yarn.NONE.slow()),
        (float)
            (positive("rope.scaling.attn_factor", 1)
                * positive("rope.scaling.yarn_attn_factor", 1)));
  }

  /** What the metadata's own YaRN starts from. */
  private int yarnContext() {
    boolean named = metadata.has(key(ORIGINAL));
    return size(named ? ORIGINAL : "context_length", Integer.MAX_VALUE);
  }

  /** Positions that the frequencies were made for, before any scaling. */
  private int originalContext() {
    int context = yarnContext();
    boolean linear = metadata.string(key("rope.scaling.type")).orElse("linear").equals("linear");
    return linear && !metadata.has(key(ORIGINAL))
        ? Math.max(1, (int) (context / factor()))
        : context;
  }

  /** Most positions, a scaling that was set included. */
  private int contextLength() {
    int own = size("context_length", Integer.MAX_VALUE);
    // The cast stops at the largest int.
    return scaling == null ? own : (int) ((double) originalContext() * scaling.factor());
  }

  private float factor() {
    return (float) positive("rope.scaling.factor", positive("rope.scale_linear", 1));
  }

  /** The same shape with a mixture of experts. */
  ModelConfig readExperts(ModelConfig config) {
    int experts = size("expert_count", 4096);
    int used = size("expert_used_count", experts);
    boolean own = metadata.has(key("expert_feed_forward_length"));
    int inner = own ? size("expert_feed_forward_length", MOST) : config.feedForward();
    if ((long) inner * experts > MOST_ROWS || (long) config.width() * experts > MOST_ROWS) {
      throw problem("expert_count", experts, "less for parts of this size");
    }
    return config.withExperts(experts, used, inner);
  }

  /** A factor that some families have; 0 stands for none in llama.cpp, too. */
  float factor(String name, float otherwise) {
    double value = metadata.number(key(name)).orElse(0);
    return value == 0 ? otherwise : (float) positive(name, otherwise);
  }

  /**
   * @throws ModelFormatException if the model is a mixture of experts
   */
  void refuseExperts() {
    refuse("expert_count", "a mixture of experts in the " + arch + " family");
  }

  /**
   * @throws ModelFormatException if the number under this key is above 0
   */
  void refuse(String name, String what) {
    if (metadata.integer(key(name)).orElse(0) > 0) {
      throw unknown(what, name);
    }
  }

  /**
   * @throws ModelFormatException if the truth value under this key is false
   */
  void refuseFalse(String name, String what) {
    if (!metadata.bool(key(name)).orElse(true)) {
      throw unknown(what, name);
    }
  }

  private ModelFormatException unknown(String what, String name) {
    return new ModelFormatException(
        "%s has %s (%s), which this engine does not know; choose another model."
            .formatted(metadata.file(), what, key(name)));
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
