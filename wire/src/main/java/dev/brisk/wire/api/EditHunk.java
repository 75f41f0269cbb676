package dev.brisk.wire.api;

/**
 * A hunk that has become certain, for showing and never for applying: {@code edit.hunk}.
 *
 * @param index counts the hunks of an attempt from 0
 */
public record EditHunk(String id, int attempt, int index, HunkLines lines)
    implements EditServerEvent {}
