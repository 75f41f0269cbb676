package dev.brisk.cli.session;

import java.nio.charset.StandardCharsets;

/**
 * One line of text that a person edits, fed byte by byte as a terminal sends them: letters in
 * UTF-8, control characters as in the shells, and the escape sequences of the arrow, Home, End and
 * Delete keys.
 */
final class LineEditor {
  /** What became of the line. */
  enum State {
    EDITING,
    DONE,
    GIVEN_UP
  }

  private static final int ESCAPE = 27;

  private final StringBuilder text;
  private final String earlier;
  private int cursor;

  private final byte[] letter = new byte[4];
  private int letterBytes;
  private int letterLength;

  private final StringBuilder escape = new StringBuilder();

  /**
   * Begins with the cursor behind the text.
   *
   * @param earlier what the Up key brings back
   */
  LineEditor(String initial, String earlier) {
    text = new StringBuilder(initial);
    this.earlier = earlier;
    cursor = text.length();
  }

  String text() {
    return text.toString();
  }

  /** Characters (code points) before the cursor. */
  int column() {
    return text.codePointCount(0, cursor);
  }

  /** Takes one byte. */
  State accept(int code) {
    // A sequence that breaks off, such as the Escape key alone, takes no other key with it.
    if (code < ' ') {
      escape.setLength(0);
    }
    if (!isContinuation(code)) {
      letterLength = 0;
    }
    if (!escape.isEmpty()) {
      escaped((char) code);
      return State.EDITING;
    }
    if (code >= 0x80) {
      letter(code);
      return State.EDITING;
    }
    switch (code) {
      case '\r', '\n' -> {
        return State.DONE;
      }
      case 3 -> { // Ctrl-C
        return State.GIVEN_UP;
      }
      case 4 -> { // Ctrl-D
        if (text.isEmpty()) {
          return State.GIVEN_UP;
        }
        delete(cursor, next());
      }
      case 1 -> cursor = 0; // Ctrl-A
      case 5 -> cursor = text.length(); // Ctrl-E
      case 2 -> cursor = previous(); // Ctrl-B
      case 6 -> cursor = next(); // Ctrl-F
      case 8, 127 -> delete(previous(), cursor);
      case 11 -> delete(cursor, text.length()); // Ctrl-K
      case 21 -> delete(0, cursor); // Ctrl-U
      case 23 -> delete(wordBegin(), cursor); // Ctrl-W
      case ESCAPE -> escape.append((char) code);
      default -> {
        if (code >= ' ') {
          insert(Character.toString(code));
        }
      }
    }
    return State.EDITING;
  }

  /** The sequences are ESC [ or ESC O, parameters, and a final byte from @ to ~. */
  private void escaped(char code) {
    escape.append(code);
    boolean introducer = escape.length() == 2 && (code == '[' || code == 'O');
    if (introducer || (code < '@' && escape.length() < 8)) {
      return;
    }
    switch (escape.substring(1)) {
      case "[A", "OA" -> {
        text.replace(0, text.length(), earlier);
        cursor = text.length();
      }
      case "[D", "OD" -> cursor = previous();
      case "[C", "OC" -> cursor = next();
      case "[H", "OH", "[1~" -> cursor = 0;
      case "[F", "OF", "[4~" -> cursor = text.length();
      case "[3~" -> delete(cursor, next());
      default -> {
        // Other keys mean nothing here.
      }
    }
    escape.setLength(0);
  }

  /** Whether this is a byte of a letter in UTF-8 other than its first. */
  private static boolean isContinuation(int code) {
    return (code & 0xC0) == 0x80;
  }

  private void letter(int code) {
    if (letterLength == 0) {
      if (isContinuation(code)) {
        return;
      }
      letterLength = code >= 0xF0 ? 4 : code >= 0xE0 ? 3 : 2;
      letterBytes = 0;
    }
    letter[letterBytes++] = (byte) code;
    if (letterBytes == letterLength) {
      insert(new String(letter, 0, letterLength, StandardCharsets.UTF_8));
      letterLength = 0;
    }
  }

  private void insert(String what) {
    text.insert(cursor, what);
    cursor += what.length();
  }

  private void delete(int from, int to) {
    text.delete(from, to);
    cursor = from;
  }

  private int previous() {
    return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
  }

  private int next() {
    return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
  }

  private int wordBegin() {
    int at = cursor;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    while (at > 0 && text.charAt(at - 1) != ' ') {
      at--;
    }
    return at;
  }
}
