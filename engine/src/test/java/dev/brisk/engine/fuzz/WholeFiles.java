package dev.brisk.engine.fuzz;

import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.TensorType;
import dev.brisk.engine.gguf.ValueType;
import dev.brisk.engine.tokenizer.SmallVocabulary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** Files in order, to be damaged or to be used as they are. */
final class WholeFiles {
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final List<String> PRE_TOKENIZERS = SmallVocabulary.preTokenizers();
  private static final byte[] TINY = tiny();
  private static final byte[] SENTENCE_PIECE = sentencePiece(new Random(1)).toBytes();

  private WholeFiles() {}

  /** A copy of one of them. */
  static byte[] any(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> anyVocabulary(random);
      case 1 -> SENTENCE_PIECE.clone();
      default -> TINY.clone();
    };
  }

  /**
   * A few tokens, numbers of all types and two tensors, so that damage hits all sorts of things.
   */
  private static byte[] tiny() {
    var writer =
        new GgufWriter()
            .put("general.architecture", "llama")
            .put("general.alignment", 32)
            .put("tokenizer.ggml.model", "gpt2")
            .put("tokenizer.ggml.pre", "default")
            .putStrings("tokenizer.ggml.tokens", List.of("a", "b", "ab", "Ġ", "<|end|>"))
            .putIntegers("tokenizer.ggml.token_type", List.of(1, 1, 1, 1, 3))
            .putStrings("tokenizer.ggml.merges", List.of("a b", "Ġ ab"))
            .put("tokenizer.ggml.eos_token_id", 4)
            .put("brisk.tokenizer.pattern", "\\s+|[a-z]+|.")
            .putFloats("scales", List.of(1f, 2f));
    for (var type :
        EnumSet.complementOf(EnumSet.of(ValueType.BOOL, ValueType.STRING, ValueType.ARRAY))) {
      writer.put("number." + type, type, 5);
    }
    return writer
        .tensor("q", TensorType.Q8_0, List.of(32L, 2L), new float[64])
        .tensor("f", TensorType.F32, List.of(3L, 1L, 2L), new float[6])
        .toBytes();
  }

  /** A vocabulary with all bytes for SentencePiece or one of the pre-tokenizers. */
  static byte[] anyVocabulary(Random random) {
    var which = random.nextInt(PRE_TOKENIZERS.size() + 3);
    if (which >= PRE_TOKENIZERS.size()) {
      return sentencePiece(random).toBytes();
    }
    return bytePairs().pre(PRE_TOKENIZERS.get(which)).file().toBytes();
  }

  static byte[] withPattern(String pattern) {
    return bytePairs().pattern(pattern).file().toBytes();
  }

  private static SmallVocabulary bytePairs() {
    return SmallVocabulary.english().token("  ", USER_DEFINED).token("<|fim_prefix|>", CONTROL);
  }

  /** The bytes and random pieces of source code, with random scores. */
  private static GgufWriter sentencePiece(Random random) {
    var tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    var types = new ArrayList<>(List.of(2, 3, 3));
    for (var b = 0; b < 256; b++) {
      tokens.add("<0x%02X>".formatted(b));
      types.add(6);
    }
    for (var piece :
        "▁ a b c ab bc ▁a ▁▁ ▁▁▁▁ in ing in▁ public ▁0 00 \n \n\n é 你好 😀".split(" ")) {
      tokens.add(piece);
      types.add(1);
    }
    var scores = new ArrayList<Float>();
    for (var i = 0; i < tokens.size(); i++) {
      scores.add((float) random.nextInt(20));
    }
    return new GgufWriter()
        .put("tokenizer.ggml.model", "llama")
        .putStrings("tokenizer.ggml.tokens", tokens)
        .putIntegers("tokenizer.ggml.token_type", types)
        .putFloats("tokenizer.ggml.scores", scores);
  }
}
