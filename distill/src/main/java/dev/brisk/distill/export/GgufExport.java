package dev.brisk.distill.export;

import dev.brisk.distill.train.Shape;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.Metadata;
import dev.brisk.engine.gguf.TensorType;
import dev.brisk.engine.gguf.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network as a model file of GGUF's architecture {@code llama}: tied embedding, norms within the
 * layers without gain (ones in the file), neighbouring pairs in the rotary positions.
 */
public final class GgufExport {
  private GgufExport() {}

  /**
   * Writes {@code target}, whole or not at all.
   *
   * @param type of the matrices: F32, F16 or Q8_0
   * @param keys more metadata: texts, and numbers as {@link Float}
   */
  public static void write(
      TrainedNetwork network,
      Path vocabulary,
      TensorType type,
      String name,
      Map<String, Object> keys,
      Path target)
      throws IOException {
    var shape = network.shape();
    var writer = new GgufWriter();
    metadata(writer, shape, name);
    keys.forEach(
        (key, value) -> {
          if (value instanceof Float number) {
            writer.put(key, number);
          } else {
            writer.put(key, value.toString());
          }
        });
    try (var file = GgufFile.open(vocabulary)) {
      var metadata = file.metadata();
      for (var key : metadata.keys()) {
        if (key.startsWith("tokenizer.")) {
          copy(metadata, key, writer);
        }
      }
    }
    tensors(writer, network, type);
    var unfinished = target.resolveSibling(target.getFileName() + ".part");
    writer.write(unfinished);
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Metadata from, String key, GgufWriter to) {
    var type = from.type(key).orElseThrow();
    if (type != ValueType.ARRAY) {
      to.put(key, type, from.value(key));
    } else if (key.endsWith("token_type")) {
      to.putIntegers(key, Arrays.stream(from.integers(key)).boxed().toList());
    } else {
      to.putStrings(key, from.strings(key));
    }
  }

  private static void metadata(GgufWriter writer, Shape shape, String name) {
    writer
        .put("general.architecture", "llama")
        .put("general.name", name)
        .put("general.license", "apache-2.0")
        .put("llama.context_length", shape.context())
        .put("llama.embedding_length", shape.width())
        .put("llama.block_count", shape.layers())
        .put("llama.feed_forward_length", shape.feedForward())
        .put("llama.attention.head_count", shape.heads())
        .put("llama.attention.head_count_kv", shape.kvHeads())
        .put("llama.attention.layer_norm_rms_epsilon", Shape.EPSILON)
        .put("llama.rope.freq_base", Shape.ROPE_BASE)
        .put("llama.rope.dimension_count", Shape.HEAD)
        .put("llama.vocab_size", shape.vocabulary());
  }

  private static void tensors(GgufWriter writer, TrainedNetwork network, TensorType type) {
    var shape = network.shape();
    var layout = network.layout();
    var width = shape.width();
    var ones = new float[width];
    Arrays.fill(ones, 1);
    matrix(
        writer,
        "token_embd.weight",
        type,
        width,
        network.rows(layout.embedding(), 0, shape.vocabulary()));
    vector(writer, "output_norm.weight", network.rows(layout.norm(), 0, 1));
    for (var i = 0; i < shape.layers(); i++) {
      var layer = layout.layers().get(i);
      var prefix = "blk." + i + ".";
      var kv = shape.kvWidth();
      vector(writer, prefix + "attn_norm.weight", ones);
      matrix(writer, prefix + "attn_q.weight", type, width, network.rows(layer.qkv(), 0, width));
      matrix(writer, prefix + "attn_k.weight", type, width, network.rows(layer.qkv(), width, kv));
      matrix(
          writer, prefix + "attn_v.weight", type, width, network.rows(layer.qkv(), width + kv, kv));
      matrix(
          writer,
          prefix + "attn_output.weight",
          type,
          width,
          network.rows(layer.output(), 0, width));
      vector(writer, prefix + "ffn_norm.weight", ones);
      var feed = shape.feedForward();
      matrix(
          writer, prefix + "ffn_gate.weight", type, width, network.rows(layer.gateUp(), 0, feed));
      matrix(
          writer, prefix + "ffn_up.weight", type, width, network.rows(layer.gateUp(), feed, feed));
      matrix(writer, prefix + "ffn_down.weight", type, feed, network.rows(layer.down(), 0, width));
    }
  }

  private static void matrix(
      GgufWriter writer, String name, TensorType type, int columns, float[] values) {
    writer.tensor(name, type, List.of((long) columns, (long) values.length / columns), values);
  }

  private static void vector(GgufWriter writer, String name, float[] values) {
    writer.tensor(name, TensorType.F32, List.of((long) values.length), values);
  }
}
