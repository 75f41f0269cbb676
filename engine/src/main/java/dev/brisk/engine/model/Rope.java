package dev.brisk.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * Rotary position embedding (Su et al., 2021) on neighbouring pairs, as files of the {@code llama}
 * family store their heads: numbers 2i and 2i+1 turn by {@code position / base^(2i / dimensions)}.
 */
final class Rope {
  private final int dimensions;
  private final double[] frequencies;

  /**
   * @param factors divide the frequencies (the tensor {@code rope_freqs.weight} of Llama 3 files),
   *     or null
   */
  Rope(ModelConfig config, float @Nullable [] factors) {
    dimensions = config.ropeDimensions();
    frequencies = new double[dimensions / 2];
    for (int i = 0; i < frequencies.length; i++) {
      double factor = factors == null ? 1 : factors[i];
      frequencies[i] =
          Math.pow(config.ropeBase(), -2.0 * i / dimensions) / config.ropeScale() / factor;
    }
  }

  /** Numbers of one position's table: a cosine and a sine for each pair. */
  int tableSize() {
    return dimensions;
  }

  /** Writes the cosines and sines of a position, pair by pair; all heads and layers use them. */
  void table(int position, float[] out, int offset) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      out[offset + 2 * i] = (float) Math.cos(angle);
      out[offset + 2 * i + 1] = (float) Math.sin(angle);
    }
  }

  /** Turns one head in place. */
  void rotate(float[] x, int offset, float[] table, int tableOffset) {
    for (int i = 0; i < dimensions; i += 2) {
      float cos = table[tableOffset + i];
      float sin = table[tableOffset + i + 1];
      float a = x[offset + i];
      float b = x[offset + i + 1];
      x[offset + i] = a * cos - b * sin;
      x[offset + i + 1] = a * sin + b * cos;
    }
  }
}
