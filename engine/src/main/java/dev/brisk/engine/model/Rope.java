package dev.brisk.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * Rotary position embedding (Su et al., 2021): pair i turns by {@code position / base^(2i /
 * dimensions)}, scaled as the model asks for.
 */
final class Rope {
  private final RopeConfig config;
  private final double[] frequencies;
  private final double magnitude;

  /**
   * @param factors divide the frequencies (the tensor {@code rope_freqs.weight} of Llama 3 files),
   *     or null
   */
  Rope(RopeConfig config, float @Nullable [] factors) {
    this.config = config;
    frequencies = new double[config.dimensions() / 2];
    boolean yarn = config.yarn().originalContext() > 0;
    for (int i = 0; i < frequencies.length; i++) {
      double own = Math.pow(config.base(), -2.0 * i / config.dimensions());
      double frequency = own / (factors == null ? 1 : factors[i]);
      double kept = yarn ? kept(i) : 0;
      frequencies[i] = frequency * kept + frequency / config.factor() * (1 - kept);
    }
    magnitude = yarn ? config.yarn().attentionFactor() * (1 + 0.1 * Math.log(config.factor())) : 1;
  }

  /** How much of pair i's frequency YaRN leaves as it is, from 0 to 1. */
  private double kept(int i) {
    double low = Math.max(0, Math.floor(pairThatTurns(config.yarn().fast())));
    double high = Math.min(config.dimensions() - 1, Math.ceil(pairThatTurns(config.yarn().slow())));
    double place = (i - low) / Math.max(0.001, high - low);
    return 1 - Math.clamp(place, 0, 1);
  }

  /** The pair, as a fraction, that turns so often over the original context. */
  private double pairThatTurns(double times) {
    double length = config.yarn().originalContext() / (times * 2 * Math.PI);
    return config.dimensions() * Math.log(length) / (2 * Math.log(config.base()));
  }

  /** Numbers of one position's table: a cosine and a sine for each pair. */
  int tableSize() {
    return config.dimensions();
  }

  /** Writes the cosines and sines of a position, pair by pair; all heads and layers use them. */
  void table(int position, float[] out, int offset) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      out[offset + 2 * i] = (float) (Math.cos(angle) * magnitude);
      out[offset + 2 * i + 1] = (float) (Math.sin(angle) * magnitude);
    }
  }

  /** Turns one head in place. */
  void rotate(float[] x, int offset, float[] table, int tableOffset) {
    int half = config.dimensions() / 2;
    boolean halves = config.pairs() == RopeConfig.Pairs.HALVES;
    int step = halves ? 1 : 2;
    int distance = halves ? half : 1;
    for (int i = 0; i < half; i++) {
      float cos = table[tableOffset + 2 * i];
      float sin = table[tableOffset + 2 * i + 1];
      int at = offset + step * i;
      float a = x[at];
      float b = x[at + distance];
      x[at] = a * cos - b * sin;
      x[at + distance] = a * sin + b * cos;
    }
  }
}
