package dev.brisk.engine.model;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.RowReader;
import dev.brisk.engine.kernel.Worker;
import dev.brisk.engine.kernel.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that generates (decoder only): embedding, blocks, norm, output. What the blocks are
 * made of is up to the {@link Family}. Layout of tensors as in llama.cpp's GGUF files.
 */
final class Decoder implements LanguageModel {
  private final ModelConfig config;
  private final RowReader embedding;
  private final List<Layer> layers = new ArrayList<>();
  private final Norm outputNorm;
  private final Linear output;
  private final Rope rope;
  private final Attention attention;

  /**
   * @param vocabulary tokens of the tokenizer
   * @param panelWidth rows a panel that the kernels want
   * @param arena owns the packed weights
   */
  Decoder(
      Family family,
      GgufFile file,
      ModelConfig config,
      int vocabulary,
      int panelWidth,
      Arena arena) {
    this.config = config;
    var weights = new Weights(file, config, panelWidth, arena);
    embedding = weights.table("token_embd", config.width(), vocabulary);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(family.layer(weights, "blk." + i + "."));
    }
    outputNorm = family.outputNorm(weights);
    String own = weights.has("output") ? "output" : "token_embd";
    output = weights.linear(own, config.width(), vocabulary);
    rope = new Rope(config.rope(), weights.ropeFactors());
    weights.refuseOthers();
    attention = new Attention(config);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public int vocabulary() {
    return output.weight().rows();
  }

  @Override
  public long weightsPerRow() {
    long sum = 0;
    for (Layer layer : layers) {
      sum += layer.heads().weights() + layer.feedForward().weightsPerRow();
    }
    return sum;
  }

  @Override
  public Activations activations(WorkerTeam team) {
    Kernels kernels = team.kernels();
    return new Activations(
        config, embedding, vocabulary(), kernels.panelWidth(), kernels.rowTile(), team.size());
  }

  @Override
  public void forward(Batch batch, Activations a, Worker worker) {
    for (int row = worker.begin(batch.rows()); row < worker.end(batch.rows()); row++) {
      a.embedding[worker.index()].read(batch.token(row), a.x, row * a.width);
      scale(a.x, row * a.width, a.width, config.scales().embedding());
      rope.table(batch.position(row), a.ropeTable, row * rope.tableSize());
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      norm(layer.attentionNorm(), batch.rows(), a, worker);
      attend(i, layer.heads(), batch, a, worker);
      norm(layer.feedForwardNorm(), batch.rows(), a, worker);
      layer.feedForward().add(batch.rows(), a, worker);
    }
    logits(batch, a, worker);
  }

  private static void scale(float[] x, int offset, int n, float factor) {
    if (factor != 1) {
      for (int i = offset; i < offset + n; i++) {
        x[i] *= factor;
      }
    }
  }

  /** Normalizes all rows from {@code x} to {@code normed}. */
  private static void norm(Norm norm, int rows, Activations a, Worker worker) {
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      norm.apply(worker.kernels(), a.x, row * a.width, a.normed, row * a.width);
    }
    worker.barrier();
  }

  private void attend(int index, Layer.Heads heads, Batch batch, Activations a, Worker worker) {
    int rows = batch.rows();
    // Shared out as if they were one matrix: the key and value parts alone would not divide.
    int afterQuery = heads.query().count();
    int afterKey = afterQuery + heads.key().count();
    int total = afterKey + heads.value().count();
    int from = worker.begin(total);
    int to = worker.end(total);
    part(heads.query(), from, to, a, rows, a.query, a.queryStride, worker);
    part(heads.key(), from - afterQuery, to - afterQuery, a, rows, a.key, a.kvStride, worker);
    part(heads.value(), from - afterKey, to - afterKey, a, rows, a.value, a.kvStride, worker);
    worker.barrier();
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      int table = row * rope.tableSize();
      int query = row * a.queryStride;
      place(heads.queryNorm(), a.query, query, config.heads(), a.ropeTable, table, worker);
      int key = row * a.kvStride;
      place(heads.keyNorm(), a.key, key, config.kvHeads(), a.ropeTable, table, worker);
    }
    attention.store(batch, a, index, worker);
    worker.barrier();
    attention.attend(batch, a, index, worker);
    worker.barrier();
    a.project(heads.output(), a.attention, a.queryStride, rows, worker);
  }

  /** The product of those of a matrix's panels that lie between {@code from} and {@code to}. */
  private static void part(
      Linear w, int from, int to, Activations a, int rows, float[] y, int yStride, Worker worker) {
    int begin = Math.clamp(from, 0, w.count());
    int end = Math.clamp(to, 0, w.count());
    w.multiply(worker.kernels(), begin, end, a.normed, a.width, rows, y, yStride);
  }

  /** Normalizes heads, if the model does, and rotates their position in. */
  private void place(
      @Nullable Norm norm,
      float[] x,
      int offset,
      int heads,
      float[] table,
      int tableOffset,
      Worker worker) {
    for (int at = offset; at < offset + heads * config.headSize(); at += config.headSize()) {
      if (norm != null) {
        norm.apply(worker.kernels(), x, at, x, at);
      }
      rope.rotate(x, at, table, tableOffset);
    }
  }

  private void logits(Batch batch, Activations a, Worker worker) {
    int rows = batch.logits();
    if (rows == 0) {
      return;
    }
    for (int i = worker.begin(rows); i < worker.end(rows); i++) {
      int from = batch.logitRow(i) * a.width;
      outputNorm.apply(worker.kernels(), a.x, from, a.last, i * a.width);
    }
    worker.barrier();
    int from = worker.begin(output.count());
    int to = worker.end(output.count());
    output.multiply(
        worker.kernels(), from, to, a.last, a.width, rows, a.logits, a.vocabularyStride);
    int width = output.weight().width();
    for (int i = 0; i < rows; i++) {
      int at = i * a.vocabularyStride + from * width;
      scale(a.logits, at, (to - from) * width, config.scales().logits());
    }
  }
}
