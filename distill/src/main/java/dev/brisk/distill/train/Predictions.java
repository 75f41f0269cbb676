package dev.brisk.distill.train;

/**
 * What a network predicts at rows with a loss, each given the right tokens before it.
 *
 * @param best the likeliest token of each row
 * @param loss −ln of the right token's probability, of each row
 */
record Predictions(int[] best, double[] loss) {}
