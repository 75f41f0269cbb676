package dev.brisk.wire.api;

/**
 * The prompt is made and the engine has it: {@code edit.started}.
 *
 * @param model the name of the model; "instant" or "syntax" for an answer without one
 * @param format the edit format in use; of an answer without a model, the rule or kind of edit
 * @param promptTokens tokens of the prompt; 0 without a model
 * @param contextCut whether lines around the region were left out because the model's context is
 *     too short
 */
public record EditStarted(
    String id, int attempt, String model, String format, int promptTokens, boolean contextCut)
    implements EditServerEvent {}
