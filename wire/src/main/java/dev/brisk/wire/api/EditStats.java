package dev.brisk.wire.api;

/**
 * What an edit took.
 *
 * @param ttftMs from the request's arrival to the first token, in milliseconds; 0 if there was none
 * @param totalMs from the request's arrival to its end, in milliseconds
 * @param tokens output tokens
 * @param drafted tokens proposed by the draft
 * @param accepted of these, the ones that the model confirmed
 * @param passes forward passes that decoded, the last of the prefill included
 * @param promptTokens tokens of the prompt
 * @param cachedTokens of these, the ones found in the prefix cache
 * @param directUs where no model answered: what the rule or the syntax took, in microseconds; else
 *     0
 */
public record EditStats(
    double ttftMs,
    double totalMs,
    int tokens,
    int drafted,
    int accepted,
    int passes,
    int promptTokens,
    int cachedTokens,
    long directUs) {}
