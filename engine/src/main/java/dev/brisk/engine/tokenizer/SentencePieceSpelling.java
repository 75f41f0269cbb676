package dev.brisk.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How SentencePiece spells what tokens stand for: U+2581 for a space, {@code <0x0A>} for a byte.
 */
final class SentencePieceSpelling {
  private static final byte[] SPACE =
      Character.toString(SentencePieceEncoder.SPACE).getBytes(StandardCharsets.UTF_8);

  private SentencePieceSpelling() {}

  /** The byte, 0 to 255, that is spelled so in UTF-8; -1 where it is no such spelling. */
  static int byteOf(byte[] spelling, int from, int end) {
    if (end - from != 6
        || spelling[from] != '<'
        || spelling[from + 1] != '0'
        || spelling[from + 2] != 'x'
        || spelling[from + 5] != '>') {
      return -1;
    }
    var high = Character.digit(spelling[from + 3], 16);
    var low = Character.digit(spelling[from + 4], 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  /**
   * Writes the text that is spelled so in UTF-8.
   *
   * @return where it ends; it is no longer than the spelling
   */
  static int write(byte[] spelling, int from, int end, byte[] to, int at) {
    var out = at;
    for (var i = from; i < end; i++) {
      var space =
          i + SPACE.length <= end
              && Arrays.equals(spelling, i, i + SPACE.length, SPACE, 0, SPACE.length);
      to[out++] = space ? (byte) ' ' : spelling[i];
      i += space ? SPACE.length - 1 : 0;
    }
    return out;
  }
}
