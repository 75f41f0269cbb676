package dev.brisk.engine.kernel;

import org.jspecify.annotations.Nullable;

/** One member of a {@link WorkerTeam}: its place, its kernels, and its share of the work. */
public final class Worker {
  private final @Nullable WorkerTeam team;
  private final int index;
  private final int count;
  private final Kernels kernels;

  volatile boolean parked;
  volatile int done;

  /**
   * @param team the team to meet at barriers, or null if this worker computes alone
   */
  Worker(@Nullable WorkerTeam team, int index, int count, Kernels kernels) {
    this.team = team;
    this.index = index;
    this.count = count;
    this.kernels = kernels;
  }

  public int index() {
    return index;
  }

  public Kernels kernels() {
    return kernels;
  }

  /** The first of this worker's share of {@code n} equal units; the share ends at {@link #end}. */
  public int begin(int n) {
    return (int) ((long) n * index / count);
  }

  /** The end (exclusive) of this worker's share of {@code n} equal units. */
  public int end(int n) {
    return (int) ((long) n * (index + 1) / count);
  }

  /**
   * Waits until all workers of the step have come here; what they wrote before is seen by all
   * after.
   */
  public void barrier() {
    if (team != null) {
      team.barrier();
    }
  }
}
