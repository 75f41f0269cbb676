package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.kernel.Panels;
import dev.brisk.engine.kernel.RowReader;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes weights out of a file, each checked against the shape that the metadata promises. Names are
 * without {@code .weight} and {@code .bias}; matrices are {@code columns} numbers in, {@code rows}
 * numbers out.
 */
final class Weights {
  private final GgufFile file;
  private final ModelConfig config;
  private final int panelWidth;
  private final Arena arena;
  private final Set<String> taken = new HashSet<>();

  Weights(GgufFile file, ModelConfig config, int panelWidth, Arena arena) {
    this.file = file;
    this.config = config;
    this.panelWidth = panelWidth;
    this.arena = arena;
  }

  ModelConfig config() {
    return config;
  }

  boolean has(String name) {
    return file.tensor(name + ".weight").isPresent();
  }

  /** A table whose rows are read one by one. */
  RowReader table(String name, int columns, int rows) {
    return new RowReader(tensor(name + ".weight", columns, rows));
  }

  Linear linear(String name, int columns, int rows) {
    return new Linear(matrix(name, columns, rows), null);
  }

  Linear biased(String name, int columns, int rows) {
    return new Linear(matrix(name, columns, rows), vector(name + ".bias", rows));
  }

  /** One matrix an expert, stored one after the other in one tensor. */
  List<Panels> experts(String name, int columns, int rows) {
    Tensor all = tensor(name + ".weight", columns, Math.multiplyExact(rows, config.experts()));
    var out = new ArrayList<Panels>();
    for (int e = 0; e < config.experts(); e++) {
      out.add(Panels.pack(all, file::copyRows, e * rows, rows, panelWidth, arena));
    }
    return List.copyOf(out);
  }

  Norm rmsNorm(String name) {
    return rmsNorm(name, config.width());
  }

  private Norm rmsNorm(String name, int length) {
    return new Norm(vector(name + ".weight", length), null, config.normEpsilon());
  }

  Norm layerNorm(String name) {
    float[] weight = vector(name + ".weight", config.width());
    return new Norm(weight, vector(name + ".bias", config.width()), config.normEpsilon());
  }

  /** Attention without biases. */
  Layer.Heads heads(String prefix) {
    return heads(prefix, null, null);
  }

  /** The same with norms of query and key heads. */
  Layer.Heads normedHeads(String prefix) {
    return heads(
        prefix,
        rmsNorm(prefix + "attn_q_norm", config.headSize()),
        rmsNorm(prefix + "attn_k_norm", config.headSize()));
  }

  /**
   * The same with biases of queries, keys and values.
   *
   * @param output what joins the heads again
   */
  Layer.Heads biasedHeads(String prefix, Linear output) {
    return new Layer.Heads(
        biased(prefix + "attn_q", config.width(), config.queryWidth()),
        biased(prefix + "attn_k", config.width(), config.kvWidth()),
        biased(prefix + "attn_v", config.width(), config.kvWidth()),
        output,
        null,
        null);
  }

  private Layer.Heads heads(String prefix, @Nullable Norm queryNorm, @Nullable Norm keyNorm) {
    return new Layer.Heads(
        linear(prefix + "attn_q", config.width(), config.queryWidth()),
        linear(prefix + "attn_k", config.width(), config.kvWidth()),
        linear(prefix + "attn_v", config.width(), config.kvWidth()),
        linear(prefix + "attn_output", config.queryWidth(), config.width()),
        queryNorm,
        keyNorm);
  }

  GatedFeedForward gated(String prefix) {
    return new GatedFeedForward(
        linear(prefix + "ffn_gate", config.width(), config.feedForward()),
        linear(prefix + "ffn_up", config.width(), config.feedForward()),
        linear(prefix + "ffn_down", config.feedForward(), config.width()));
  }

  /** The factors of rotary frequencies that Llama 3 files bring, or null. */
  float @Nullable [] ropeFactors() {
    int length = config.rope().dimensions() / 2;
    return has("rope_freqs") ? vector("rope_freqs.weight", length) : null;
  }

  private Tensor tensor(String name, int columns, int rows) {
    Tensor tensor = file.requireTensor(name);
    if (tensor.columns() != columns || tensor.rows() != rows) {
      throw new ModelFormatException(
          "%s: tensor '%s' is %s where the metadata asks for %dx%d; get the file again or convert the model again."
              .formatted(file.name(), name, tensor.shapeText(), columns, rows));
    }
    taken.add(name);
    return tensor;
  }

  private Panels matrix(String name, int columns, int rows) {
    Tensor tensor = tensor(name + ".weight", columns, rows);
    return Panels.pack(tensor, file::copyRows, 0, rows, panelWidth, arena);
  }

  private float[] vector(String name, int length) {
    var out = new float[length];
    new RowReader(tensor(name, length, 1)).read(0, out, 0);
    return out;
  }

  /** A part of the model that was not asked for would be left out of the arithmetic in silence. */
  void refuseOthers() {
    for (Tensor tensor : file.tensors()) {
      if (!taken.contains(tensor.name())) {
        throw new ModelFormatException(
            "%s has the tensor '%s', which this engine does not know the use of; choose another model."
                .formatted(file.name(), tensor.name()));
      }
    }
  }
}
