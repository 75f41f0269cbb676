package dev.brisk.distill.data;

import java.util.Arrays;
import java.util.List;

/**
 * What a teacher thought likely in the places of an output, beside the token that stands there.
 *
 * @param places one for each token of the output, with the end token; none at all for no soft
 *     targets
 */
public record SoftTargets(List<Place> places) {
  /** For samples without. */
  public static final SoftTargets NONE = new SoftTargets(List.of());

  /** At most so many tokens in a place. */
  public static final int MOST = 255;

  /**
   * A distribution over some tokens, or none.
   *
   * @param tokens different ones
   * @param probabilities of these, positive, together 1
   */
  public record Place(int[] tokens, float[] probabilities) {
    /** Nothing is known of this place. */
    public static final Place UNKNOWN = new Place(new int[0], new float[0]);

    /**
     * @throws IllegalArgumentException if these are no distribution
     */
    public Place {
      if (tokens.length != probabilities.length || tokens.length > MOST) {
        throw new IllegalArgumentException("A place has up to 255 tokens, a probability each.");
      }
      if (Arrays.stream(tokens).distinct().count() != tokens.length) {
        throw new IllegalArgumentException("A token stands twice in one place.");
      }
      var sum = 0.0;
      for (var probability : probabilities) {
        if (!(probability > 0)) {
          throw new IllegalArgumentException("Probabilities must be positive.");
        }
        sum += probability;
      }
      if (tokens.length > 0 && Math.abs(sum - 1) > 1e-3) {
        throw new IllegalArgumentException("Probabilities of a place must add up to 1.");
      }
    }

    /** The distribution over these tokens alone whose logarithms are so, up to a constant. */
    public static Place ofLogProbabilities(int[] tokens, double[] logarithms) {
      var most = Arrays.stream(logarithms).max().orElse(0);
      // What is next to impossible would become a number too small to be normal.
      var likely = Arrays.stream(logarithms).map(l -> Math.exp(Math.max(l - most, -30))).toArray();
      var sum = Arrays.stream(likely).sum();
      var probabilities = new float[tokens.length];
      for (var i = 0; i < probabilities.length; i++) {
        probabilities[i] = (float) (likely[i] / sum);
      }
      return new Place(tokens.clone(), probabilities);
    }
  }

  public SoftTargets {
    places = List.copyOf(places);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return places.isEmpty();
  }
}
