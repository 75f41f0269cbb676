package dev.brisk.wire.api;

/** What a server says on {@code /v1/edits}. */
public sealed interface EditServerEvent permits EditStarted, EditHunk, EditCompleted, EditFailed {
  /** The edit that this is about. */
  String id();

  /**
   * Which of the edit's attempts: 1, and one more for every redirect; 0 if there is no such edit.
   */
  int attempt();

  /** Whether this is the last event of its attempt. */
  default boolean endsAttempt() {
    return switch (this) {
      case EditStarted started -> false;
      case EditHunk hunk -> false;
      case EditCompleted completed -> true;
      case EditFailed failed -> true;
    };
  }
}
