package dev.brisk.wire.api;

/**
 * The prompt is made and the engine has it: {@code edit.started}.
 *
 * @param model the name of the model
 * @param format the edit format in use
 * @param promptTokens tokens of the prompt
 * @param contextCut whether lines around the region were left out because the model's context is
 *     too short
 */
public record EditStarted(
    String id, int attempt, String model, String format, int promptTokens, boolean contextCut)
    implements EditServerEvent {}
