package dev.brisk.distill.train;

import java.util.List;
import java.util.Optional;

/**
 * The sizes of a network of GGUF's architecture llama with tied embedding. Heads have 32 numbers.
 *
 * @param name of the configuration
 * @param width of the residual stream, a multiple of 16: heads · 32
 * @param layers at least 1
 * @param heads of queries
 * @param kvHeads of keys and values, a divisor of {@code heads}
 * @param feedForward width of the feed-forward part, a multiple of 32
 * @param vocabulary tokens
 * @param context most tokens of a sample
 */
public record Shape(
    String name,
    int width,
    int layers,
    int heads,
    int kvHeads,
    int feedForward,
    int vocabulary,
    int context) {
  /** Numbers of a head. */
  public static final int HEAD = 32;

  /** The base of the rotary positions' angles. */
  public static final float ROPE_BASE = 10_000;

  /** What is added to a mean square before its root. */
  public static final float EPSILON = 1e-5f;

  /** The configurations, without a vocabulary. */
  public static final List<Shape> ALL =
      List.of(
          new Shape("smoke", 96, 3, 3, 1, 256, 0, 1024),
          new Shape("nano", 192, 6, 6, 2, 512, 0, 1024),
          new Shape("small", 256, 6, 8, 4, 704, 0, 1024),
          new Shape("medium", 384, 8, 12, 4, 1024, 0, 1024));

  public Shape {
    if (width != heads * HEAD || heads % kvHeads != 0 || feedForward % 32 != 0 || layers < 1) {
      throw new IllegalArgumentException("These sizes do not fit each other.");
    }
  }

  /** The configuration of that name. */
  public static Optional<Shape> named(String name) {
    return ALL.stream().filter(s -> s.name.equals(name)).findFirst();
  }

  /** The same with a vocabulary of so many tokens. */
  public Shape withVocabulary(int tokens) {
    return new Shape(name, width, layers, heads, kvHeads, feedForward, tokens, context);
  }

  /**
   * Rows of the embedding: vectors want a multiple of 32. The others stay zero and predict nothing.
   */
  public int embeddingRows() {
    return (vocabulary + 31) / 32 * 32;
  }

  /** Numbers of keys, or of values, a token. */
  public int kvWidth() {
    return kvHeads * HEAD;
  }

  /** Numbers of queries, keys and values a token. */
  public int qkvWidth() {
    return width + 2 * kvWidth();
  }

  /** Trained numbers, the embedding counted once. */
  public long parameters() {
    return new Parameters.Layout(this).size();
  }
}
