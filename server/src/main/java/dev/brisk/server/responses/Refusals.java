package dev.brisk.server.responses;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.json.JsonException;
import java.util.function.Supplier;

/** What is said of requests that cannot be understood. */
final class Refusals {
  /** A member that is missing or of another type. */
  static final String INVALID_REQUEST = "invalid_request";

  /** A member of the right type whose value is none of those that are known. */
  static final String INVALID_VALUE = "invalid_value";

  private Refusals() {}

  static RefusedException invalid(String parameter, String sentence) {
    return new RefusedException(INVALID_VALUE, parameter, sentence);
  }

  /** Reads something; what is wrong with it is said with the place where it stands. */
  static <T> T at(String place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JsonException e) {
      throw new RefusedException(INVALID_REQUEST, place, "In " + place + ": " + e.getMessage());
    }
  }
}
