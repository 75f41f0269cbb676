package dev.brisk.cli;

/** What the process says at its end. */
public final class ExitCode {
  /** Changed, or nothing to do. */
  public static final int OK = 0;

  /** Refused or failed; nothing was changed. */
  public static final int FAILED = 1;

  /** The command was used wrongly. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
