package dev.brisk.distill.train;

import dev.brisk.distill.data.SoftTargets;
import java.util.Arrays;
import java.util.List;

/**
 * Samples packed one after the other with no padding; a position sees only those of its own sample.
 * The last token of a sample is a target only.
 */
final class Batch {
  /**
   * One sample with the loss's places chosen.
   *
   * @param tokens prompt and output
   * @param prompt tokens of the prompt
   * @param weights how much the prediction of token i + 1, from tokens 0..i, counts; 0 for no loss
   * @param soft what a teacher thought likely in the output
   */
  record Item(int[] tokens, int prompt, float[] weights, SoftTargets soft) {
    Item(int[] tokens, int prompt, float[] weights) {
      this(tokens, prompt, weights, SoftTargets.NONE);
    }

    /** Tokens that go through the network. */
    int rows() {
      return tokens.length - 1;
    }

    Mixture mixture(int row) {
      int place = row + 1 - prompt;
      return soft.isEmpty() || place < 0
          ? Mixture.HARD
          : Mixture.of(tokens[row + 1], soft.places().get(place));
    }

    double weight() {
      double sum = 0;
      for (var weight : weights) {
        sum += weight;
      }
      return sum;
    }
  }

  /** How much soft targets count in the loss of a row; the right token has the rest. */
  private static final float SOFT_SHARE = 0.5f;

  /**
   * What a row should predict, as a distribution: the right token and soft targets mixed.
   *
   * @param tokens none for the right token alone
   */
  record Mixture(int[] tokens, float[] shares) {
    static final Mixture HARD = new Mixture(new int[0], new float[0]);

    static Mixture of(int right, SoftTargets.Place place) {
      int known = place.tokens().length;
      if (known == 0) {
        return HARD;
      }
      var tokens = Arrays.copyOf(place.tokens(), known + 1);
      var shares = new float[known + 1];
      for (int i = 0; i < known; i++) {
        shares[i] = SOFT_SHARE * place.probabilities()[i];
      }
      tokens[known] = right;
      shares[known] = 1 - SOFT_SHARE;
      return new Mixture(tokens, shares);
    }
  }

  final int rows;
  final int[] tokens;
  final int[] positions;

  /** Where each sample starts; one more than there are samples. */
  final int[] starts;

  /** Rows with a loss, ascending. */
  final int[] lossRows;

  /** What they should predict. */
  final int[] targets;

  final float[] weights;

  /** What they should predict where a teacher said more of it. */
  final Mixture[] mixtures;

  Batch(List<Item> items) {
    rows = items.stream().mapToInt(Item::rows).sum();
    tokens = new int[rows];
    positions = new int[rows];
    starts = new int[items.size() + 1];
    var lossRows = new int[rows];
    var targets = new int[rows];
    var weights = new float[rows];
    var mixtures = new Mixture[rows];
    int row = 0;
    int losses = 0;
    for (int s = 0; s < items.size(); s++) {
      var item = items.get(s);
      starts[s] = row;
      for (int i = 0; i < item.rows(); i++, row++) {
        tokens[row] = item.tokens[i];
        positions[row] = i;
        if (item.weights[i] > 0) {
          lossRows[losses] = row;
          targets[losses] = item.tokens[i + 1];
          mixtures[losses] = item.mixture(i);
          weights[losses++] = item.weights[i];
        }
      }
    }
    starts[items.size()] = row;
    this.lossRows = Arrays.copyOf(lossRows, losses);
    this.targets = Arrays.copyOf(targets, losses);
    this.weights = Arrays.copyOf(weights, losses);
    this.mixtures = Arrays.copyOf(mixtures, losses);
  }

  int longest() {
    int most = 0;
    for (int s = 0; s + 1 < starts.length; s++) {
      most = Math.max(most, starts[s + 1] - starts[s]);
    }
    return most;
  }
}
