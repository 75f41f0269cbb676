package dev.brisk.engine;

import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.model.ModelConfig;
import java.util.List;

/**
 * What a pass has to read and to compute, by the file: of experts, those that one row uses. What an
 * engine adds (scales unpacked, activations, norms) is not counted.
 *
 * @param blockBytes bytes of weights that every pass reads, those of the output matrix left out
 * @param outputBytes bytes of the output matrix
 * @param blockOperations multiplications and additions of one row, attention left out
 * @param outputOperations those of one row of logits
 * @param kvBytes bytes of keys and values of one position
 */
public record ModelCost(
    double blockBytes,
    double outputBytes,
    double blockOperations,
    double outputOperations,
    long kvBytes) {

  static ModelCost of(List<Tensor> tensors, ModelConfig config, KvType kvType) {
    boolean tied = tensors.stream().noneMatch(t -> t.name().equals("output.weight"));
    String output = tied ? "token_embd.weight" : "output.weight";
    double blockBytes = 0;
    double outputBytes = 0;
    double blockOperations = 0;
    double outputOperations = 0;
    for (Tensor tensor : tensors) {
      double bytes = tensor.data().byteSize();
      // Vectors are added, or multiplied with once a row, and count for nothing.
      double operations = tensor.rows() > 1 ? 2.0 * tensor.elements() : 0;
      if (tensor.name().equals(output)) {
        outputBytes += bytes;
        outputOperations += operations;
      } else if (tensor.name().startsWith("blk.")) {
        double share =
            tensor.name().contains("_exps.") ? (double) config.expertsUsed() / config.experts() : 1;
        blockBytes += share * bytes;
        blockOperations += share * operations;
      }
    }
    long kv = config.kvShape(kvType).positionBytes();
    return new ModelCost(blockBytes, outputBytes, blockOperations, outputOperations, kv);
  }

  /** Bytes that a pass reads whose rows attend to {@code positions} positions. */
  public double bytes(int positions) {
    return blockBytes + outputBytes + (double) positions * kvBytes;
  }

  /** Operations of a pass with so many rows, and of these, so many with logits. */
  public double operations(int rows, int logits) {
    return rows * blockOperations + logits * outputOperations;
  }
}
