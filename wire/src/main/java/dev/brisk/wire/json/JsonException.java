package dev.brisk.wire.json;

import org.jspecify.annotations.Nullable;

/** Text that is not JSON, or JSON of another shape than asked for; the message says where. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean cutOff;

  public JsonException(String message) {
    super(message);
    this.cutOff = false;
  }

  public JsonException(String message, Throwable cause) {
    super(message, cause);
    this.cutOff = false;
  }

  private JsonException(@Nullable Throwable cause) {
    super("The JSON ends too early.", cause);
    this.cutOff = true;
  }

  static JsonException cutOff(@Nullable Throwable cause) {
    return new JsonException(cause);
  }

  /** Whether what was read is the beginning of JSON and only the end is missing. */
  public boolean cutOff() {
    return cutOff;
  }
}
