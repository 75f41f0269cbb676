package dev.brisk.engine.tokenizer;

import java.util.function.IntPredicate;

/** The simplest regular expressions by hand: runs of a class, and digits by threes. */
final class ClassRuns {
  /** {@code [\p{P}$+<=>^~|]++}. */
  static final PreTokenizer PUNCTUATION = of(c -> isPunctuation(c) || "$+<=>^~|".indexOf(c) >= 0);

  /** {@code [\p{P}$+<=>^~|`]++}. */
  static final PreTokenizer PUNCTUATION_AND_GRAVE =
      of(c -> isPunctuation(c) || "$+<=>^~|`".indexOf(c) >= 0);

  /** {@code \p{N}++}. */
  static final PreTokenizer NUMBERS = of(c -> CharacterClass.of(c) == CharacterClass.NUMBER);

  private ClassRuns() {}

  /** Cuts where the class begins or ends. */
  private static PreTokenizer of(IntPredicate inClass) {
    return (text, start, end, words) -> {
      for (var at = start; at < end; ) {
        var inside = inClass.test(text.codePointAt(at));
        var next = at;
        while (next < end && inClass.test(text.codePointAt(next)) == inside) {
          next += Character.charCount(text.codePointAt(next));
        }
        words.accept(at, next);
        at = next;
      }
    };
  }

  /** {@code [0-9][0-9][0-9]}. */
  static void splitThrees(String text, int start, int end, PreTokenizer.Words words) {
    var from = start;
    for (var at = start; at + 3 <= end; ) {
      if (!isDigit(text.charAt(at))
          || !isDigit(text.charAt(at + 1))
          || !isDigit(text.charAt(at + 2))) {
        at++;
        continue;
      }
      if (from < at) {
        words.accept(from, at);
      }
      words.accept(at, at + 3);
      at += 3;
      from = at;
    }
    if (from < end) {
      words.accept(from, end);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
