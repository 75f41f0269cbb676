package dev.brisk.engine.model;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import dev.brisk.engine.kernel.Worker;
import dev.brisk.engine.kernel.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code llama} family: norm, attention with rotary positions and grouped queries, norm, SwiGLU
 * feed-forward. Layout of tensors as in llama.cpp's GGUF files.
 */
public final class Llama implements LanguageModel {
  private record Layer(
      float[] attentionNorm,
      Panels query,
      Panels key,
      Panels value,
      Panels attentionOutput,
      float[] feedForwardNorm,
      Panels gate,
      Panels up,
      Panels down) {}

  private final ModelConfig config;
  private final Embedding embedding;
  private final List<Layer> layers = new ArrayList<>();
  private final float[] outputNorm;
  private final Panels output;
  private final Rope rope;
  private final Attention attention;

  /**
   * @param vocabulary tokens of the tokenizer
   * @param panelWidth rows a panel that the kernels want
   * @param arena owns the packed weights
   */
  public Llama(GgufFile file, ModelConfig config, int vocabulary, int panelWidth, Arena arena) {
    this.config = config;
    var weights = new Weights(file, panelWidth, arena);
    int width = config.width();
    embedding = new Embedding(weights.tensor("token_embd.weight", width, vocabulary));
    for (int i = 0; i < config.layers(); i++) {
      String p = "blk." + i + ".";
      layers.add(
          new Layer(
              weights.vector(p + "attn_norm.weight", width),
              weights.matrix(p + "attn_q.weight", width, config.queryWidth()),
              weights.matrix(p + "attn_k.weight", width, config.kvWidth()),
              weights.matrix(p + "attn_v.weight", width, config.kvWidth()),
              weights.matrix(p + "attn_output.weight", config.queryWidth(), width),
              weights.vector(p + "ffn_norm.weight", width),
              weights.matrix(p + "ffn_gate.weight", width, config.feedForward()),
              weights.matrix(p + "ffn_up.weight", width, config.feedForward()),
              weights.matrix(p + "ffn_down.weight", config.feedForward(), width)));
    }
    outputNorm = weights.vector("output_norm.weight", width);
    boolean tied = file.tensor("output.weight").isEmpty();
    output = weights.matrix(tied ? "token_embd.weight" : "output.weight", width, vocabulary);
    rope =
        new Rope(config, weights.optionalVector("rope_freqs.weight", config.ropeDimensions() / 2));
    weights.refuseOthers();
    attention = new Attention(config);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public int vocabulary() {
    return output.rows();
  }

  @Override
  public long weightsPerRow() {
    long each = config.feedForward() * 3L + 2L * config.queryWidth() + 2L * config.kvWidth();
    return each * config.width() * config.layers();
  }

  @Override
  public Activations activations(WorkerTeam team) {
    Kernels kernels = team.kernels();
    return new Activations(
        config, output.rows(), kernels.panelWidth(), kernels.rowTile(), team.size());
  }

  @Override
  public void forward(Batch batch, Activations a, Worker worker) {
    for (int row = worker.begin(batch.rows()); row < worker.end(batch.rows()); row++) {
      embedding.read(batch.token(row), a.x, row * a.width);
      rope.table(batch.position(row), a.ropeTable, row * rope.tableSize());
    }
    for (int i = 0; i < layers.size(); i++) {
      attentionBlock(i, batch, a, worker);
      feedForwardBlock(layers.get(i), batch.rows(), a, worker);
    }
    logits(batch, a, worker);
  }

  private void attentionBlock(int index, Batch batch, Activations a, Worker worker) {
    Layer layer = layers.get(index);
    int rows = batch.rows();
    norm(layer.attentionNorm, rows, a, worker);
    worker.barrier();
    // Shared out as if they were one matrix: the key and value parts alone would not divide.
    int afterQuery = layer.query.count();
    int afterKey = afterQuery + layer.key.count();
    int total = afterKey + layer.value.count();
    int from = worker.begin(total);
    int to = worker.end(total);
    part(layer.query, from, to, a, rows, a.query, a.queryStride, worker);
    part(layer.key, from - afterQuery, to - afterQuery, a, rows, a.key, a.kvStride, worker);
    part(layer.value, from - afterKey, to - afterKey, a, rows, a.value, a.kvStride, worker);
    worker.barrier();
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      rotate(a.query, row * a.queryStride, config.heads(), a, row);
      rotate(a.key, row * a.kvStride, config.kvHeads(), a, row);
    }
    attention.store(batch, a, index, worker);
    worker.barrier();
    attention.attend(batch, a, index, worker);
    worker.barrier();
    project(layer.attentionOutput, a.attention, a.queryStride, rows, a, worker);
  }

  /** The product of those of a matrix's panels that lie between {@code from} and {@code to}. */
  private static void part(
      Panels w, int from, int to, Activations a, int rows, float[] y, int yStride, Worker worker) {
    int begin = Math.clamp(from, 0, w.count());
    int end = Math.clamp(to, 0, w.count());
    worker.kernels().multiply(w, begin, end, a.normed, a.width, rows, y, yStride);
  }

  private void rotate(float[] x, int offset, int heads, Activations a, int row) {
    for (int h = 0; h < heads; h++) {
      rope.rotate(x, offset + h * config.headSize(), a.ropeTable, row * rope.tableSize());
    }
  }

  private void feedForwardBlock(Layer layer, int rows, Activations a, Worker worker) {
    norm(layer.feedForwardNorm, rows, a, worker);
    worker.barrier();
    // Gate and up have the same shape, so a worker's shares cover the same numbers and it can
    // join them without waiting for the others.
    int from = worker.begin(layer.gate.count());
    int to = worker.end(layer.gate.count());
    Kernels kernels = worker.kernels();
    kernels.multiply(layer.gate, from, to, a.normed, a.width, rows, a.gate, a.feedForwardStride);
    kernels.multiply(layer.up, from, to, a.normed, a.width, rows, a.up, a.feedForwardStride);
    int first = from * layer.gate.width();
    int n = (to - from) * layer.gate.width();
    for (int row = 0; row < rows; row++) {
      int at = row * a.feedForwardStride + first;
      kernels.swiGlu(a.gate, at, a.up, at, n);
    }
    worker.barrier();
    project(layer.down, a.gate, a.feedForwardStride, rows, a, worker);
  }

  /** Normalizes this worker's share of the rows from {@code x} to {@code normed}. */
  private void norm(float[] weight, int rows, Activations a, Worker worker) {
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      int at = row * a.width;
      worker.kernels().rmsNorm(a.x, at, weight, a.width, config.normEpsilon(), a.normed, at);
    }
  }

  /** Adds a product to the residual stream {@code x}; all is there after it. */
  private void project(Panels w, float[] in, int stride, int rows, Activations a, Worker worker) {
    int from = worker.begin(w.count());
    int to = worker.end(w.count());
    worker.kernels().multiply(w, from, to, in, stride, rows, a.projected, a.widthStride);
    int first = from * w.width();
    int n = Math.min(to * w.width(), a.width) - first;
    for (int row = 0; row < rows; row++) {
      worker.kernels().add(a.x, row * a.width + first, a.projected, row * a.widthStride + first, n);
    }
    worker.barrier();
  }

  private void logits(Batch batch, Activations a, Worker worker) {
    if (batch.logits() == 0) {
      return;
    }
    for (int i = worker.begin(batch.logits()); i < worker.end(batch.logits()); i++) {
      int from = batch.logitRow(i) * a.width;
      int to = i * a.width;
      worker.kernels().rmsNorm(a.x, from, outputNorm, a.width, config.normEpsilon(), a.last, to);
    }
    worker.barrier();
    int from = worker.begin(output.count());
    int to = worker.end(output.count());
    worker
        .kernels()
        .multiply(output, from, to, a.last, a.width, batch.logits(), a.logits, a.vocabularyStride);
  }
}
