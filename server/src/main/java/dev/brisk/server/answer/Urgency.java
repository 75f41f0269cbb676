package dev.brisk.server.answer;

/** What becomes of a question that has to wait. */
public enum Urgency {
  /** Asked at a keystroke: worth nothing once the next one comes, and the first to be dropped. */
  KEYSTROKE,
  /** Somebody waits for the answer. */
  INTERACTIVE
}
