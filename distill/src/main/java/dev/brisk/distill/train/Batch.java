package dev.brisk.distill.train;

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
   */
  record Item(int[] tokens, int prompt, float[] weights) {
    /** Tokens that go through the network. */
    int rows() {
      return tokens.length - 1;
    }

    double weight() {
      double sum = 0;
      for (var weight : weights) {
        sum += weight;
      }
      return sum;
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

  Batch(List<Item> items) {
    rows = items.stream().mapToInt(Item::rows).sum();
    tokens = new int[rows];
    positions = new int[rows];
    starts = new int[items.size() + 1];
    var lossRows = new int[rows];
    var targets = new int[rows];
    var weights = new float[rows];
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
          weights[losses++] = item.weights[i];
        }
      }
    }
    starts[items.size()] = row;
    this.lossRows = Arrays.copyOf(lossRows, losses);
    this.targets = Arrays.copyOf(targets, losses);
    this.weights = Arrays.copyOf(weights, losses);
  }

  int longest() {
    int most = 0;
    for (int s = 0; s + 1 < starts.length; s++) {
      most = Math.max(most, starts[s + 1] - starts[s]);
    }
    return most;
  }
}
