package dev.brisk.server.scripted;

/**
 * How fast an entry is said. Times count from the question, not from when the reader came for the
 * last token: a slow reader finds what has become due meanwhile.
 *
 * @param firstNanos from the question to the first token
 * @param tokenNanos from each token to the next
 */
record Pace(long firstNanos, long tokenNanos) {}
