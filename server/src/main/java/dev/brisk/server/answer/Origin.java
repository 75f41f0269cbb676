package dev.brisk.server.answer;

import java.util.Optional;

/**
 * Where a question comes from.
 *
 * @param session what the questions of one editor, thread or connection have in common: they stay
 *     on one replica, and a newer question at a keystroke ends the older one
 */
public record Origin(Caller caller, Optional<String> session, Urgency urgency) {
  /** Somebody at this machine who waits. */
  public static final Origin LOCAL =
      new Origin(Caller.LOCAL, Optional.empty(), Urgency.INTERACTIVE);
}
