package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.tokenizer.Vocabulary.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * SentencePiece's BPE: spaces become U+2581, characters are merged to the pieces with the highest
 * scores, and what is no piece is spelled in tokens for its bytes ({@code <0x0A>}).
 *
 * <p>There are no words, so a whole text would have to be merged at once. It is cut wherever two
 * neighbouring characters stand next to each other in no piece: no merge can reach across, so the
 * result is the same, and the parts are short and come again.
 */
final class SentencePieceEncoder implements TextEncoder {
  /** What SentencePiece writes for a space. */
  static final char SPACE = '\u2581';

  private final Vocabulary vocabulary;
  private final boolean prefixed;
  private final CharacterPairs joined = new CharacterPairs();
  private final WordCache words = new WordCache(this::encodeWord);

  /** By token, 0 for the highest score; tokens with equal scores have the same rank. */
  private final int[] ranks;

  /** By byte; -1 where the vocabulary has no token for it. */
  private final int[] byteTokens = new int[256];

  /**
   * Ranks the pieces by their scores.
   *
   * @param prefixed whether a space is put before each text
   * @param unknown the token for a byte that the vocabulary lacks; -1 to leave it out
   */
  SentencePieceEncoder(Vocabulary vocabulary, Metadata metadata, boolean prefixed, int unknown) {
    this.vocabulary = vocabulary;
    this.prefixed = prefixed;
    var scores = metadata.floats("tokenizer.ggml.scores");
    if (scores.length < vocabulary.size()) {
      throw new ModelFormatException(
          "%s has a SentencePiece vocabulary of %d tokens with %d scores; convert the model again."
              .formatted(metadata.file(), vocabulary.size(), scores.length));
    }
    ranks = ranks(scores, vocabulary.size());
    for (var id = 0; id < vocabulary.size(); id++) {
      if (isText(id)) {
        joined.addAll(vocabulary.piece(id));
      }
    }
    for (var b = 0; b < 256; b++) {
      var id = vocabulary.index().find("<0x%02X>".formatted(b));
      if (id < 0 && b < 0x80) {
        id = vocabulary.index().find(Character.toString(b));
      }
      byteTokens[b] = id < 0 ? unknown : id;
    }
  }

  private static int[] ranks(float[] scores, int size) {
    var order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(id -> -scores[id]))
            .mapToInt(id -> id)
            .toArray();
    var ranks = new int[size];
    for (var i = 1; i < size; i++) {
      var same = Float.compare(scores[order[i]], scores[order[i - 1]]) == 0;
      ranks[order[i]] = ranks[order[i - 1]] + (same ? 0 : 1);
    }
    return ranks;
  }

  /**
   * Whether merges may make this token: ordinary text must not be able to spell a mark or a byte
   * ({@code <s>}). (llama.cpp has no such rule, but its vocabularies lack the pieces on the way.)
   */
  private boolean isText(int id) {
    var kind = vocabulary.kind(id);
    return kind != Kind.CONTROL && kind != Kind.UNKNOWN && kind != Kind.BYTE;
  }

  @Override
  public void encode(String text, int start, int end, Ids out) {
    var spelled = text.substring(start, end).replace(' ', SPACE);
    if (prefixed) {
      spelled = SPACE + spelled;
    }
    var from = 0;
    for (var at = spelled.offsetByCodePoints(0, 1); at < spelled.length(); ) {
      if (!joined.contains(spelled.codePointBefore(at), spelled.codePointAt(at))) {
        words.encode(spelled, from, at, out);
        from = at;
      }
      at += Character.charCount(spelled.codePointAt(at));
    }
    words.encode(spelled, from, spelled.length(), out);
  }

  private void encodeWord(String word, Ids out) {
    var bytes = word.getBytes(StandardCharsets.UTF_8);
    var symbols = new ByText(bytes);
    var next = Merging.run(symbols.count, symbols);
    for (var i = 0; i < symbols.count; i = next[i]) {
      var id = vocabulary.index().find(bytes, symbols.starts[i], symbols.ends[i]);
      if (id >= 0 && isText(id)) {
        out.add(id);
        continue;
      }
      for (var at = symbols.starts[i]; at < symbols.ends[i]; at++) {
        var token = byteTokens[bytes[at] & 0xFF];
        if (token >= 0) {
          out.add(token);
        }
      }
    }
  }

  /** Symbols as places in a text; at first each is a character. */
  private final class ByText implements Merging.Symbols {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] ends;
    private final int count;

    ByText(byte[] bytes) {
      this.bytes = bytes;
      this.starts = new int[bytes.length];
      var found = 0;
      for (var i = 0; i < bytes.length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
          starts[found++] = i;
        }
      }
      count = found;
      ends = Arrays.copyOfRange(starts, 1, found + 1);
      ends[found - 1] = bytes.length;
    }

    @Override
    public int rank(int left, int right) {
      var id = vocabulary.index().find(bytes, starts[left], ends[right]);
      return id >= 0 && isText(id) ? ranks[id] : -1;
    }

    @Override
    public void merge(int left, int right, int rank) {
      ends[left] = ends[right];
    }
  }
}
