package dev.brisk.server.tools;

/** Takes away the quotes and escapes of a JSON string, character by character as it comes. */
final class StringDecoder {
  private final StringBuilder unicode = new StringBuilder(4);
  private boolean escaped;
  private boolean inUnicode;

  /** Takes the next character and appends what it makes certain. */
  void accept(char c, StringBuilder text) {
    if (inUnicode) {
      unicode.append(c);
      if (unicode.length() == 4) {
        inUnicode = false;
        text.append(unit());
        unicode.setLength(0);
      }
    } else if (escaped) {
      escaped = false;
      switch (c) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> inUnicode = true;
        default -> text.append(c);
      }
    } else if (c == '\\') {
      escaped = true;
    } else if (c != '"') {
      text.append(c);
    }
  }

  private char unit() {
    try {
      return (char) Integer.parseInt(unicode, 0, 4, 16);
    } catch (NumberFormatException e) {
      return '\uFFFD';
    }
  }
}
