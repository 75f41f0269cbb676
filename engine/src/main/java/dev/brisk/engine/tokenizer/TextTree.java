package dev.brisk.engine.tokenizer;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Texts as a tree of their characters: a node for each beginning of a text, found in an open hash
 * table by its parent and its last character. Filled by one thread, then read by many.
 */
final class TextTree {
  /** The node of the empty text. */
  static final int ROOT = 0;

  /** Parent and character of each node in its slot; 0 where there is none. */
  private long[] keys = new long[64];

  private int[] nodes = new int[64];

  /** By node: the token of this text; -1 if it only begins one. */
  private int[] ids = {-1};

  private int count = 1;

  /** Keeps a model file from choosing texts that all fall on the same place. */
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  /** Adds a text; of two tokens with the same text the later one counts. */
  void add(String text, int id) {
    var node = ROOT;
    for (var i = 0; i < text.length(); i++) {
      var child = child(node, text.charAt(i));
      node = child < 0 ? grow(node, text.charAt(i)) : child;
    }
    ids[node] = id;
  }

  /** The node of a node's text with one more character; -1 if no text begins so. */
  int child(int node, char next) {
    var slot = slot(key(node, next));
    return keys[slot] == 0 ? -1 : nodes[slot];
  }

  /** The token of the node's text; -1 if the text only begins one. */
  int id(int node) {
    return ids[node];
  }

  private int grow(int parent, char next) {
    if (2 * count >= keys.length) {
      var oldKeys = keys;
      var oldNodes = nodes;
      keys = new long[2 * oldKeys.length];
      nodes = new int[2 * oldKeys.length];
      for (var i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          put(oldKeys[i], oldNodes[i]);
        }
      }
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    put(key(parent, next), count);
    ids[count] = -1;
    return count++;
  }

  private void put(long key, int node) {
    var slot = slot(key);
    keys[slot] = key;
    nodes[slot] = node;
  }

  private static long key(int node, char next) {
    return (node + 1L) << 16 | next;
  }

  /** Where the key stands, or the free place where it would. */
  private int slot(long key) {
    var hash = (key ^ (key >>> 29)) * multiplier;
    var slot = (int) ((hash ^ (hash >>> 32)) >>> 16) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
