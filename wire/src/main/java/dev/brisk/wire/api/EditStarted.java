package dev.brisk.wire.api;

/**
 * The prompt is made and the engine has it: {@code edit.started}.
 *
 * @param model the name of the model
 * @param format the edit format in use
 * @param promptTokens tokens of the prompt
 * @param cachedTokens of these, the ones found in the prefix cache, as far as known by now
 * @param contextCut whether lines around the region were left out because the model's context is
 *     too short
 */
public record EditStarted(
    String id,
    int attempt,
    String model,
    String format,
    int promptTokens,
    int cachedTokens,
    boolean contextCut)
    implements EditServerEvent {}
