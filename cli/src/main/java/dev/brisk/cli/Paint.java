package dev.brisk.cli;

/**
 * Colours for the terminal, or none.
 *
 * @param on whether there are colours
 */
public record Paint(boolean on) {
  /** A line that goes. */
  public String removed(String text) {
    return coded("31", text);
  }

  /** A line that comes. */
  public String added(String text) {
    return coded("32", text);
  }

  /** What matters most. */
  public String bold(String text) {
    return coded("1", text);
  }

  /** What stands by. */
  public String faint(String text) {
    return coded("2", text);
  }

  /**
   * The text without characters that would steer the terminal or show the text in another order:
   * what stands in a file must not be able to. Tabs stay.
   */
  public static String printable(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((Character.isISOControl(c) && c != '\t') || isBidiControl(c)) {
        if (clean == null) {
          clean = new StringBuilder(text);
        }
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean == null ? text : clean.toString();
  }

  /** Embeddings, overrides and isolates, as the Unicode Bidirectional Algorithm names them. */
  private static boolean isBidiControl(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  private String coded(String code, String text) {
    return on ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
