package dev.brisk.engine.tokenizer;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The tokens of short words that were met before. A newer word replaces an older one in its place,
 * so it never grows. Safe to share between threads.
 */
final class WordCache {
  private static final int WORDS = 1 << 13;
  private static final int LONGEST = 24;

  /** Finds the tokens of a word that is not cached. */
  @FunctionalInterface
  interface Encoder {
    void encode(String word, Ids out);
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  private record Word(String text, int[] ids) {}

  private final AtomicReferenceArray<Word> words = new AtomicReferenceArray<>(WORDS);
  private final Encoder encoder;

  WordCache(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Appends the tokens of the word that is {@code text} from {@code start} to {@code end}. */
  void encode(String text, int start, int end, Ids out) {
    if (end - start > LONGEST) {
      encoder.encode(text.substring(start, end), out);
      return;
    }
    var hash = 0;
    for (var i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    var slot = (hash ^ (hash >>> 15)) & (WORDS - 1);
    var cached = words.get(slot);
    if (cached != null
        && cached.text.length() == end - start
        && text.startsWith(cached.text, start)) {
      out.addAll(cached.ids);
      return;
    }
    var word = text.substring(start, end);
    var before = out.size();
    encoder.encode(word, out);
    words.set(slot, new Word(word, out.toArray(before)));
  }
}
