package dev.brisk.server.answer;

/** Whether the model calls one of its tools. */
public sealed interface ToolChoice {
  ToolChoice AUTO = new Auto();
  ToolChoice NONE = new None();

  /** As it likes. */
  record Auto() implements ToolChoice {}

  /** It does not. */
  record None() implements ToolChoice {}

  /** It calls one at least. */
  record Required() implements ToolChoice {}

  /** It calls this one. */
  record Named(String name) implements ToolChoice {}
}
