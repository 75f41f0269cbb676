package dev.brisk.edit.format;

/** How an output ended. */
public enum Ending {
  /** The model ended it. */
  COMPLETE,
  /** It reached a limit before the model ended it. */
  CUT_OFF,
  /** The person stopped it. */
  CANCELLED
}
