package dev.brisk.engine;

import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small models with random weights, made on the spot. */
public final class TestModels {
  public static final int VOCABULARY = 260;
  public static final int CONTEXT = 1024;

  private TestModels() {}

  /** The same with an output matrix of its own. */
  public static Model untied(TensorType type) {
    return Model.of("untied-" + type, MemorySegment.ofArray(llamaBytes(type, false)));
  }

  /** A two-layer llama with grouped queries, one token a byte and four control tokens. */
  public static Model llama(TensorType type) {
    return Model.of("test-" + type, MemorySegment.ofArray(llamaBytes(type, true)));
  }

  public static byte[] llamaBytes(TensorType type, boolean tied) {
    return llama(type, tied, VOCABULARY, Map.of()).toBytes();
  }

  /**
   * @param vocabulary tokens of the tokenizer; the embedding always has {@link #VOCABULARY} rows
   * @param changes metadata to replace or add
   */
  static GgufWriter llama(
      TensorType type, boolean tied, int vocabulary, Map<String, Object> changes) {
    int width = 64;
    int heads = 4;
    int kvHeads = 2;
    int headSize = 16;
    int queryWidth = heads * headSize;
    int kvWidth = kvHeads * headSize;
    int feedForward = 96;
    var random = new Random(7);
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("general.architecture", "llama");
    metadata.put("general.name", "test model");
    metadata.put("llama.block_count", 2);
    metadata.put("llama.embedding_length", width);
    metadata.put("llama.attention.head_count", heads);
    metadata.put("llama.attention.head_count_kv", kvHeads);
    metadata.put("llama.feed_forward_length", feedForward);
    metadata.put("llama.context_length", CONTEXT);
    metadata.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    metadata.put("llama.rope.dimension_count", headSize);
    metadata.put("tokenizer.ggml.model", "gpt2");
    metadata.put("tokenizer.ggml.pre", "gpt-2");
    metadata.put("tokenizer.ggml.eos_token_id", 256);
    metadata.putAll(changes);
    var writer = new GgufWriter();
    metadata.forEach((key, value) -> put(writer, key, value));
    int tokens = Math.min(VOCABULARY, vocabulary);
    writer
        .putStrings("tokenizer.ggml.tokens", tokens().subList(0, tokens))
        .putIntegers("tokenizer.ggml.token_type", types().subList(0, tokens))
        .putStrings("tokenizer.ggml.merges", List.of());
    matrix(writer, "token_embd.weight", type, width, VOCABULARY, 1f, random);
    for (int i = 0; i < 2; i++) {
      String p = "blk." + i + ".";
      ones(writer, p + "attn_norm.weight", width);
      matrix(writer, p + "attn_q.weight", type, width, queryWidth, 0.3f, random);
      matrix(writer, p + "attn_k.weight", type, width, kvWidth, 0.3f, random);
      matrix(writer, p + "attn_v.weight", type, width, kvWidth, 0.3f, random);
      matrix(writer, p + "attn_output.weight", type, queryWidth, width, 0.3f, random);
      ones(writer, p + "ffn_norm.weight", width);
      matrix(writer, p + "ffn_gate.weight", type, width, feedForward, 0.3f, random);
      matrix(writer, p + "ffn_up.weight", type, width, feedForward, 0.3f, random);
      matrix(writer, p + "ffn_down.weight", type, feedForward, width, 0.3f, random);
    }
    ones(writer, "output_norm.weight", width);
    if (!tied) {
      matrix(writer, "output.weight", type, width, VOCABULARY, 1f, random);
    }
    return writer;
  }

  private static void put(GgufWriter writer, String key, Object value) {
    switch (value) {
      case String text -> writer.put(key, text);
      case Integer number -> writer.put(key, number);
      case Float number -> writer.put(key, number);
      default -> throw new IllegalArgumentException(key);
    }
  }

  private static void matrix(
      GgufWriter w, String name, TensorType type, long columns, long rows, float size, Random r) {
    var values = new float[(int) (columns * rows)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) r.nextGaussian() * size;
    }
    w.tensor(name, type, List.of(columns, rows), values);
  }

  private static void ones(GgufWriter w, String name, long n) {
    var values = new float[(int) n];
    Arrays.fill(values, 1f);
    w.tensor(name, TensorType.F32, List.of(n), values);
  }

  /** GPT-2's byte alphabet, then four control tokens. */
  private static List<String> tokens() {
    var tokens = new ArrayList<String>();
    int extra = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b != 0xad);
      tokens.add(Character.toString(printable ? b : extra++));
    }
    tokens.addAll(List.of("<|end|>", "<|region|>", "<|before|>", "<|after|>"));
    return tokens;
  }

  private static List<Integer> types() {
    var types = new ArrayList<Integer>();
    for (int i = 0; i < VOCABULARY; i++) {
      types.add(i < 256 ? 1 : 3);
    }
    return types;
  }
}
