package dev.brisk.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Why a command ends without doing what it was asked; the message is one sentence for a person. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String code;
  private final int line;

  private CommandFailure(
      int exitCode, String code, String message, int line, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.code = code;
    this.line = line;
  }

  /** The command was used wrongly. */
  public static CommandFailure usage(String message) {
    return usage("usage", message);
  }

  /** The command was used wrongly. {@code code} is a name for programs, in snake_case. */
  public static CommandFailure usage(String code, String message) {
    return new CommandFailure(ExitCode.USAGE, code, message, 0, null);
  }

  /** Something was refused or failed. {@code code} is a name for programs, in snake_case. */
  public static CommandFailure failed(String code, String message) {
    return new CommandFailure(ExitCode.FAILED, code, message, 0, null);
  }

  /** As {@link #failed(String, String)}, with what lies behind it. */
  public static CommandFailure failed(String code, String message, Throwable cause) {
    return new CommandFailure(ExitCode.FAILED, code, message, 0, cause);
  }

  /** This failure, about one line of the file; 0 for none. */
  public CommandFailure atLine(int fileLine) {
    return new CommandFailure(exitCode, code, sentence(), fileLine, getCause());
  }

  /** The exit code, see {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** A stable name for programs. */
  public String code() {
    return code;
  }

  /** The message. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** The line of the file that it is about, if there is one. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }
}
