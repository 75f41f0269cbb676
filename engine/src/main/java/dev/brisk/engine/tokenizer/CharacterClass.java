package dev.brisk.engine.tokenizer;

/** The classes of characters that the hand-written pre-tokenizers tell apart, by Unicode. */
enum CharacterClass {
  LETTER,
  NUMBER,
  SPACE,
  OTHER;

  /** The class of the character that starts at {@code index}. */
  static CharacterClass at(String text, int index) {
    return of(text.codePointAt(index));
  }

  /** The end of the run of at most {@code limit} characters of this class from {@code at} on. */
  static int skip(String text, int at, int end, CharacterClass type, int limit) {
    for (var count = 0; at < end && count < limit; count++) {
      var c = text.codePointAt(at);
      if (of(c) != type) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** White space is as in {@code \s} with Unicode classes. */
  static CharacterClass of(int c) {
    if (c < 0x80) {
      if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
        return LETTER;
      }
      if (c >= '0' && c <= '9') {
        return NUMBER;
      }
      return c == ' ' || (c >= 9 && c <= 13) ? SPACE : OTHER;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default -> c == 0x85 ? SPACE : OTHER;
    };
  }
}
