package dev.brisk.engine;

/**
 * What the prefix cache has done since the engine started, and what it holds.
 *
 * @param hits requests that found at least one token of their prompt
 * @param misses requests that found none
 * @param hitTokens prompt tokens that were found, those found while a prefill ran included
 * @param missedTokens prompt tokens that had to be computed
 * @param evictions pages that left to make room
 * @param damaged pages of snapshots that were not what had been written, and so were not used
 * @param pages pages in memory
 * @param mappedPages pages of snapshots; those that were used are in memory, too
 * @param bytes memory of the pages in memory
 */
public record PrefixStatistics(
    long hits,
    long misses,
    long hitTokens,
    long missedTokens,
    long evictions,
    long damaged,
    int pages,
    int mappedPages,
    long bytes) {}
