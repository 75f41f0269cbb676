package dev.brisk.edit.workspace;

/**
 * Why a file was not read, changed or restored; the message is one sentence that says what is wrong
 * and what to do.
 */
public final class WorkspaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of refusal. */
  public enum Reason {
    /** There is no such file. */
    MISSING,
    /** It is a folder, a device, … */
    NOT_A_FILE,
    /** The path, or what its symbolic links lead to, lies outside the workspace. */
    OUTSIDE,
    /** The file is not text. */
    BINARY,
    /** The file is larger than {@link Workspace#MAX_BYTES}. */
    TOO_LARGE,
    /** The file or its folder may not be changed. */
    READ_ONLY,
    /** The file may not be read. */
    UNREADABLE,
    /** The file changed since it was read, or since it was edited. */
    CHANGED,
    /** The edit reaches beyond the lines that it may change. */
    OUTSIDE_REGION,
    /** The edit has characters that the file's encoding lacks. */
    NOT_ENCODABLE,
    /** The disk is full, or writing failed otherwise. */
    WRITE_FAILED,
    /** The journal has no such entry, or it cannot be used. */
    JOURNAL
  }

  private final Reason reason;
  private final String sentence;

  /** A refusal with its sentence. */
  public WorkspaceException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.sentence = message;
  }

  /** A refusal with its sentence and what lies behind it. */
  public WorkspaceException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.sentence = message;
  }

  /** The kind of refusal, for programs. */
  public Reason reason() {
    return reason;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
