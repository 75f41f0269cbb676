package dev.brisk.server.jinja;

/**
 * A piece of a template.
 *
 * @param text of a string its value, else as it is written
 * @param line where it stands, from 1
 */
record Token(Kind kind, String text, int line) {
  enum Kind {
    /** Text between tags. */
    DATA,
    /** The beginning and end of what is printed. */
    PRINT_BEGIN,
    PRINT_END,
    /** The beginning and end of a statement. */
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    DECIMAL,
    OPERATOR,
    END
  }

  boolean is(Kind other, String wanted) {
    return kind == other && text.equals(wanted);
  }

  boolean isName(String wanted) {
    return is(Kind.NAME, wanted);
  }

  boolean isOperator(String wanted) {
    return is(Kind.OPERATOR, wanted);
  }

  /** For messages. */
  String shown() {
    return kind == Kind.END
        ? "the end of the template"
        : kind == Kind.PRINT_END || kind == Kind.BLOCK_END
            ? "the end of the tag"
            : "'" + text + "'";
  }
}
