package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Byte-level BPE: a pre-tokenizer cuts the text into words, and within each the bytes are merged by
 * the ranks of the vocabulary's merges.
 *
 * <p>Symbols are token ids; a merge may also speak of a text that is no token, which then gets a
 * number above the last id and is spelled out in bytes at the end.
 */
final class BytePairEncoder implements TextEncoder {
  private final PreTokenizer preTokenizer;
  private final Vocabulary vocabulary;
  private final MergeTable merges;
  private final int[] byteSymbols = new int[256];
  private final Map<Integer, String> unlisted = new HashMap<>();
  private final boolean wholeWordsFirst;
  private final int unknown;
  private final WordCache words = new WordCache(this::encodeWord);

  /**
   * Builds the merge table.
   *
   * @param wholeWordsFirst whether a word that is a token is taken whole, whatever the merges say
   * @param unknown the token for a byte that the vocabulary lacks; -1 to leave it out
   */
  BytePairEncoder(
      PreTokenizer preTokenizer,
      Vocabulary vocabulary,
      Metadata metadata,
      boolean wholeWordsFirst,
      int unknown) {
    this.preTokenizer = preTokenizer;
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

  @Override
  public void encode(String text, int start, int end, Ids out) {
    preTokenizer.split(text, start, end, (from, to) -> words.encode(text, from, to, out));
  }

  private void encodeWord(String word, Ids out) {
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
    var next = Merging.run(symbols.length, new ById(symbols));
    for (var i = 0; i < symbols.length; i = next[i]) {
      if (symbols[i] < vocabulary.size()) {
        out.add(symbols[i]);
      } else {
        spellOut(symbols[i], out);
      }
    }
  }

  /** Symbols as ids, and what the table says of them. */
  private final class ById implements Merging.Symbols {
    private final int[] symbols;

    ById(int[] symbols) {
      this.symbols = symbols;
    }

    @Override
    public int rank(int left, int right) {
      return merges.rank(symbols[left], symbols[right]);
    }

    @Override
    public void merge(int left, int right, int rank) {
      symbols[left] = merges.result(rank);
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
