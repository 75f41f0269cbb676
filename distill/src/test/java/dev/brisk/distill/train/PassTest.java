package dev.brisk.distill.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.distill.data.SoftTargets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PassTest {
  private static final int VOCABULARY = 40;
  private static final Shape SHAPE = new Shape("tiny", 64, 2, 2, 1, 96, VOCABULARY, 80);

  private final Parameters weights = weights(SHAPE);

  private static Parameters weights(Shape shape) {
    var weights = new Parameters(shape);
    Initial.fill(weights, shape, 3, Map.of());
    // Outputs of blocks start near zero; here they must count.
    var random = new SplittableRandom(4);
    for (var layer : weights.layout().layers()) {
      for (var weight : List.of(layer.output(), layer.down())) {
        for (var i = 0; i < weight.size(); i++) {
          weights.values().set(weight.offset() + i, (float) (0.1 * random.nextGaussian()));
        }
      }
    }
    return weights;
  }

  private static Batch.Item item(int length, long seed) {
    var random = new SplittableRandom(seed);
    var tokens = random.ints(length, 0, VOCABULARY).toArray();
    var weights = new float[length - 1];
    for (var i = length / 2; i < weights.length; i++) {
      weights[i] = 0.5f + random.nextFloat();
    }
    return new Batch.Item(tokens, length / 2, weights);
  }

  /** The same with a teacher's distribution in two of three places of the output. */
  private static Batch.Item soft(Batch.Item item) {
    var random = new SplittableRandom(6);
    var places = new ArrayList<SoftTargets.Place>();
    for (var at = item.prompt(); at < item.tokens().length; at++) {
      var other = (item.tokens()[at] + 1 + random.nextInt(VOCABULARY - 1)) % VOCABULARY;
      places.add(
          at % 3 == 0
              ? SoftTargets.Place.UNKNOWN
              : SoftTargets.Place.ofLogProbabilities(
                  at % 3 == 1 ? new int[] {item.tokens()[at], other} : new int[] {other},
                  at % 3 == 1 ? new double[] {-0.3, -1.5} : new double[] {-1}));
    }
    return new Batch.Item(item.tokens(), item.prompt(), item.weights(), new SoftTargets(places));
  }

  @Test
  void gradients_are_those_of_central_differences() {
    gradientsAreThoseOfCentralDifferences(new Batch(List.of(item(70, 1), item(9, 2))));
  }

  @Test
  void gradients_with_soft_targets_are_those_of_central_differences() {
    gradientsAreThoseOfCentralDifferences(
        new Batch(List.of(soft(item(70, 1)), item(9, 2), soft(item(20, 3)))));
  }

  private void gradientsAreThoseOfCentralDifferences(Batch batch) {
    var gradients = new Parameters(SHAPE);
    var pass = new Pass(SHAPE, weights, 128, 80);
    pass.train(batch, 1, gradients);

    var random = new SplittableRandom(5);
    for (var weight : weights.layout().weights()) {
      for (var n = 0; n < 12; n++) {
        var at = weight.offset() + random.nextInt(weight.size());
        var value = weights.values().get(at);
        var step = 2e-3f;
        weights.values().set(at, value + step);
        var above = pass.train(batch, 1, new Parameters(SHAPE));
        weights.values().set(at, value - step);
        var below = pass.train(batch, 1, new Parameters(SHAPE));
        weights.values().set(at, value);
        var expected = (above - below) / (2 * step);
        assertThat((double) gradients.values().get(at))
            .as("%s, number %d", weight.name(), at - weight.offset())
            .isCloseTo(expected, within(0.02 + 0.02 * Math.abs(expected)));
      }
    }
  }

  @Test
  void half_of_the_loss_is_that_against_the_soft_targets() {
    var hard = item(30, 1);
    var batch = new Batch(List.of(soft(hard)));
    var pass = new Pass(SHAPE, weights, 128, 80);
    var logits = pass.logits(batch);
    var expected = 0.0;
    for (var row = 0; row < batch.lossRows.length; row++) {
      var at = row * SHAPE.embeddingRows();
      var sum = 0.0;
      for (var token = 0; token < VOCABULARY; token++) {
        sum += Math.exp(logits[at + token]);
      }
      var logarithm = Math.log(sum);
      var right = logarithm - logits[at + batch.targets[row]];
      var place = soft(hard).soft().places().get(batch.lossRows[row] + 1 - hard.prompt());
      var soft = place.tokens().length == 0 ? right : 0;
      for (var i = 0; i < place.tokens().length; i++) {
        soft += place.probabilities()[i] * (logarithm - logits[at + place.tokens()[i]]);
      }
      expected += batch.weights[row] * (0.5 * right + 0.5 * soft);
    }

    assertThat(pass.train(batch, 1, new Parameters(SHAPE)))
        .isCloseTo(expected, within(1e-4 * expected));
  }

  @Test
  void soft_targets_that_say_what_stands_there_change_nothing() {
    var item = item(40, 1);
    var places = new ArrayList<SoftTargets.Place>();
    for (var at = item.prompt(); at < item.tokens().length; at++) {
      places.add(
          SoftTargets.Place.ofLogProbabilities(new int[] {item.tokens()[at]}, new double[] {-1}));
    }
    var same =
        new Batch.Item(item.tokens(), item.prompt(), item.weights(), new SoftTargets(places));
    var pass = new Pass(SHAPE, weights, 128, 80);
    var hard = new Parameters(SHAPE);
    var soft = new Parameters(SHAPE);

    var loss = pass.train(new Batch(List.of(item)), 1, hard);

    assertThat(pass.train(new Batch(List.of(same)), 1, soft)).isCloseTo(loss, within(1e-9));
    var size = hard.layout().size();
    assertThat(soft.values().array(0, size))
        .containsExactly(hard.values().array(0, size), within(1e-6f));
  }

  @Test
  void samples_do_not_see_each_other() {
    var items = List.of(item(70, 1), item(9, 2), item(33, 3));
    var pass = new Pass(SHAPE, weights, 128, 80);
    var alone = new ArrayList<Float>();
    for (var item : items) {
      for (var logit : pass.logits(new Batch(List.of(item)))) {
        alone.add(logit);
      }
    }

    var together = pass.logits(new Batch(items));

    assertThat(together).hasSize(alone.size());
    for (var i = 0; i < together.length; i++) {
      assertThat(together[i]).isCloseTo(alone.get(i), within(1e-4f));
    }
  }

  @Test
  void rows_beyond_the_vocabulary_are_never_predicted() {
    var batch = new Batch(List.of(item(20, 7)));

    assertThat(Arrays.stream(new Pass(SHAPE, weights, 128, 80).predict(batch).best()).boxed())
        .allSatisfy(token -> assertThat(token).isLessThan(VOCABULARY));
  }
}
