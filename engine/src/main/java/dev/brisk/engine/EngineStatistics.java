package dev.brisk.engine;

import java.util.Map;

/**
 * A look at a running engine. Totals count from its start, its warm-up included.
 *
 * @param running responses being computed
 * @param waiting responses in the queue
 * @param steps forward passes since the start
 * @param rows rows of all these passes: tokens of prompts, of output and of drafts
 * @param outputTokens tokens produced, stop tokens included
 * @param drafted tokens proposed by drafts
 * @param accepted how many of these were kept
 * @param kvBytes memory of the keys and values of running responses, without the pages that are in
 *     the prefix cache
 * @param prefixes what the prefix cache has done and holds
 * @param misses how many requests found no more of their prompt, by the reason; all reasons are
 *     there
 */
public record EngineStatistics(
    int running,
    int waiting,
    long steps,
    long rows,
    long outputTokens,
    long drafted,
    long accepted,
    long kvBytes,
    PrefixStatistics prefixes,
    Map<PrefixMiss, Long> misses) {
  public EngineStatistics {
    misses = Map.copyOf(misses);
  }
}
