package dev.brisk.wire.api;

/** What a server says about an edit. */
public sealed interface EditServerEvent extends EditServerMessage
    permits EditQueued, EditStarted, EditHunk, EditCompleted, EditFailed {
  /** The edit that this is about. */
  @Override
  String id();

  /**
   * Which of the edit's attempts: 1, and one more for every redirect; 0 if there is no such edit.
   */
  int attempt();

  /** Whether this is the last event of its attempt. */
  default boolean endsAttempt() {
    return switch (this) {
      case EditQueued queued -> false;
      case EditStarted started -> false;
      case EditHunk hunk -> false;
      case EditCompleted completed -> true;
      case EditFailed failed -> true;
    };
  }
}
