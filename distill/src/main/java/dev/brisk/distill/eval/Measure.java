package dev.brisk.distill.eval;

import dev.brisk.engine.Confidence;
import java.util.Locale;

/** Which figure of the confidence is held against the threshold. */
public enum Measure {
  SUM,
  MEAN,
  MIN;

  /** The figure, at most 0. */
  public double of(Confidence confidence) {
    return switch (this) {
      case SUM -> confidence.sum();
      case MEAN -> confidence.mean();
      case MIN -> confidence.min();
    };
  }

  /** As models name it in {@code brisk.edit.confidence.measure}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
