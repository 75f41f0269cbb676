package dev.brisk.server.constrain;

/**
 * How a regular expression is read.
 *
 * @param anyCase whether letters stand for both cases
 * @param dotAll whether a dot stands for line ends too
 */
record RegexFlags(boolean anyCase, boolean dotAll) {
  static final RegexFlags NONE = new RegexFlags(false, false);
}
