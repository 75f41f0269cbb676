package dev.brisk.server.respond;

import java.util.Set;

/**
 * A prompt as tokens.
 *
 * @param stopTokens the tokens that end the output
 */
// Compared by nobody; the engine takes an array.
@SuppressWarnings("ArrayRecordComponent")
public record PreparedPrompt(int[] tokens, Set<Integer> stopTokens) {}
