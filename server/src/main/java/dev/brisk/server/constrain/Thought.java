package dev.brisk.server.constrain;

/** Whether a model thinks before its answer; what it thinks is not constrained. */
public enum Thought {
  /** It does not. */
  NONE,
  /** It may begin with {@code <think>}. */
  POSSIBLE,
  /** The prompt has begun a thought, which the output goes on with. */
  OPENED
}
