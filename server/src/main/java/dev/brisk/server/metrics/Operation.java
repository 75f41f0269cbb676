package dev.brisk.server.metrics;

/** What is asked of a model, as {@code gen_ai.operation.name} says it. */
public enum Operation {
  /** A conversation: Chat Completions and Responses. */
  CHAT("chat"),
  /** A text to go on with: Completions. */
  TEXT_COMPLETION("text_completion"),
  /** What is missing between two texts; a name of ours. */
  INFILL("infill"),
  /** An edit of a region; a name of ours. */
  EDIT("edit"),
  /** A prompt that is only read, so that the next question is answered sooner; a name of ours. */
  PREWARM("prewarm");

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  /** The name in metrics. */
  public String label() {
    return label;
  }
}
