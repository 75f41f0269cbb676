package dev.brisk.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns a stream of tokens into text. A token may end in the middle of a character; its bytes are
 * then held back (3 at most) until the rest has come, so what is given out is always whole. All of
 * it together is what decoding all bytes at once would give. For one stream and one thread.
 */
public final class Detokenizer {
  private final Tokenizer tokenizer;
  private byte[] pending = new byte[0];

  /** Starts a stream of tokens of this tokenizer. */
  public Detokenizer(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Takes the next token.
   *
   * @return the text that is certain now, which may be empty; malformed bytes are U+FFFD
   * @throws IndexOutOfBoundsException if the vocabulary has no such token
   */
  public String accept(int id) {
    var bytes = tokenizer.bytes(id);
    if (pending.length > 0) {
      var all = Arrays.copyOf(pending, pending.length + bytes.length);
      System.arraycopy(bytes, 0, all, pending.length, bytes.length);
      bytes = all;
    }
    var whole = bytes.length - unfinished(bytes);
    pending = Arrays.copyOfRange(bytes, whole, bytes.length);
    return new String(bytes, 0, whole, StandardCharsets.UTF_8);
  }

  /** Ends the stream: what is held back, as U+FFFD, since the rest of it never came. */
  public String finish() {
    var text = new String(pending, StandardCharsets.UTF_8);
    pending = new byte[0];
    return text;
  }

  /** How many bytes at the end are the beginning of a character that can still become valid. */
  private static int unfinished(byte[] bytes) {
    for (var length = 1; length <= Math.min(3, bytes.length); length++) {
      var first = bytes[bytes.length - length] & 0xFF;
      if (first >= 0xC0) {
        return isBeginning(first, bytes, bytes.length - length, length) ? length : 0;
      }
      if (first < 0x80) {
        return 0;
      }
    }
    return 0;
  }

  /**
   * The well-formed sequences of the Unicode Standard, table 3-7, and encoded surrogates (ED A0 to
   * ED BF), which Java replaces as a whole.
   */
  private static boolean isBeginning(int first, byte[] bytes, int at, int length) {
    var needed = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length >= needed) {
      return false;
    }
    if (length == 1) {
      return true;
    }
    var second = bytes[at + 1] & 0xFF;
    return switch (first) {
      case 0xE0 -> second >= 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
