package dev.brisk.server.scripted;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a model that has none. A token is white space, if there is any, and up to eight
 * characters after it; white space at the end of a text is a token too.
 */
final class Pieces {
  private static final int MOST = 8;

  private Pieces() {}

  /** The tokens of a text in order; joined they are the text. */
  static List<String> of(String text) {
    var pieces = new ArrayList<String>();
    for (int start = 0; start < text.length(); ) {
      int end = end(text, start);
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }

  /** How many there are. */
  static int count(String text) {
    int count = 0;
    for (int start = 0; start < text.length(); start = end(text, start)) {
      count++;
    }
    return count;
  }

  private static int end(String text, int start) {
    int at = start;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int limit = Math.min(text.length(), at + MOST);
    while (at < limit && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    // Half a character is none.
    boolean cut = at < text.length() && at > start && Character.isLowSurrogate(text.charAt(at));
    return cut ? at + 1 : at;
  }
}
