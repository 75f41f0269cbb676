package dev.brisk.server.answer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as it is: a code for programs, a sentence for people. */
public sealed class RefusedException extends RuntimeException permits LimitedException {
  private static final long serialVersionUID = 1L;

  /** No model of that name is served. */
  public static final String MODEL_NOT_FOUND = "model_not_found";

  /** The engine elsewhere that runs the model cannot be reached, or fails. */
  public static final String UPSTREAM_UNAVAILABLE = "upstream_unavailable";

  /** It takes too long. */
  public static final String UPSTREAM_TIMEOUT = "upstream_timeout";

  /** It has too much to do. */
  public static final String UPSTREAM_BUSY = "upstream_busy";

  /** It does not want the request. */
  public static final String UPSTREAM_REFUSED = "upstream_refused";

  /** What is kept for several servers cannot be looked up now. */
  public static final String STORE_UNAVAILABLE = "store_unavailable";

  private final String code;
  private final @Nullable String parameter;

  public RefusedException(String code, String message) {
    this(code, null, message);
  }

  /**
   * @param parameter the part of the request that it is about
   */
  public RefusedException(String code, @Nullable String parameter, String message) {
    super(message);
    this.code = code;
    this.parameter = parameter;
  }

  /** The part of the request that it is about, if it is about one. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }

  public String code() {
    return code;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
