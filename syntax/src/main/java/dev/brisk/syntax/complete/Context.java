package dev.brisk.syntax.complete;

/**
 * The words before a place, as a number that is the same for contexts that count as the same. Holds
 * what the last context named; not for several threads.
 */
abstract sealed class Context {
  /** The lower bits of a context's number are 0: a symbol has room there. */
  static final long MASK = ~0xFFFFL;

  /**
   * The number of the {@code length} words before {@code end}. Places before the text's beginning
   * count as words of their own.
   */
  abstract long of(CodeWords words, int[] text, int end, int length);

  /** What stands for {@code word} behind the last context. */
  abstract int symbol(CodeWords words, int word);

  static long mix(long z) {
    // The finaliser of splitmix64.
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Names that the vocabulary does not have count by where they stood last in the context. */
  static final class Renamed extends Context {
    private final int[] names = new int[32];
    private int count;

    @Override
    long of(CodeWords words, int[] text, int end, int length) {
      count = 0;
      var hash = mix(length);
      for (var i = 1; i <= length; i++) {
        var at = end - i;
        hash = mix(hash ^ (symbolAt(words, at < 0 ? -1 : text[at]) + 0x51L));
      }
      return hash & MASK;
    }

    private int symbolAt(CodeWords words, int word) {
      if (word < 0) {
        return -1;
      }
      if (words.isKnown(word) || !words.isName(word)) {
        return words.plain(word);
      }
      var place = place(word);
      if (place < 0) {
        place = count;
        names[count++] = word;
      }
      return CodeWords.REFERENCE + Math.min(place, CodeWords.REFERENCES - 1);
    }

    private int place(int word) {
      for (var i = 0; i < count; i++) {
        if (names[i] == word) {
          return i;
        }
      }
      return -1;
    }

    /** The name that a symbol stands for; -1 if the last context had none. */
    int named(int symbol) {
      var place = symbol - CodeWords.REFERENCE;
      return place >= 0 && place < count ? names[place] : -1;
    }

    boolean names(int word) {
      return place(word) >= 0;
    }

    @Override
    int symbol(CodeWords words, int word) {
      if (words.isKnown(word) || !words.isName(word)) {
        return words.plain(word);
      }
      var place = place(word);
      return place < 0 || place >= CodeWords.REFERENCES
          ? CodeWords.NEW
          : CodeWords.REFERENCE + place;
    }
  }

  /** Variables count by their types. */
  static final class Typed extends Context {
    @Override
    long of(CodeWords words, int[] text, int end, int length) {
      var hash = mix(length + 0x77L);
      for (var i = 1; i <= length; i++) {
        var at = end - i;
        hash = mix(hash ^ ((at < 0 ? -1 : words.typed(text[at])) + 0x51L));
      }
      return hash & MASK;
    }

    @Override
    int symbol(CodeWords words, int word) {
      return words.typed(word);
    }
  }
}
