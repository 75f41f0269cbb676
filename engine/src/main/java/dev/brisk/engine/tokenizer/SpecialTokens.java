package dev.brisk.engine.tokenizer;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Finds the texts of some tokens within a text: from left to right, the longest that is allowed at
 * each place. Memory is in proportion to the texts, and each place of a text is tried with each
 * length once.
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

  private final Map<String, Integer> ids = new HashMap<>();

  /** The lengths of the texts that begin with a character, the longest first. */
  private final Map<Character, SortedSet<Integer>> lengths = new HashMap<>();

  void add(String text, int id) {
    if (!text.isEmpty() && text.length() <= LONGEST) {
      ids.put(text, id);
      lengths
          .computeIfAbsent(text.charAt(0), c -> new TreeSet<>(Collections.reverseOrder()))
          .add(text.length());
    }
  }

  /**
   * Walks over the whole text; stretches are never empty.
   *
   * @param allowed whether this token may be found from the one place to the other
   */
  void split(String text, Allowed allowed, IntConsumer special, Stretch ordinary) {
    var start = 0;
    var at = ids.isEmpty() ? text.length() : 0;
    while (at < text.length()) {
      var length = lengthAt(text, at, allowed);
      if (length == 0) {
        at++;
        continue;
      }
      if (start < at) {
        ordinary.accept(start, at);
      }
      special.accept(ids.getOrDefault(text.substring(at, at + length), -1));
      at += length;
      start = at;
    }
    if (start < text.length()) {
      ordinary.accept(start, text.length());
    }
  }

  /** The length of the longest special text at this place; 0 if there is none. */
  private int lengthAt(String text, int at, Allowed allowed) {
    for (int length : lengths.getOrDefault(text.charAt(at), Collections.emptySortedSet())) {
      if (at + length <= text.length()) {
        var id = ids.get(text.substring(at, at + length));
        if (id != null && allowed.at(id, at, at + length)) {
          return length;
        }
      }
    }
    return 0;
  }
}
