package dev.brisk.wire.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side answered, but not in the protocol that was expected. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, as a part of a sentence. */
  public ProtocolException(String message) {
    super(message);
  }

  /** As above, with what showed it. */
  public ProtocolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
