package dev.brisk.distill.train;

import dev.brisk.distill.train.Parameters.Weight;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the weights that {@code brisk distill export} wrote into a model file. */
final class GgufWeights {
  private final GgufFile file;
  private final Parameters weights;

  private GgufWeights(GgufFile file, Parameters weights) {
    this.file = file;
    this.weights = weights;
  }

  /**
   * Fills {@code weights}.
   *
   * @throws IOException if the file is of another configuration or vocabulary
   */
  static void fill(Path path, Parameters weights, Shape shape) throws IOException {
    try (var file = GgufFile.open(path)) {
      var metadata = file.metadata();
      if (metadata.requireInteger("llama.embedding_length") != shape.width()
          || metadata.requireInteger("llama.block_count") != shape.layers()
          || metadata.requireInteger("llama.attention.head_count_kv") != shape.kvHeads()
          || metadata.requireInteger("llama.feed_forward_length") != shape.feedForward()
          || metadata.requireInteger("llama.vocab_size") != shape.vocabulary()) {
        throw new IOException(
            ("%s has other sizes than the configuration %s with %d tokens; name its configuration,"
                    + " and take its vocabulary with brisk distill tokenizer --from.")
                .formatted(path, shape.name(), shape.vocabulary()));
      }
      new GgufWeights(file, weights).fill(shape);
    } catch (ModelFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void fill(Shape shape) throws IOException {
    var layout = weights.layout();
    var width = shape.width();
    var kv = shape.kvWidth();
    put("token_embd.weight", layout.embedding(), 0);
    put("output_norm.weight", layout.norm(), 0);
    for (var i = 0; i < shape.layers(); i++) {
      var layer = layout.layers().get(i);
      var prefix = "blk." + i + ".";
      put(prefix + "attn_q.weight", layer.qkv(), 0);
      put(prefix + "attn_k.weight", layer.qkv(), width);
      put(prefix + "attn_v.weight", layer.qkv(), width + kv);
      put(prefix + "attn_output.weight", layer.output(), 0);
      put(prefix + "ffn_gate.weight", layer.gateUp(), 0);
      put(prefix + "ffn_up.weight", layer.gateUp(), shape.feedForward());
      put(prefix + "ffn_down.weight", layer.down(), 0);
    }
  }

  /** Puts a tensor's rows into those of {@code weight} from {@code row} on. */
  private void put(String name, Weight weight, int row) throws IOException {
    var tensor = file.requireTensor(name);
    var values = new float[Math.toIntExact(tensor.elements())];
    for (var i = 0; i < values.length; i++) {
      values[i] = value(tensor, i);
    }
    weights.values().put(values, weight.offset() + row * weight.columns());
  }

  private float value(Tensor tensor, long i) throws IOException {
    var data = tensor.data();
    return switch (tensor.type()) {
      case F32 -> data.get(LittleEndian.FLOAT, 4 * i);
      case F16 -> Float.float16ToFloat(data.get(LittleEndian.SHORT, 2 * i));
      case Q8_0 -> {
        var elements = TensorType.Q8_0.blockElements();
        var block = i / elements * TensorType.Q8_0.blockBytes();
        var scale = Float.float16ToFloat(data.get(LittleEndian.SHORT, block));
        yield scale * data.get(LittleEndian.BYTE, block + 2 + i % elements);
      }
      default ->
          throw new IOException(
              "%s is in %s; a training starts from F32, F16 or Q8_0."
                  .formatted(file.name(), tensor.type()));
    };
  }
}
