package dev.brisk.engine.tokenizer;

import java.util.Arrays;

/**
 * GPT-2's way of writing bytes as printable characters, in which byte-level vocabularies are
 * spelled: printable Latin-1 bytes stand for themselves, the other 68 are U+0100 and up, in order.
 */
final class ByteAlphabet {
  private static final char[] CHARACTERS = new char[256];
  private static final short[] BYTES = new short[256 + 68];

  static {
    Arrays.fill(BYTES, (short) -1);
    var next = 256;
    for (var b = 0; b < 256; b++) {
      var printable = (b > 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD);
      CHARACTERS[b] = (char) (printable ? b : next++);
      BYTES[CHARACTERS[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  /** The character for the byte {@code b}, 0 to 255. */
  static char character(int b) {
    return CHARACTERS[b];
  }

  /** The spelling of these bytes. */
  static String spell(byte[] bytes) {
    var text = new char[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      text[i] = CHARACTERS[bytes[i] & 0xFF];
    }
    return new String(text);
  }

  /**
   * Writes the bytes that are spelled so; those of the spelling where it is none.
   *
   * @param spelling in UTF-8
   * @return where they end; they are not more than those of the spelling
   */
  static int write(byte[] spelling, int from, int end, byte[] to, int at) {
    var out = at;
    for (var i = from; i < end; i++) {
      var c = spelling[i] & 0xFF;
      if (c >= 0xC2 && c < 0xE0 && i + 1 < end) {
        c = (c & 0x1F) << 6 | (spelling[++i] & 0x3F);
      } else if (c >= 0x80) {
        c = 0;
      }
      if (c >= BYTES.length || BYTES[c] < 0) {
        System.arraycopy(spelling, from, to, at, end - from);
        return at + end - from;
      }
      to[out++] = (byte) BYTES[c];
    }
    return out;
  }
}
