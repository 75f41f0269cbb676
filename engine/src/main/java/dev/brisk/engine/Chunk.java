package dev.brisk.engine;

/**
 * What one step added to a response. A chunk is not a token: a verified draft brings many at once.
 *
 * @param tokens the new tokens, without the stop token
 * @param text their text; may be empty while a character is incomplete or a stop string may be
 *     beginning
 */
public record Chunk(int[] tokens, String text) {}
