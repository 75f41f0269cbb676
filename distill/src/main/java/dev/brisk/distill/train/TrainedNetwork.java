package dev.brisk.distill.train;

import dev.brisk.distill.train.Parameters.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The weights of a run's checkpoint. */
public final class TrainedNetwork {
  private final Shape shape;
  private final Parameters weights;
  private final int steps;
  private final long tokens;

  private TrainedNetwork(Shape shape, Parameters weights, int steps, long tokens) {
    this.shape = shape;
    this.weights = weights;
    this.steps = steps;
    this.tokens = tokens;
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IOException if there is none, or it is damaged; the message says what to do
   */
  public static TrainedNetwork read(Path checkpoint) throws IOException {
    if (!Files.exists(checkpoint)) {
      throw new IOException(checkpoint + " is missing; make it with brisk distill train.");
    }
    var text = Checkpoint.text(checkpoint);
    var shape =
        Shape.named(text.requireText("config"))
            .orElseThrow(
                () ->
                    new IOException(checkpoint + " is of a configuration that is not known here."))
            .withVocabulary(text.requireInteger("vocabulary"));
    var weights = new Parameters(shape);
    Checkpoint.read(checkpoint, Checkpoint.weights(weights));
    return new TrainedNetwork(
        shape, weights, text.requireInteger("step"), (long) text.number("tokens").orElse(0));
  }

  public Shape shape() {
    return shape;
  }

  public Parameters.Layout layout() {
    return weights.layout();
  }

  /** Steps that it was trained for. */
  public int steps() {
    return steps;
  }

  /** Tokens that it was trained on. */
  public long tokens() {
    return tokens;
  }

  /** Rows {@code from} to {@code from + count} of a matrix. */
  public float[] rows(Weight weight, int from, int count) {
    return weights
        .values()
        .array(weight.offset() + from * weight.columns(), count * weight.columns());
  }

  /**
   * What training's own pass makes of tokens.
   *
   * @param prompt how many of them nothing is predicted within, at least 1
   * @return logits, one a token of the vocabulary, of each token from {@code prompt} on, given
   *     those before it
   */
  public List<float[]> logits(int[] tokens, int prompt) {
    var losses = new float[tokens.length - 1];
    Arrays.fill(losses, prompt - 1, losses.length, 1);
    var batch = new Batch(List.of(new Batch.Item(tokens, prompt, losses)));
    var all = new Pass(shape, weights, batch.rows, batch.rows).logits(batch);
    var rows = new ArrayList<float[]>();
    for (var at = 0; at < all.length; at += shape.embeddingRows()) {
      rows.add(Arrays.copyOfRange(all, at, at + shape.vocabulary()));
    }
    return rows;
  }

  Parameters weights() {
    return weights;
  }
}
