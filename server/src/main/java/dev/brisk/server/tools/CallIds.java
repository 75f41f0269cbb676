package dev.brisk.server.tools;

import java.util.concurrent.ThreadLocalRandom;

/** Names for calls. */
final class CallIds {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private CallIds() {}

  /** A new one; Mistral's templates want exactly nine letters and digits. */
  static String next() {
    var random = ThreadLocalRandom.current();
    var id = new StringBuilder(9);
    for (int i = 0; i < 9; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
