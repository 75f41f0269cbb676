package dev.brisk.engine.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the prefix tree: up to {@link KvPage#POSITIONS} tokens behind those of its parent, and
 * the page with their keys and values. Only full blocks have children. Its page is in memory, or in
 * a snapshot, or both; a block whose page is in memory has ancestors whose pages are, and a block
 * in a snapshot has ancestors that are. Used by the scheduler's thread alone.
 */
final class Block {
  final @Nullable Block parent;
  final int[] tokens;
  final List<Block> children = new ArrayList<>();

  /** Sums up all tokens from the root on; only says what was evicted, so it may be wrong. */
  final long path;

  @Nullable KvPage page;
  @Nullable StoredPage stored;

  /** Running sequences whose shared pages end here. */
  int users;

  /** Requests that began with all tokens up to here. */
  int hits;

  /** A root: before all tokens. */
  Block() {
    parent = null;
    tokens = new int[0];
    path = 0;
  }

  Block(Block parent, int[] tokens) {
    this.parent = parent;
    this.tokens = tokens;
    long sum = parent.path;
    for (int token : tokens) {
      sum = Long.rotateLeft(sum ^ token, 23) * 0x9E3779B97F4A7C15L;
    }
    path = sum;
  }

  boolean full() {
    return tokens.length == KvPage.POSITIONS;
  }

  /** The full child whose tokens are those from {@code from} on; null if there is none. */
  @Nullable Block child(int[] all, int from) {
    for (Block child : children) {
      if (child.full() && child.common(all, from, all.length) == KvPage.POSITIONS) {
        return child;
      }
    }
    return null;
  }

  /** How many of its first tokens are those of {@code all} from {@code from} to {@code to}. */
  int common(int[] all, int from, int to) {
    return common(tokens, all, from, to);
  }

  static int common(int[] tokens, int[] all, int from, int to) {
    int most = Math.min(tokens.length, to - from);
    int mismatch = Arrays.mismatch(tokens, 0, most, all, from, from + most);
    return mismatch < 0 ? most : mismatch;
  }

  /** Whether its page may leave memory: nobody runs on it, and nothing in memory is behind it. */
  boolean evictable() {
    if (users > 0) {
      return false;
    }
    for (Block child : children) {
      if (child.page != null) {
        return false;
      }
    }
    return true;
  }

  /** All tokens from the root to its end. */
  int[] allTokens() {
    int length = 0;
    for (Block b = this; b != null; b = b.parent) {
      length += b.tokens.length;
    }
    int[] all = new int[length];
    for (Block b = this; b != null; b = b.parent) {
      length -= b.tokens.length;
      System.arraycopy(b.tokens, 0, all, length, b.tokens.length);
    }
    return all;
  }
}
