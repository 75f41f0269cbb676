package dev.brisk.engine.tokenizer;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/** A set of pairs of characters. Filled by one thread, then read by many. */
final class CharacterPairs {
  /** Pairs of ASCII characters, which are most of all that is asked for. */
  private final BitSet ascii = new BitSet(1 << 14);

  /** An open hash table of the others, half full at most; 0, which is a pair of ASCII, is free. */
  private long[] others = new long[1 << 10];

  private int count;

  /** Keeps a model file from choosing pairs that all fall on the same place. */
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  /** Adds each two characters that stand next to each other in {@code text}. */
  void addAll(String text) {
    for (var at = 0; at < text.length(); ) {
      var left = text.codePointAt(at);
      at += Character.charCount(left);
      if (at < text.length()) {
        add(left, text.codePointAt(at));
      }
    }
  }

  private void add(int left, int right) {
    if ((left | right) < 0x80) {
      ascii.set(left << 7 | right);
      return;
    }
    if (2 * count >= others.length) {
      var old = others;
      others = new long[2 * old.length];
      Arrays.stream(old).filter(pair -> pair != 0).forEach(pair -> others[slot(pair)] = pair);
    }
    var pair = (long) left << 32 | right;
    var slot = slot(pair);
    if (others[slot] == 0) {
      others[slot] = pair;
      count++;
    }
  }

  boolean contains(int left, int right) {
    if ((left | right) < 0x80) {
      return ascii.get(left << 7 | right);
    }
    var pair = (long) left << 32 | right;
    return others[slot(pair)] == pair;
  }

  /** Where the pair stands, or the free place where it would. */
  private int slot(long pair) {
    var hash = (pair ^ (pair >>> 29)) * multiplier;
    var slot = (int) (hash >>> 40) & (others.length - 1);
    while (others[slot] != 0 && others[slot] != pair) {
      slot = (slot + 1) & (others.length - 1);
    }
    return slot;
  }
}
