package dev.brisk.wire.api;

/**
 * Starts an edit again with another instruction: {@code edit.redirect}. A running attempt ends with
 * a failure of code {@link EditFailed#REDIRECTED}; one that has ended is simply followed by the
 * next attempt.
 */
public record EditRedirect(String id, String instruction) implements EditClientMessage {}
