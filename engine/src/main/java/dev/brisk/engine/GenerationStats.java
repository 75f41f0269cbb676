package dev.brisk.engine;

/**
 * What one response cost.
 *
 * @param promptTokens tokens of the prompt
 * @param cachedTokens how many of them came from the prefix cache
 * @param miss why the others did not; where it is {@link PrefixMiss#DIVERGED}, they differ from
 *     what is known at the token of index {@code cachedTokens}
 * @param outputTokens tokens produced, the stop token included
 * @param drafted tokens proposed by the draft source
 * @param accepted how many of them were kept
 * @param passes forward passes that produced output (without prefill chunks before the last)
 * @param queueNanos from the request to its first step
 * @param prefillNanos from its first step to the end of its prefill
 * @param ttftNanos from the request to its first token
 * @param totalNanos from the request to its end
 */
public record GenerationStats(
    int promptTokens,
    int cachedTokens,
    PrefixMiss miss,
    int outputTokens,
    int drafted,
    int accepted,
    int passes,
    long queueNanos,
    long prefillNanos,
    long ttftNanos,
    long totalNanos) {}
