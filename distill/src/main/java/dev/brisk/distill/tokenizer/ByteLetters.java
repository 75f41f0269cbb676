package dev.brisk.distill.tokenizer;

import java.nio.charset.StandardCharsets;

/** GPT-2's alphabet: a printable character for each byte. */
final class ByteLetters {
  private static final char[] LETTERS = new char[256];

  static {
    var next = 256;
    for (var b = 0; b < 256; b++) {
      var printable =
          (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
      LETTERS[b] = (char) (printable ? b : next++);
    }
  }

  private ByteLetters() {}

  static char of(byte b) {
    return LETTERS[b & 0xFF];
  }

  /** A text, spelled in these letters. */
  static String of(String text) {
    var result = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      result.append(of(b));
    }
    return result.toString();
  }
}
