package dev.brisk.edit.script;

/**
 * The characters of the notation that are no text: private-use characters, each one user-defined
 * token of a model's vocabulary, so that any engine reads them from text.
 *
 * <p>Text that holds one of {@code U+E000..U+E2FF} itself cannot be noted.
 */
public final class Marks {
  /** Symbols are {@code U+E000} and up: a word of the request that is no single token. */
  public static final int SYMBOLS = 128;

  /** Lines that can be labelled: 1 to this; label 0 is the place before the first line. */
  public static final int LINES = 64;

  /** Depths that can be said: 1 to this minus 1; 0 is not written. */
  public static final int DEPTHS = 16;

  private static final char SYMBOL = '\uE000';
  private static final char LABEL = '\uE100';
  private static final char DEPTH = '\uE180';

  /** Between what stands there and what it becomes. */
  public static final char TO = '\uE200';

  /** Lines go. */
  public static final char DELETE = '\uE201';

  /** A line comes in after a line, or after the line that just came in. */
  public static final char INSERT = '\uE202';

  /** An identifier gets another name in the whole region. */
  public static final char RENAME = '\uE203';

  /** A line's content becomes another. */
  public static final char SET = '\uE204';

  /** An inserted line stands one step deeper than usual. */
  public static final char DEEPER = '\uE205';

  /** An inserted line stands one step less deep than usual. */
  public static final char SHALLOWER = '\uE206';

  /** Lines move one step to the right. */
  public static final char INDENT = '\uE207';

  /** Lines move one step to the left. */
  public static final char DEDENT = '\uE208';

  /** Lines go behind another line. */
  public static final char MOVE = '\uE209';

  /** A text becomes another wherever it stands. */
  public static final char ALL = '\uE20A';

  /** The instruction already holds. */
  public static final char NOOP = '\uE20B';

  /** The instruction cannot be done here, or not by this model. */
  public static final char CANNOT = '\uE20C';

  /** Between a symbol and its word, which does not stand in the region. */
  public static final char SPELLED = '\uE210';

  /** The next word's first letter is a capital one. */
  public static final char CAPITAL = '\uE212';

  /** The next word's first letter is a small one. */
  public static final char SMALL = '\uE213';

  /** The next word is written like a constant, in capitals with underscores. */
  public static final char CONSTANT = '\uE214';

  private Marks() {}

  /** The symbol {@code index}, 0 to {@link #SYMBOLS} minus 1. */
  public static char symbol(int index) {
    return (char) (SYMBOL + index);
  }

  /** The label of line {@code line}, 0 to {@link #LINES}. */
  public static char label(int line) {
    return (char) (LABEL + line);
  }

  /** The depth {@code steps}, 1 to {@link #DEPTHS} minus 1. */
  public static char depth(int steps) {
    return (char) (DEPTH + steps);
  }

  /** The depth that {@code c} says; 0 if it says none. */
  static int steps(char c) {
    return c > DEPTH && c < DEPTH + DEPTHS ? c - DEPTH : 0;
  }

  static boolean isSymbol(char c) {
    return c >= SYMBOL && c < SYMBOL + SYMBOLS;
  }

  /** Whether {@code c} names a line. */
  public static boolean isLabel(char c) {
    return c >= LABEL && c <= LABEL + LINES;
  }

  /** The line of a label. */
  public static int line(char label) {
    return label - LABEL;
  }

  /** Whether a label behind this operation belongs to it rather than to the next one. */
  public static boolean takesLabel(char operation) {
    return operation == DELETE || operation == INDENT || operation == DEDENT || operation == MOVE;
  }

  static boolean isCase(char c) {
    return c == CAPITAL || c == SMALL || c == CONSTANT;
  }

  static boolean isOperation(char c) {
    return c >= TO && c <= CANNOT;
  }

  /** Whether the notation uses the character, or keeps it for later versions. */
  public static boolean isMark(char c) {
    return c >= SYMBOL && c <= '\uE2FF';
  }

  /** Whether {@code text} holds a character that only the notation may use. */
  public static boolean standIn(String text) {
    return text.chars().anyMatch(c -> isMark((char) c));
  }

  /** All marks in the order of their characters, as vocabularies list them. */
  public static String all() {
    var all = new StringBuilder();
    for (var i = 0; i < SYMBOLS; i++) {
      all.append(symbol(i));
    }
    for (var i = 0; i <= LINES; i++) {
      all.append(label(i));
    }
    for (var i = 0; i < DEPTHS; i++) {
      all.append(depth(i));
    }
    for (var c = TO; c <= CANNOT; c++) {
      all.append(c);
    }
    return all.append(SPELLED).append(CAPITAL).append(SMALL).append(CONSTANT).toString();
  }
}
