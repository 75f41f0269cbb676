import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Writes a model with random weights in F16, of the shape of one that people use: speed does not depend on what
 * weights say. Usage:
 *
 * <pre>
 * RandomModel SHAPE FILE.gguf     SHAPE is qwen2-0.5b, llama-26m, llama-7m or chat-7m
 *                                 (llama-7m with a chat template)
 * </pre>
 */
public final class RandomModel {
  /** A shape: {@code kvHeads} and {@code heads} of {@code headSize}, output tied to the embedding. */
  private record Shape(
      String architecture,
      int layers,
      int width,
      int heads,
      int kvHeads,
      int feedForward,
      int vocabulary,
      int context,
      float ropeBase,
      boolean biases) {
    int headSize() {
      return width / heads;
    }
  }

  private final Shape shape;
  private final GgufWriter out = new GgufWriter();
  private final Random random = new Random(1);

  private RandomModel(Shape shape) {
    this.shape = shape;
  }

  public static void main(String[] args) {
    Shape shape =
        switch (args[0]) {
          case "qwen2-0.5b" -> new Shape("qwen2", 24, 896, 14, 2, 4864, 151_936, 32_768, 1e6f, true);
          case "llama-26m" -> new Shape("llama", 6, 512, 8, 2, 1408, 16_384, 8192, 1e4f, false);
          case "llama-7m", "chat-7m" -> new Shape("llama", 7, 256, 8, 2, 768, 8192, 8192, 1e4f, false);
          default -> throw new IllegalArgumentException("no shape " + args[0]);
        };
    new RandomModel(shape).write(args[0], Path.of(args[1]));
  }

  private void write(String name, Path file) {
    String a = shape.architecture + ".";
    out.put("general.architecture", shape.architecture)
        .put("general.name", "random " + name)
        .put(a + "block_count", shape.layers)
        .put(a + "context_length", shape.context)
        .put(a + "embedding_length", shape.width)
        .put(a + "feed_forward_length", shape.feedForward)
        .put(a + "attention.head_count", shape.heads)
        .put(a + "attention.head_count_kv", shape.kvHeads)
        .put(a + "attention.layer_norm_rms_epsilon", 1e-6f)
        .put(a + "rope.dimension_count", shape.headSize())
        .put(a + "rope.freq_base", shape.ropeBase);
    vocabulary();
    if (name.startsWith("chat")) {
      out.put(
          "tokenizer.chat_template",
          "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
              + "{{ '<|im_start|>assistant\n' }}");
    }
    int kvWidth = shape.kvHeads * shape.headSize();
    matrix("token_embd", shape.width, shape.vocabulary);
    for (int i = 0; i < shape.layers; i++) {
      String p = "blk." + i + ".";
      vector(p + "attn_norm.weight", shape.width, 1);
      matrix(p + "attn_q", shape.width, shape.width);
      matrix(p + "attn_k", shape.width, kvWidth);
      matrix(p + "attn_v", shape.width, kvWidth);
      if (shape.biases) {
        vector(p + "attn_q.bias", shape.width, 0);
        vector(p + "attn_k.bias", kvWidth, 0);
        vector(p + "attn_v.bias", kvWidth, 0);
      }
      matrix(p + "attn_output", shape.width, shape.width);
      vector(p + "ffn_norm.weight", shape.width, 1);
      matrix(p + "ffn_gate", shape.width, shape.feedForward);
      matrix(p + "ffn_up", shape.width, shape.feedForward);
      matrix(p + "ffn_down", shape.feedForward, shape.width);
    }
    vector("output_norm.weight", shape.width, 1);
    out.write(file);
  }

  /** GPT-2's byte alphabet, marks that end texts, fill in and end messages, and tokens that nothing is split into. */
  private void vocabulary() {
    List<String> tokens = new ArrayList<>();
    int extra = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b != 0xad);
      tokens.add(Character.toString(printable ? b : extra++));
    }
    tokens.add("<|end|>");
    tokens.addAll(List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"));
    tokens.addAll(List.of("<|im_start|>", "<|im_end|>"));
    while (tokens.size() < shape.vocabulary) {
      tokens.add("unused" + tokens.size());
    }
    var types = new Integer[shape.vocabulary];
    Arrays.fill(types, 1);
    Arrays.fill(types, 256, 262, 3);
    out.put("tokenizer.ggml.model", "gpt2")
        .put("tokenizer.ggml.pre", shape.architecture.equals("qwen2") ? "qwen2" : "gpt-2")
        .putStrings("tokenizer.ggml.tokens", tokens)
        .putIntegers("tokenizer.ggml.token_type", List.of(types))
        .putStrings("tokenizer.ggml.merges", List.of("e r", "i n"))
        .put("tokenizer.ggml.eos_token_id", 256)
        .put("tokenizer.ggml.fim_pre_token_id", 257)
        .put("tokenizer.ggml.fim_suf_token_id", 258)
        .put("tokenizer.ggml.fim_mid_token_id", 259);
  }

  private void matrix(String name, long columns, long rows) {
    MemorySegment data = Arena.ofAuto().allocate(2 * columns * rows, 64);
    double size = 1 / Math.sqrt(columns);
    for (long i = 0; i < columns * rows; i++) {
      short half = Float.floatToFloat16((float) ((random.nextFloat() - 0.5) * 3.4 * size));
      data.setAtIndex(ValueLayout.JAVA_SHORT, i, half);
    }
    out.tensor(name + ".weight", TensorType.F16, List.of(columns, rows), data);
  }

  private void vector(String name, long length, float value) {
    var values = new float[(int) length];
    Arrays.fill(values, value);
    out.tensor(name, TensorType.F32, List.of(length), values);
  }
}
