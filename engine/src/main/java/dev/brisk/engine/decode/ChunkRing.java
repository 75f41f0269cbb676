package dev.brisk.engine.decode;

import dev.brisk.engine.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one response that wait for their reader: bounded, with one writer, one reader and
 * no locks. The writer copies tokens and characters into arrays that are there from the start; the
 * reader's thread makes chunks of them.
 */
final class ChunkRing {
  /** Chunks that may wait. */
  static final int CHUNKS = 256;

  /** Tokens that may wait: a power of two, as are the sizes of all arrays here. */
  private static final int TOKENS = 1024;

  private static final int CHARACTERS = 4096;

  private final int[] tokens = new int[TOKENS];

  /** Replaced by a longer one if a chunk does not fit. */
  private volatile char[] text = new char[CHARACTERS];

  /** Where chunks end, counted from the response's begin. */
  private final int[] tokenEnds = new int[CHUNKS];

  private final int[] textEnds = new int[CHUNKS];

  /** Chunks that were put. What the writer wrote before is seen by who sees this number. */
  private volatile int written;

  private int tokensWritten;
  private int textWritten;

  /** Chunks that were taken: the writer may use their places again. */
  private volatile int read;

  private int tokensRead;
  private int textRead;

  /** Whether there is room for the chunk of a step. The writer asks. */
  boolean hasRoom() {
    // In this order: the end of the last chunk taken stands until there are as many behind it.
    return written - read < CHUNKS
        && tokensWritten - lastTaken(tokenEnds) <= TOKENS - (Sequence.MAX_DRAFT + 1);
  }

  /** Where the last chunk that was taken ends; the reader's own counts may run ahead of it. */
  private int lastTaken(int[] ends) {
    return ends[read - 1 & CHUNKS - 1];
  }

  /**
   * Puts a chunk where there {@link #hasRoom}.
   *
   * @param known holds its tokens from {@code from} to {@code to} (exclusive), at most one more
   *     than a draft has
   */
  void put(int[] known, int from, int to, StringBuilder added) {
    for (int i = from; i < to; i++) {
      tokens[tokensWritten++ & TOKENS - 1] = known[i];
    }
    char[] characters = roomFor(added.length());
    for (int i = 0; i < added.length(); i++) {
      characters[textWritten++ & characters.length - 1] = added.charAt(i);
    }
    int at = written;
    tokenEnds[at & CHUNKS - 1] = tokensWritten;
    textEnds[at & CHUNKS - 1] = textWritten;
    written = at + 1;
  }

  private char[] roomFor(int added) {
    char[] now = text;
    int oldest = lastTaken(textEnds);
    int needed = textWritten - oldest + added;
    if (needed <= now.length) {
      return now;
    }
    // The old one stays as it is, for a reader that is just taking a chunk from it.
    char[] longer = new char[2 * Integer.highestOneBit(needed)];
    for (int i = oldest; i != textWritten; i++) {
      longer[i & longer.length - 1] = now[i & now.length - 1];
    }
    text = longer;
    return longer;
  }

  /** Whether nothing waits. The reader asks. */
  boolean isEmpty() {
    return read == written;
  }

  /** The next chunk, for the reader; null if none waits. */
  @Nullable Chunk take() {
    int at = read;
    if (at == written) {
      return null;
    }
    int[] chunkTokens = new int[tokenEnds[at & CHUNKS - 1] - tokensRead];
    for (int i = 0; i < chunkTokens.length; i++) {
      chunkTokens[i] = tokens[tokensRead++ & TOKENS - 1];
    }
    char[] characters = text;
    char[] chunkText = new char[textEnds[at & CHUNKS - 1] - textRead];
    for (int i = 0; i < chunkText.length; i++) {
      chunkText[i] = characters[textRead++ & characters.length - 1];
    }
    read = at + 1;
    return new Chunk(chunkTokens, new String(chunkText));
  }
}
