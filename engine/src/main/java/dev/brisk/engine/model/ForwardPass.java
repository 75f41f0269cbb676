package dev.brisk.engine.model;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;
import dev.brisk.engine.kernel.WorkerTeam;
import java.util.function.Supplier;

/**
 * Runs batches through a model with a team and buffers of its own. Used by one thread; what it
 * returns is valid until the next run.
 */
public final class ForwardPass implements AutoCloseable {
  private final LanguageModel model;
  private final WorkerTeam team;
  private final Activations activations;
  private final TeamChoice choice = new TeamChoice();
  private final WorkerTeam.Task task = this::forward;
  private Batch batch = new Batch();

  /**
   * @param model with weights packed for these kernels
   * @param threads threads that compute, the calling one included
   */
  public ForwardPass(LanguageModel model, int threads, KernelChoice kernels) {
    this(model, threads, () -> KernelSelection.create(kernels));
  }

  /** The same with kernels that are not of {@link KernelSelection}. */
  public ForwardPass(LanguageModel model, int threads, Supplier<Kernels> kernels) {
    this.model = model;
    team = new WorkerTeam(threads, kernels);
    activations = model.activations(team);
  }

  /** Computes keys and values of all rows, and the logits that the batch wants. */
  public void run(Batch next) {
    batch = next;
    activations.prepare(batch);
    long outputWeights = (long) model.vocabulary() * model.config().width();
    long attention = 2L * model.config().queryWidth() * model.config().layers();
    long work =
        model.weightsPerRow() * batch.rows()
            + outputWeights * batch.logits()
            + attention * batch.attended();
    long start = System.nanoTime();
    boolean byTeam = team.size() > 1 && choice.team(batch.rows(), work, start);
    if (byTeam) {
      team.run(task);
    } else {
      team.runAlone(task);
    }
    choice.learn(batch.rows(), work, byTeam, System.nanoTime() - start);
  }

  private void forward(Worker worker) {
    model.forward(batch, activations, worker);
  }

  /** The array that holds the logits of the last run. */
  public float[] logits() {
    return activations.logits();
  }

  /** Where the {@code i}-th logits of the last run start in {@link #logits()}. */
  public int logitsOffset(int i) {
    return activations.logitsOffset(i);
  }

  /** Numbers in one row of logits. */
  public int vocabulary() {
    return model.vocabulary();
  }

  /** Kernels for the calling thread. */
  public Kernels kernels() {
    return team.kernels();
  }

  @Override
  public void close() {
    team.close();
  }
}
