package dev.brisk.server.http;

import dev.brisk.server.answer.Caller;

/** What the {@link Gate} says to somebody. */
sealed interface Entry {
  /** Come in. */
  record Allowed(Caller caller) implements Entry {}

  /** Stay out. */
  record Refused(ApiError error) implements Entry {}
}
