package dev.brisk.engine.model;

/**
 * How a model rotates positions into queries and keys.
 *
 * @param pairs which numbers of a head turn together
 * @param dimensions leading numbers of a head that are rotated; even
 * @param base base of the rotary frequencies
 * @param factor how many times longer contexts are than those the frequencies were made for; 1
 *     where nothing is scaled
 * @param yarn how YaRN scales, which leaves fast frequencies alone; otherwise {@link Yarn#NONE}
 */
public record RopeConfig(Pairs pairs, int dimensions, float base, float factor, Yarn yarn) {

  /** Which numbers of a head turn together. */
  public enum Pairs {
    /** 2i and 2i + 1. */
    NEIGHBOURS,
    /** i and i + dimensions / 2. */
    HALVES
  }

  /**
   * YaRN (Peng et al., 2023).
   *
   * @param originalContext positions that the frequencies were made for; 0 for no YaRN
   * @param fast frequencies that turn more often than this over the original context stay as they
   *     are
   * @param slow those that turn less often are divided by the factor; between, the two are mixed
   * @param attentionFactor multiplies the magnitude of rotated numbers, besides YaRN's own {@code 1
   *     + 0.1 ln(factor)}
   */
  public record Yarn(int originalContext, float fast, float slow, float attentionFactor) {
    static final Yarn NONE = new Yarn(0, 32, 1, 1);
  }
}
