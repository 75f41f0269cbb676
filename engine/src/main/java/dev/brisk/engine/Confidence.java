package dev.brisk.engine;

/**
 * How sure a model was of its output: natural logarithms of the probabilities of its tokens, the
 * stop token included, before any filter.
 *
 * @param sum over the tokens, at most 0
 * @param mean over the tokens
 * @param min the least likely token's
 */
public record Confidence(double sum, double mean, double min) {}
