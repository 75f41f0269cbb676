package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Byte-level BPE within one word: starts from bytes and merges the pair with the lowest rank, the
 * leftmost of equals, until no pair is left. Time is n log n in the length of the word, and nothing
 * recurses. Safe to share between threads.
 *
 * <p>Symbols are token ids; a merge may also speak of a text that is no token, which then gets a
 * number above the last id and is spelled out in bytes at the end.
 */
final class BytePairEncoder {
  private static final int CACHED_WORDS = 1 << 13;
  private static final int LONGEST_CACHED = 24;
  private static final int NONE = Integer.MAX_VALUE;

  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  private record CachedWord(String word, int[] ids) {}

  private final Vocabulary vocabulary;
  private final MergeTable merges;
  private final int[] byteSymbols = new int[256];
  private final Map<Integer, String> unlisted = new HashMap<>();
  private final boolean wholeWordsFirst;
  private final int unknown;
  private final AtomicReferenceArray<CachedWord> cache = new AtomicReferenceArray<>(CACHED_WORDS);

  /**
   * Builds the merge table.
   *
   * @param wholeWordsFirst whether a word that is a token is taken whole, whatever the merges say
   * @param unknown the token for a byte that the vocabulary lacks; -1 to leave it out
   */
  BytePairEncoder(Vocabulary vocabulary, Metadata metadata, boolean wholeWordsFirst, int unknown) {
    this.vocabulary = vocabulary;
    this.wholeWordsFirst = wholeWordsFirst;
    this.unknown = unknown;
    if (!metadata.has("tokenizer.ggml.merges")) {
      throw new ModelFormatException(
          metadata.file() + " has a BPE vocabulary without merges; convert the model again.");
    }
    var lines = metadata.packedStrings("tokenizer.ggml.merges");
    merges = new MergeTable(lines.size());
    var unlistedSymbols = new HashMap<String, Integer>();
    for (var b = 0; b < 256; b++) {
      var spelling = ByteAlphabet.spell(new byte[] {(byte) b}).getBytes(StandardCharsets.UTF_8);
      byteSymbols[b] =
          symbol(spelling, 0, spelling.length, spelling.length, spelling.length, unlistedSymbols);
    }
    var bytes = lines.bytes();
    for (var rank = 0; rank < lines.size(); rank++) {
      var start = lines.start(rank);
      var end = lines.end(rank);
      var space = start + 1;
      while (space < end && bytes[space] != ' ') {
        space++;
      }
      if (space >= end - 1) {
        throw new ModelFormatException(
            "%s: merge %d ('%s') is not two pieces with a space between them."
                .formatted(metadata.file(), rank, lines.text(rank)));
      }
      merges.put(
          symbol(bytes, start, space, space, space, unlistedSymbols),
          symbol(bytes, space + 1, end, end, end, unlistedSymbols),
          rank,
          symbol(bytes, start, space, space + 1, end, unlistedSymbols));
    }
  }

  /** The symbol for the text in these two ranges of bytes, new if there was none. */
  private int symbol(
      byte[] bytes, int start1, int end1, int start2, int end2, Map<String, Integer> known) {
    var id = vocabulary.index().find(bytes, start1, end1, start2, end2);
    if (id >= 0) {
      return id;
    }
    var text =
        new String(bytes, start1, end1 - start1, StandardCharsets.UTF_8)
            + new String(bytes, start2, end2 - start2, StandardCharsets.UTF_8);
    return known.computeIfAbsent(
        text,
        t -> {
          var symbol = vocabulary.size() + unlisted.size();
          unlisted.put(symbol, t);
          return symbol;
        });
  }

  /** Appends the tokens of the word that is {@code text} from {@code start} to {@code end}. */
  void encode(String text, int start, int end, Ids out) {
    if (end - start > LONGEST_CACHED) {
      encode(text.substring(start, end), out);
      return;
    }
    var hash = 0;
    for (var i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    var slot = (hash ^ (hash >>> 15)) & (CACHED_WORDS - 1);
    var cached = cache.get(slot);
    if (cached != null
        && cached.word.length() == end - start
        && text.startsWith(cached.word, start)) {
      out.addAll(cached.ids);
      return;
    }
    var word = text.substring(start, end);
    var before = out.size();
    encode(word, out);
    cache.set(slot, new CachedWord(word, out.toArray(before)));
  }

  private void encode(String word, Ids out) {
    var bytes = word.getBytes(StandardCharsets.UTF_8);
    if (wholeWordsFirst) {
      var id = vocabulary.index().find(ByteAlphabet.spell(bytes));
      if (id >= 0) {
        out.add(id);
        return;
      }
    }
    var symbols = new int[bytes.length];
    for (var i = 0; i < symbols.length; i++) {
      symbols[i] = byteSymbols[bytes[i] & 0xFF];
    }
    var count = merge(symbols);
    for (var i = 0; i < count; i++) {
      if (symbols[i] < vocabulary.size()) {
        out.add(symbols[i]);
      } else {
        spellOut(symbols[i], out);
      }
    }
  }

  /** Merges in place; returns how many symbols are left at the front of the array. */
  private int merge(int[] symbols) {
    var count = symbols.length;
    if (count < 2) {
      return count;
    }
    // A list linked both ways over the positions; ranks[i] is that of the pair which starts at i.
    var next = new int[count];
    var previous = new int[count];
    var ranks = new int[count];
    var queue = new MergeQueue(count);
    for (var i = 0; i < count; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      ranks[i] = NONE;
      if (i + 1 < count) {
        offer(i, i + 1, symbols, ranks, queue);
      }
    }
    while (!queue.isEmpty()) {
      var entry = queue.remove();
      var at = (int) entry;
      var rank = (int) (entry >>> 32);
      if (ranks[at] != rank) {
        continue; // One of the two symbols has changed since.
      }
      var right = next[at];
      symbols[at] = merges.result(rank);
      symbols[right] = -1;
      ranks[at] = NONE;
      ranks[right] = NONE;
      next[at] = next[right];
      if (next[at] < count) {
        previous[next[at]] = at;
        offer(at, next[at], symbols, ranks, queue);
      }
      if (previous[at] >= 0) {
        offer(previous[at], at, symbols, ranks, queue);
      }
    }
    var left = 0;
    for (var i = 0; i < count; i = next[i]) {
      symbols[left++] = symbols[i];
    }
    return left;
  }

  private void offer(int left, int right, int[] symbols, int[] ranks, MergeQueue queue) {
    var rank = merges.rank(symbols[left], symbols[right]);
    ranks[left] = rank < 0 ? NONE : rank;
    if (rank >= 0) {
      queue.add(rank, left);
    }
  }

  /** A merge has made something that is no token: its bytes stand for themselves. */
  private void spellOut(int symbol, Ids out) {
    var text = unlisted.get(symbol);
    if (text == null) {
      return;
    }
    text.codePoints()
        .forEach(
            c -> {
              var id = vocabulary.index().find(Character.toString(c));
              if (id >= 0) {
                out.add(id);
              } else if (unknown >= 0) {
                out.add(unknown);
              }
            });
  }
}
