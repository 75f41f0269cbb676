package dev.brisk.wire.api;

import org.jspecify.annotations.Nullable;

/**
 * There is no edit, and nothing is to be changed: {@code edit.failed}.
 *
 * @param code one of the constants here, or a code of the edit core such as {@code script_invalid}
 * @param message one sentence that says what is wrong and what to do
 * @param line the line of the file that it is about, if there is one
 * @param stats what it took so far; null if nothing ran
 */
public record EditFailed(
    String id,
    int attempt,
    String code,
    String message,
    @Nullable Integer line,
    @Nullable EditStats stats)
    implements EditServerEvent {
  public static final String CANCELLED = "cancelled";
  public static final String REDIRECTED = "redirected";
  public static final String BAD_REQUEST = "bad_request";
  public static final String UNKNOWN_MODEL = "unknown_model";
  public static final String UNKNOWN_EDIT = "unknown_edit";
  public static final String PROMPT_TOO_LONG = "prompt_too_long";
  public static final String CUT_OFF = "cut_off";
  public static final String SERVER_BUSY = "server_busy";

  /** There is no place in the queue, or too much was asked for in a minute; try again later. */
  public static final String RATE_LIMITED = "rate_limit_exceeded";

  public static final String INTERNAL_ERROR = "internal_error";

  /** Made by the client itself, when the connection ends before the edit does. */
  public static final String CONNECTION_LOST = "connection_lost";

  /** Made by the client itself, for a message that the server would not take. */
  public static final String TOO_LARGE = "too_large";

  public static EditFailed of(String id, int attempt, String code, String message) {
    return new EditFailed(id, attempt, code, message, null, null);
  }
}
