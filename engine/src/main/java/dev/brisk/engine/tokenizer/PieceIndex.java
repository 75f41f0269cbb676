package dev.brisk.engine.tokenizer;

import dev.brisk.engine.gguf.PackedStrings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a token by its text: an open hash table over the bytes of the vocabulary, which is ready in
 * a fraction of the time that a map of strings would need. Filled once, then read by many.
 */
final class PieceIndex {
  private final PackedStrings pieces;

  /** Token ids plus 1; 0 where there is none. */
  private final int[] slots;

  /** Keeps a model file from choosing texts that all fall on the same place. */
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  /** Of two tokens with the same text the later one counts, as in llama.cpp. */
  PieceIndex(PackedStrings pieces) {
    this.pieces = pieces;
    var bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(pieces.size()));
    slots = new int[1 << bits];
    for (var id = 0; id < pieces.size(); id++) {
      var start = pieces.start(id);
      var end = pieces.end(id);
      slots[slot(pieces.bytes(), start, end, end, end)] = id + 1;
    }
  }

  /** The token of exactly this text; -1 if there is none. */
  int find(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  /** The token of the text that is these bytes in UTF-8; -1 if there is none. */
  int find(byte[] bytes, int start, int end) {
    return find(bytes, start, end, end, end);
  }

  /** The token of the text that is these two ranges of bytes together; -1 if there is none. */
  int find(byte[] bytes, int start1, int end1, int start2, int end2) {
    return slots[slot(bytes, start1, end1, start2, end2)] - 1;
  }

  /** Where the text stands, or the free place where it would. */
  private int slot(byte[] bytes, int start1, int end1, int start2, int end2) {
    var hash = hash(bytes, start2, end2, hash(bytes, start1, end1, 0));
    hash = (hash ^ (hash >>> 32)) * 0xC4CEB9FE1A85EC53L;
    var slot = (int) ((hash ^ (hash >>> 29)) & (slots.length - 1));
    while (slots[slot] != 0 && !isPiece(slots[slot] - 1, bytes, start1, end1, start2, end2)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private long hash(byte[] bytes, int start, int end, long hash) {
    for (var i = start; i < end; i++) {
      hash = (hash + bytes[i] + 129) * multiplier;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private boolean isPiece(int id, byte[] bytes, int start1, int end1, int start2, int end2) {
    var start = pieces.start(id);
    var end = pieces.end(id);
    var middle = start + end1 - start1;
    return end - start == end1 - start1 + end2 - start2
        && Arrays.equals(pieces.bytes(), start, middle, bytes, start1, end1)
        && Arrays.equals(pieces.bytes(), middle, end, bytes, start2, end2);
  }
}
