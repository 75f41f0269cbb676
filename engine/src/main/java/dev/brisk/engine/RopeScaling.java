package dev.brisk.engine;

/**
 * Scaling of positions that a user sets, in place of what a model's metadata says: contexts become
 * longer than those that the model was trained with, at some cost in quality.
 *
 * @param factor how many times longer, from 1 to {@link #MOST}
 */
public record RopeScaling(Kind kind, float factor) {
  public static final int MOST = 1024;

  /** How positions are scaled. */
  public enum Kind {
    /** All frequencies are divided by the factor (Chen et al., 2023). */
    LINEAR,
    /** Fast frequencies stay (YaRN; Peng et al., 2023). */
    YARN
  }

  public RopeScaling {
    if (!(factor >= 1 && factor <= MOST)) {
      throw new IllegalArgumentException("the factor must be from 1 to " + MOST);
    }
  }
}
