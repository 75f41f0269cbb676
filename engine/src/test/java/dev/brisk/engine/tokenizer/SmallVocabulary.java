package dev.brisk.engine.tokenizer;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes tokenizers for tests: all bytes, then the given merges, then special tokens. */
public final class SmallVocabulary {
  static final int NORMAL = 1;
  static final int CONTROL = 3;
  static final int USER_DEFINED = 4;

  final List<String> tokens = new ArrayList<>();
  final List<Integer> types = new ArrayList<>();
  final List<String> merges = new ArrayList<>();
  private final GgufWriter writer = new GgufWriter();

  /** The 256 bytes are tokens 0 to 255. */
  public static SmallVocabulary ofBytes() {
    var vocabulary = new SmallVocabulary();
    for (var b = 0; b < 256; b++) {
      vocabulary.token(spelled(b), NORMAL);
    }
    return vocabulary;
  }

  /** What the merge tests use: some English, some white space, and two control tokens. */
  public static SmallVocabulary english() {
    var vocabulary = ofBytes();
    for (var merge :
        "h e,l l,he ll,hell o,Ġ w,o r,Ġw or,l d,Ġwor ld,Ġ Ġ,ĠĠ ĠĠ,Ċ Ċ,i n,in g,' s,a a,aa a,1 2,12 3"
            .split(",")) {
      vocabulary.merge(merge);
    }
    return vocabulary.token("<|end|>", CONTROL).token("<|region|>", CONTROL);
  }

  public SmallVocabulary token(String text, int type) {
    tokens.add(text);
    types.add(type);
    return this;
  }

  /** A merge and the token that it makes. */
  public SmallVocabulary merge(String merge) {
    merges.add(merge);
    var result = merge.replace(" ", "");
    return tokens.contains(result) ? this : token(result, NORMAL);
  }

  public SmallVocabulary with(Consumer<GgufWriter> more) {
    more.accept(writer);
    return this;
  }

  public SmallVocabulary pre(String name) {
    return with(w -> w.put("tokenizer.ggml.pre", name));
  }

  public SmallVocabulary pattern(String pattern) {
    return with(w -> w.put("brisk.tokenizer.pattern", pattern));
  }

  Tokenizer build() {
    return of(file());
  }

  /** The file that the tokenizer is made from. */
  public GgufWriter file() {
    return writer
        .put("tokenizer.ggml.model", "gpt2")
        .putStrings("tokenizer.ggml.tokens", tokens)
        .putIntegers("tokenizer.ggml.token_type", types)
        .putStrings("tokenizer.ggml.merges", merges);
  }

  /** The spelling of a byte in byte-level vocabularies, 0 to 255. */
  public static String spelled(int b) {
    return String.valueOf(ByteAlphabet.character(b));
  }

  /** The names of all pre-tokenizers, in order. */
  public static List<String> preTokenizers() {
    return PreTokenizer.NAMED.keySet().stream().sorted().toList();
  }

  static Tokenizer of(GgufWriter writer) {
    try (var file = GgufFile.of("small.gguf", MemorySegment.ofArray(writer.toBytes()))) {
      return Tokenizer.of(file.metadata());
    }
  }
}
