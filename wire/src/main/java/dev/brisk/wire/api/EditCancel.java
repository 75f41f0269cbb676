package dev.brisk.wire.api;

/** Stops an edit: {@code edit.cancel}. One that has ended stays ended. */
public record EditCancel(String id) implements EditClientMessage {}
