package dev.brisk.engine.kernel;

import dev.brisk.engine.KernelChoice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team of threads that compute one step together. The thread that calls {@link #run} is
 * worker 0; every worker runs the same task on its own share and meets the others at {@link
 * Worker#barrier barriers}.
 *
 * <p>Waiting workers spin, because the waits within a step are shorter than a wake-up, and park
 * after a while without work. One thread at a time may call {@link #run}.
 */
public final class WorkerTeam implements AutoCloseable {
  /** What a team computes: called once on each worker. */
  @FunctionalInterface
  public interface Task {
    void run(Worker worker);
  }

  /** Spins before a waiting worker gives its core up for a moment; a few microseconds. */
  private static final int SPINS_BEFORE_YIELD = 2_000;

  /** Spins between steps before a worker parks; some tens of microseconds. */
  private static final int SPINS_BEFORE_PARK = 20_000;

  private static final VarHandle ARRIVED;
  private static final VarHandle ROUND;

  static {
    try {
      var lookup = MethodHandles.lookup();
      ARRIVED = lookup.findVarHandle(WorkerTeam.class, "arrived", int.class);
      ROUND = lookup.findVarHandle(WorkerTeam.class, "round", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Worker[] workers;
  private final Worker alone;
  private final Thread[] threads;

  private volatile int steps;
  private volatile @Nullable Task task;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  @SuppressWarnings("unused") // through ARRIVED and ROUND
  private int arrived;

  @SuppressWarnings("unused")
  private int round;

  /**
   * @param size workers, at least 1; {@code size - 1} daemon threads are started
   */
  public WorkerTeam(int size, KernelChoice kernels) {
    this(size, () -> KernelSelection.create(kernels));
  }

  /**
   * @param kernels makes new kernels, for one thread
   */
  public WorkerTeam(int size, Supplier<Kernels> kernels) {
    workers = new Worker[size];
    for (int i = 0; i < size; i++) {
      workers[i] = new Worker(this, i, size, kernels.get());
    }
    alone = new Worker(null, 0, 1, workers[0].kernels());
    threads = new Thread[size];
    for (int i = 1; i < size; i++) {
      Worker worker = workers[i];
      threads[i] =
          Thread.ofPlatform().daemon().name("brisk-worker-" + i).start(() -> serve(worker));
    }
  }

  public Kernels kernels() {
    return workers[0].kernels();
  }

  public int size() {
    return workers.length;
  }

  /**
   * Runs a task on all workers and returns when all are done.
   *
   * @throws IllegalStateException with the cause if the task failed on any worker, or if the team
   *     is closed
   */
  public void run(Task next) {
    if (closed) {
      throw new IllegalStateException("the team is closed");
    }
    failure = null;
    task = next;
    int step = steps + 1;
    steps = step;
    for (int i = 1; i < threads.length; i++) {
      if (workers[i].parked) {
        LockSupport.unpark(threads[i]);
      }
    }
    perform(workers[0], next, step);
    Throwable cause = failure;
    if (cause != null) {
      // Workers that failed early have left barriers uneven: they are set right before the next
      // step.
      awaitIdle(step);
      ARRIVED.setVolatile(this, 0);
      throw new IllegalStateException("a step failed: " + cause, cause);
    }
  }

  /**
   * Runs a task on the calling thread. For little work this is faster than meeting the others at
   * barriers, and much faster when another process has one of the cores.
   */
  public void runAlone(Task next) {
    next.run(alone);
  }

  private void perform(Worker worker, Task current, int step) {
    try {
      current.run(worker);
      worker.barrier();
    } catch (Aborted e) {
      // Another worker failed and has said why.
    } catch (Throwable t) {
      failure = t;
    }
    worker.done = step;
  }

  private void awaitIdle(int step) {
    for (Worker worker : workers) {
      while (worker.done != step) {
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Worker worker) {
    int seen = 0;
    while (true) {
      int spins = 0;
      while (steps == seen && !closed) {
        if (++spins < SPINS_BEFORE_PARK) {
          Thread.onSpinWait();
        } else {
          worker.parked = true;
          if (steps == seen && !closed) {
            LockSupport.park(this);
          }
          worker.parked = false;
        }
      }
      if (closed) {
        return;
      }
      seen++;
      Task current = task;
      if (current != null) {
        perform(worker, current, seen);
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // A hint, for machines with more to do than cores.
  void barrier() {
    int size = workers.length;
    int current = (int) ROUND.getAcquire(this);
    if ((int) ARRIVED.getAndAdd(this, 1) == size - 1) {
      ARRIVED.setOpaque(this, 0);
      ROUND.setRelease(this, current + 1);
      return;
    }
    int spins = 0;
    while ((int) ROUND.getAcquire(this) == current) {
      if (failure != null) {
        throw new Aborted();
      }
      if (++spins < SPINS_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Stops the threads; a running step must have ended. */
  @Override
  public void close() {
    closed = true;
    for (int i = 1; i < threads.length; i++) {
      LockSupport.unpark(threads[i]);
    }
  }

  /** Leaves a barrier that cannot be completed. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted() {
      super(null, null, false, false);
    }
  }
}
