package dev.brisk.engine.tokenizer;

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Finds the texts of some tokens within a text: from left to right, the longest that is allowed at
 * each place. Memory is in proportion to the texts; each place of a text costs as many steps as
 * characters from there on begin a token.
 */
final class SpecialTokens {
  /** Real ones have some 30 characters; longer ones are not found. */
  private static final int LONGEST = 256;

  /** Takes a stretch of text in which there is no special token. */
  interface Stretch {
    void accept(int start, int end);
  }

  /** Whether a token may be found at a place where its text stands. */
  interface Allowed {
    boolean at(int id, int start, int end);
  }

  private final TextTree texts = new TextTree();

  /** The first characters of the texts: nearly all places of a text are passed by these alone. */
  private final BitSet first = new BitSet();

  void add(String text, int id) {
    if (!text.isEmpty() && text.length() <= LONGEST) {
      texts.add(text, id);
      first.set(text.charAt(0));
    }
  }

  /**
   * Walks over the whole text; stretches are never empty.
   *
   * @param allowed whether this token may be found from the one place to the other
   */
  void split(String text, Allowed allowed, IntConsumer special, Stretch ordinary) {
    var start = 0;
    var at = first.isEmpty() ? text.length() : 0;
    while (at < text.length()) {
      var end = first.get(text.charAt(at)) ? endOfToken(text, at, allowed) : at;
      if (end == at) {
        at++;
        continue;
      }
      if (start < at) {
        ordinary.accept(start, at);
      }
      special.accept(idOf(text, at, end));
      at = end;
      start = at;
    }
    if (start < text.length()) {
      ordinary.accept(start, text.length());
    }
  }

  /** The end of the longest token that is allowed at this place; the place if there is none. */
  private int endOfToken(String text, int at, Allowed allowed) {
    var longest = at;
    var node = TextTree.ROOT;
    for (var end = at; end < text.length(); ) {
      node = texts.child(node, text.charAt(end++));
      if (node < 0) {
        break;
      }
      var id = texts.id(node);
      if (id >= 0 && allowed.at(id, at, end)) {
        longest = end;
      }
    }
    return longest;
  }

  private int idOf(String text, int start, int end) {
    var node = TextTree.ROOT;
    for (var i = start; i < end; i++) {
      node = texts.child(node, text.charAt(i));
    }
    return texts.id(node);
  }
}
