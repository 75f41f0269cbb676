package dev.brisk.engine.tokenizer;

import java.nio.charset.StandardCharsets;
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

  /** The bytes that are spelled so; the UTF-8 bytes of a text that is no such spelling. */
  static byte[] bytes(String spelling) {
    var bytes = new byte[spelling.length()];
    for (var i = 0; i < bytes.length; i++) {
      var c = spelling.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        return spelling.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) BYTES[c];
    }
    return bytes;
  }
}
