package dev.brisk.server.constrain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Characters of which the first byte of UTF-8 is any of one range, the second of another, and so
 * on.
 *
 * @param low lowest bytes, one to four
 * @param high highest bytes, as many
 */
record Utf8Range(int[] low, int[] high) {
  /** The last character of each length, and where leading bits change what may follow. */
  private static final int[] LIMITS = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

  /** The ranges that a set of characters is in UTF-8. */
  static List<Utf8Range> of(CharacterSet set) {
    var all = new ArrayList<Utf8Range>();
    for (var range : set.ranges()) {
      split(range.first(), range.last(), all);
    }
    return all;
  }

  /** Splits until all but the last bytes agree, or the later bytes may be anything. */
  private static void split(int first, int last, List<Utf8Range> into) {
    for (int limit : LIMITS) {
      if (first <= limit && limit < last) {
        split(first, limit, into);
        split(limit + 1, last, into);
        return;
      }
    }
    for (int bits = 6; bits <= 18 && last > 0x7F; bits += 6) {
      int mask = (1 << bits) - 1;
      if ((first & ~mask) != (last & ~mask)) {
        if ((first & mask) != 0) {
          split(first, first | mask, into);
          split((first | mask) + 1, last, into);
          return;
        }
        if ((last & mask) != mask) {
          split(first, (last & ~mask) - 1, into);
          split(last & ~mask, last, into);
          return;
        }
      }
    }
    into.add(new Utf8Range(bytes(first), bytes(last)));
  }

  private static int[] bytes(int character) {
    var encoded = Character.toString(character).getBytes(StandardCharsets.UTF_8);
    var bytes = new int[encoded.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = encoded[i] & 0xff;
    }
    return bytes;
  }
}
