package dev.brisk.server.constrain;

/**
 * A piece of a Lark grammar.
 *
 * @param line from 1
 * @param column from 1
 */
record LarkToken(Kind kind, String text, int line, int column) {
  /** Kinds of pieces, with what messages call them. */
  enum Kind {
    RULE("the name of a rule"),
    TERMINAL("the name of a terminal"),
    STRING("a string"),
    REGEX("a regular expression"),
    NUMBER("a number"),
    DIRECTIVE("a directive"),
    SYMBOL("a symbol"),
    LINE_END("the end of the line"),
    END("the end of the grammar");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  private String shown() {
    return kind == Kind.END || kind == Kind.LINE_END ? kind.words : kind.words + " " + text;
  }

  /** The exception that says what stands here and what could. */
  ConstraintException unexpected(String expected) {
    return wrong("has " + shown() + " where " + expected + " was expected");
  }

  /** The exception that says what is wrong here. */
  ConstraintException wrong(String what) {
    return new ConstraintException(
        "The Lark grammar %s (line %d, column %d).".formatted(what, line, column));
  }
}
