package dev.brisk.engine;

/**
 * The end of a response.
 *
 * @param message what went wrong if the reason is {@link FinishReason#FAILED}, else empty
 */
public record GenerationResult(FinishReason reason, GenerationStats stats, String message) {}
