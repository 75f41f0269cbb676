package dev.brisk.engine;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a prefix cannot be written or used; the message is one sentence that says why and
 * what to do.
 */
public final class PrefixSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PrefixSnapshotException(String message) {
    this(message, null);
  }

  public PrefixSnapshotException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
