package dev.brisk.server.respond;

import java.util.Optional;

/**
 * What one must know of a model to ask it.
 *
 * @param contextLength most tokens of prompt and output together
 * @param chats whether it can be asked with a conversation
 * @param editFormat the edit format that its metadata names
 * @param beforeTokens tokens of the text before a region that it wants to see
 * @param afterTokens tokens of the text after a region that it wants to see
 * @param confidence from which on its edits are worth showing, if it says so
 */
public record ModelCard(
    String name,
    int contextLength,
    boolean chats,
    Optional<String> editFormat,
    int beforeTokens,
    int afterTokens,
    Optional<ConfidenceThreshold> confidence) {}
