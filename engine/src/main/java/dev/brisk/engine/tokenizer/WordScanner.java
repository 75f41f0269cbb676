package dev.brisk.engine.tokenizer;

/**
 * The pre-tokenizers that are met most, written by hand: they are faster than regular expressions,
 * and cannot overflow the stack.
 */
final class WordScanner {
  private WordScanner() {}

  /**
   * {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, where the
   * contractions are in lower case only.
   */
  static void splitGpt2(String text, int start, int end, PreTokenizer.Words words) {
    for (var at = start; at < end; ) {
      var next = afterContraction(text, at, end, false);
      if (next == at) {
        var first = text.charAt(at) == ' ' && at + 1 < end ? at + 1 : at;
        var type = CharacterClass.at(text, first);
        next =
            type == CharacterClass.SPACE
                ? afterSpaces(text, at, end)
                : CharacterClass.skip(text, first, end, type, Integer.MAX_VALUE);
      }
      words.accept(at, next);
      at = next;
    }
  }

  /**
   * {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|
   * ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}.
   */
  static void splitLlama3(String text, int start, int end, int digits, PreTokenizer.Words words) {
    for (var at = start; at < end; ) {
      var next = afterContraction(text, at, end, true);
      if (next == at) {
        next = afterLlama3Word(text, at, end, digits);
      }
      words.accept(at, next);
      at = next;
    }
  }

  private static int afterLlama3Word(String text, int at, int end, int digits) {
    var type = CharacterClass.at(text, at);
    if (type == CharacterClass.NUMBER) {
      return CharacterClass.skip(text, at, end, type, digits);
    }
    if (type == CharacterClass.LETTER) {
      return CharacterClass.skip(text, at, end, type, Integer.MAX_VALUE);
    }
    var second = at + Character.charCount(text.codePointAt(at));
    if (!isLineEnd(text.charAt(at))
        && second < end
        && CharacterClass.at(text, second) == CharacterClass.LETTER) {
      return CharacterClass.skip(text, second, end, CharacterClass.LETTER, Integer.MAX_VALUE);
    }
    var first = text.charAt(at) == ' ' && at + 1 < end ? at + 1 : at;
    if (CharacterClass.at(text, first) == CharacterClass.OTHER) {
      var next = CharacterClass.skip(text, first, end, CharacterClass.OTHER, Integer.MAX_VALUE);
      while (next < end && isLineEnd(text.charAt(next))) {
        next++;
      }
      return next;
    }
    var spaces = CharacterClass.skip(text, at, end, CharacterClass.SPACE, Integer.MAX_VALUE);
    for (var i = spaces; i > at; i--) {
      if (isLineEnd(text.charAt(i - 1))) {
        return i;
      }
    }
    return afterSpaces(text, at, end);
  }

  /** {@code \s+(?!\S)|\s+}: leaves the last space of several to the word that follows. */
  private static int afterSpaces(String text, int at, int end) {
    var next = CharacterClass.skip(text, at, end, CharacterClass.SPACE, Integer.MAX_VALUE);
    return next < end && next - at > 1 ? next - 1 : next;
  }

  /** The end of the English contraction that starts here, or {@code at} if none does. */
  private static int afterContraction(String text, int at, int end, boolean anyCase) {
    if (text.charAt(at) != '\'') {
      return at;
    }
    var first = letter(text, at + 1, end, anyCase);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return at + 2;
    }
    var second = letter(text, at + 2, end, anyCase);
    if ((second == 'e' && (first == 'r' || first == 'v')) || (second == 'l' && first == 'l')) {
      return at + 3;
    }
    return at;
  }

  /** The character there, an ASCII letter in lower case if {@code anyCase}; 0 beyond the end. */
  private static char letter(String text, int at, int end, boolean anyCase) {
    var c = at < end ? text.charAt(at) : 0;
    return anyCase && c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  /**
   * Mistral's and GPT-4o's: as {@link #splitLlama3}, but a word ends before an ASCII capital that
   * follows a small letter, contractions stay with the word or are nothing special, and slashes are
   * taken as line ends are. The expressions are {@link Patterns#TEKKEN} and {@link
   * Patterns#GPT_4O}.
   */
  static void splitCased(
      String text, int start, int end, int digits, boolean contractions, PreTokenizer.Words words) {
    for (var at = start; at < end; ) {
      var next = afterCasedWord(text, at, end);
      if (next > at) {
        next = contractions && next < end ? afterContraction(text, next, end, true) : next;
      } else {
        next = afterLlama3Word(text, at, end, digits);
        // A slash right behind is taken with the others, but one behind line ends is not yet.
        while (next < end
            && isOther(text, at, end)
            && (text.charAt(next) == '/' || isLineEnd(text.charAt(next)))) {
          next++;
        }
      }
      words.accept(at, next);
      at = next;
    }
  }

  private static boolean isOther(String text, int at, int end) {
    var first = text.charAt(at) == ' ' && at + 1 < end ? at + 1 : at;
    return CharacterClass.at(text, first) == CharacterClass.OTHER;
  }

  /** The end of the word of letters that begins here, with one character before it; or here. */
  private static int afterCasedWord(String text, int at, int end) {
    var first = at;
    if (CharacterClass.at(text, at) != CharacterClass.LETTER) {
      first = at + Character.charCount(text.codePointAt(at));
      if (isLineEnd(text.charAt(at))
          || CharacterClass.at(text, at) == CharacterClass.NUMBER
          || first >= end
          || CharacterClass.at(text, first) != CharacterClass.LETTER) {
        return at;
      }
    }
    // Letters that are no small ASCII ones; of these, the last that is no ASCII capital either.
    var capitals = first;
    var both = -1;
    while (capitals < end
        && !isSmall(text.charAt(capitals))
        && CharacterClass.at(text, capitals) == CharacterClass.LETTER) {
      var next = capitals + Character.charCount(text.codePointAt(capitals));
      both = isCapital(text.charAt(capitals)) ? both : next;
      capitals = next;
    }
    if (capitals < end && isSmall(text.charAt(capitals))) {
      var next = capitals;
      while (next < end
          && !isCapital(text.charAt(next))
          && CharacterClass.at(text, next) == CharacterClass.LETTER) {
        next += Character.charCount(text.codePointAt(next));
      }
      return next;
    }
    return both >= 0 ? both : capitals;
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
