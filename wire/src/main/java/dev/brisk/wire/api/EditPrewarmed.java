package dev.brisk.wire.api;

/**
 * The beginning of a prompt has been read: {@code edit.prewarmed}.
 *
 * @param attempt which reading of this id it was: 1 for the {@link EditPrewarm}, one more for each
 *     {@link EditDraftInstruction}
 * @param format the edit format whose prompt it is
 * @param promptTokens tokens of the whole prompt with what was typed so far
 * @param prefixTokens of these, the first ones, which the finished instruction will not change; few
 *     where the format has the instruction first
 * @param cachedTokens of the prefix, the ones that were known before
 * @param computedTokens of the prefix, the ones that were computed now
 * @param complete false if something newer, or an edit, came before the end
 */
public record EditPrewarmed(
    String id,
    int attempt,
    String model,
    String format,
    int promptTokens,
    int prefixTokens,
    int cachedTokens,
    int computedTokens,
    boolean complete)
    implements EditServerMessage {}
