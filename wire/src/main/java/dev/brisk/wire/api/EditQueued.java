package dev.brisk.wire.api;

/**
 * The edit waits for its turn: {@code edit.queued}, once when it begins to wait and again where its
 * place changes much.
 *
 * @param position how many are before it
 * @param waitMs about how long it will wait, in milliseconds
 */
public record EditQueued(String id, int attempt, int position, long waitMs)
    implements EditServerEvent {}
