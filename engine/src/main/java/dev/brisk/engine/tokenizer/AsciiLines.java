package dev.brisk.engine.tokenizer;

/**
 * DeepSeek's first pre-tokenizers by hand for lines of printable ASCII and tabs, which source text
 * mostly consists of; other lines go through the chain of regular expressions. Line ends stand
 * alone, so a line's words do not depend on its neighbours.
 *
 * @param others for the other lines
 * @param symbols whether {@code $+<=>^`|~} count as punctuation
 * @param numbers whether the digits of a number stay together
 */
record AsciiLines(PreTokenizer others, boolean symbols, boolean numbers) implements PreTokenizer {
  private static final String SYMBOLS = "$+<=>^`|~";

  @Override
  public void split(String text, int start, int end, Words words) {
    for (var at = start; at < end; ) {
      if (isLineEnd(text.charAt(at))) {
        words.accept(at, at + 1);
        at++;
        continue;
      }
      var next = at;
      var plain = true;
      while (next < end && !isLineEnd(text.charAt(next))) {
        var c = text.charAt(next++);
        plain &= (c >= ' ' && c < 0x7F) || c == '\t';
      }
      if (plain) {
        splitLine(text, at, next, words);
      } else {
        others.split(text, at, next, words);
      }
      at = next;
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  /** Letters and punctuation take one space before them; what is left over stays together. */
  private void splitLine(String text, int start, int end, Words words) {
    for (var at = start; at < end; ) {
      var next = afterWord(text, at, end);
      if (next == at) {
        do {
          next++;
        } while (next < end && afterWord(text, next, end) == next);
      }
      words.accept(at, next);
      at = next;
    }
  }

  /** The end of the word that begins here, or here if none does. */
  private int afterWord(String text, int at, int end) {
    var c = text.charAt(at);
    if (isDigit(c)) {
      return numbers ? skip(text, at, end, c) : at + 1;
    }
    var first = (c == ' ' || c == '\t') && at + 1 < end ? at + 1 : at;
    var kind = text.charAt(first);
    return isLetter(kind) || isPunctuation(kind) ? skip(text, first, end, kind) : at;
  }

  /** The end of the run of characters of the same kind as {@code c}. */
  private int skip(String text, int at, int end, char c) {
    while (at < end
        && isLetter(text.charAt(at)) == isLetter(c)
        && isDigit(text.charAt(at)) == isDigit(c)
        && isPunctuation(text.charAt(at)) == isPunctuation(c)) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean isPunctuation(char c) {
    return c > ' ' && !isLetter(c) && !isDigit(c) && (symbols || SYMBOLS.indexOf(c) < 0);
  }
}
