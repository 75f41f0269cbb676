package dev.brisk.engine;

import dev.brisk.engine.kernel.Probe;
import dev.brisk.engine.kernel.WorkerTeam;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What this machine can do at best, measured: decoding is bound by reading weights, prefill by
 * multiplying.
 *
 * @param bytesPerSecond read from memory by all threads together
 * @param operationsPerSecond multiplications and additions of f32 in registers, by all threads
 */
public record Ceiling(double bytesPerSecond, double operationsPerSecond) {
  /** Far more than caches hold. */
  private static final long BUFFER = 256L << 20;

  private static final int ROUNDS = 2_000_000;

  /** Each way is tried this often: the first times compile it, the best one counts. */
  private static final int TRIES = 8;

  /** Measures for well under a second, with the probe that goes with these kernels. */
  public static Ceiling measure(int threads, KernelChoice kernels) {
    var probes = new Probe[threads];
    Arrays.setAll(probes, i -> Probe.of(kernels));
    // What is written here keeps the work from being left out.
    var results = new double[threads];
    try (var team = new WorkerTeam(threads, kernels);
        var arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(BUFFER, 64);
      // Pages that nobody has written to would all be the same page of zeros.
      buffer.fill((byte) 1);
      int strides = (int) (BUFFER / Probe.STRIDE);
      double read =
          best(
              team,
              worker -> {
                long from = (long) worker.begin(strides) * Probe.STRIDE;
                long to = (long) worker.end(strides) * Probe.STRIDE;
                results[worker.index()] = probes[worker.index()].read(buffer, from, to);
              });
      double multiply =
          best(
              team,
              worker -> results[worker.index()] = probes[worker.index()].multiplyAndAdd(ROUNDS));
      double operations = (double) probes[0].operations() * ROUNDS * threads;
      return new Ceiling(BUFFER / read, operations / multiply);
    }
  }

  /** Seconds of the fastest try. */
  private static double best(WorkerTeam team, WorkerTeam.Task task) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      team.run(task);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e9;
  }
}
