package dev.brisk.engine.tokenizer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** Finds the texts of some tokens within a text: from left to right, the longest at each place. */
final class SpecialTokens {
  private static final class Node {
    final Map<Character, Node> next = new HashMap<>(2);
    int id = -1;
  }

  /** Takes a stretch of text in which there is no special token. */
  interface Stretch {
    void accept(int start, int end);
  }

  private final Node root = new Node();

  void add(String text, int id) {
    var node = root;
    for (var i = 0; i < text.length(); i++) {
      node = node.next.computeIfAbsent(text.charAt(i), c -> new Node());
    }
    if (node != root) {
      node.id = id;
    }
  }

  boolean isEmpty() {
    return root.next.isEmpty();
  }

  /** Walks over the whole text; stretches are never empty. */
  void split(String text, IntConsumer special, Stretch ordinary) {
    var start = 0;
    var at = isEmpty() ? text.length() : 0;
    while (at < text.length()) {
      var id = -1;
      var end = at;
      var node = root.next.get(text.charAt(at));
      for (var i = at + 1; node != null; i++) {
        if (node.id >= 0) {
          id = node.id;
          end = i;
        }
        node = i < text.length() ? node.next.get(text.charAt(i)) : null;
      }
      if (id < 0) {
        at++;
        continue;
      }
      if (start < at) {
        ordinary.accept(start, at);
      }
      special.accept(id);
      at = end;
      start = end;
    }
    if (start < text.length()) {
      ordinary.accept(start, text.length());
    }
  }
}
