package dev.brisk.engine;

/**
 * A look at a running engine.
 *
 * @param running responses being computed
 * @param waiting responses in the queue
 * @param steps forward passes since the start
 * @param rows rows of all these passes: tokens of prompts, of output and of drafts
 * @param prefixes what the prefix cache has done and holds
 */
public record EngineStatistics(
    int running, int waiting, long steps, long rows, PrefixStatistics prefixes) {}
