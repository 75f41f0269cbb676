package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Worker;
import dev.brisk.engine.kernel.WorkerTeam;

/** A family of models, with the weights of one of them ready for one kind of kernels. */
public interface LanguageModel {
  ModelConfig config();

  /** Rows of the output matrix: the length of logits. */
  int vocabulary();

  /** Weights that every row is multiplied with, those of the output matrix left out. */
  long weightsPerRow();

  /** Buffers for passes by this team. */
  Activations activations(WorkerTeam team);

  /**
   * One worker's part of a forward pass; all workers of a step call it with the same arguments.
   * Afterwards the caches hold keys and values of all rows and the activations hold the logits that
   * were wanted.
   */
  void forward(Batch batch, Activations activations, Worker worker);
}
