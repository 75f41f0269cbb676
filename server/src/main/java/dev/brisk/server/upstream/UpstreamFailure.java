package dev.brisk.server.upstream;

import dev.brisk.server.answer.RefusedException;
import java.util.Set;

/** What an upstream did instead of answering. The message is a clause, without secrets. */
final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How bad it is. */
  enum Kind {
    /** It is not there, or hung up: others may be, and it is left until it comes back. */
    GONE,
    /** It took too long. */
    SLOW,
    /** It failed at this question; others may not. */
    FAILED,
    /** It does not want this question, and others would not either. */
    REFUSED
  }

  private static final Set<Integer> ABSENT = Set.of(502, 503, 504);

  private static final String ADVICE = "; try again, or ask another model.";

  private final Kind kind;
  private final String code;
  private final String advice;

  private UpstreamFailure(Kind kind, String code, String clause, String advice) {
    super(clause);
    this.kind = kind;
    this.code = code;
    this.advice = advice;
  }

  /** It cannot be reached, breaks off, or does not speak the API. */
  static UpstreamFailure gone(Endpoint endpoint, String what) {
    return new UpstreamFailure(
        Kind.GONE, RefusedException.UPSTREAM_UNAVAILABLE, the(endpoint) + " " + what, ADVICE);
  }

  /** It took too long. */
  static UpstreamFailure slow(Endpoint endpoint, String what) {
    return new UpstreamFailure(
        Kind.SLOW, RefusedException.UPSTREAM_TIMEOUT, the(endpoint) + " " + what, ADVICE);
  }

  /** It says that it has failed, in the middle of an answer. */
  static UpstreamFailure failed(Endpoint endpoint, String sentence) {
    return new UpstreamFailure(
        Kind.FAILED,
        RefusedException.UPSTREAM_UNAVAILABLE,
        the(endpoint) + " failed: " + bare(sentence),
        ADVICE);
  }

  /** It answers with an HTTP status that is none of success. */
  static UpstreamFailure status(Endpoint endpoint, UpstreamError error) {
    int status = error.status();
    var upstream = the(endpoint);
    if (status == 401 || status == 403) {
      // Its own sentence often holds a part of the key.
      return new UpstreamFailure(
          Kind.REFUSED,
          RefusedException.UPSTREAM_UNAVAILABLE,
          upstream + " refuses the key of this server (status " + status + ")",
          "; give the variable with the right one as key_env or --upstream-key-env.");
    }
    if (status == 429) {
      return new UpstreamFailure(
          Kind.REFUSED,
          RefusedException.UPSTREAM_BUSY,
          upstream + " has too much to do: " + bare(error.sentence()),
          ADVICE);
    }
    if (status >= 500) {
      return new UpstreamFailure(
          ABSENT.contains(status) ? Kind.GONE : Kind.FAILED,
          RefusedException.UPSTREAM_UNAVAILABLE,
          upstream + " failed (status " + status + "): " + bare(error.sentence()),
          ADVICE);
    }
    return new UpstreamFailure(
        Kind.REFUSED,
        error.tooLong() ? "prompt_too_long" : RefusedException.UPSTREAM_REFUSED,
        upstream + " refuses the request: " + bare(error.sentence()),
        ".");
  }

  Kind kind() {
    return kind;
  }

  /** What went wrong, to be put into a sentence. */
  String clause() {
    return String.valueOf(getMessage());
  }

  /** What went wrong and what to do. */
  String sentence() {
    var clause = clause();
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + advice;
  }

  RefusedException refusal() {
    return new RefusedException(code, sentence());
  }

  private static String the(Endpoint endpoint) {
    return "the upstream " + endpoint.shown();
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
