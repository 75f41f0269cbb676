package dev.brisk.lab.quality;

import java.util.Locale;

/**
 * What a program may use.
 *
 * @param seconds of wall time, after which it is killed with all that it started
 * @param cpuSeconds of computing, each process by itself
 * @param memoryBytes of address space, each process by itself
 * @param fileBytes of one file, its output too
 * @param diskBytes of all files together, where the sandbox has a disk of its own
 * @param processes and threads at the same time
 */
record Limits(
    int seconds, int cpuSeconds, long memoryBytes, long fileBytes, long diskBytes, int processes) {
  private static final long MIB = 1L << 20;

  /** Enough for the tests of a problem. */
  static final Limits TESTS = new Limits(20, 10, 2048 * MIB, 8 * MIB, 32 * MIB, 64);

  String words() {
    return String.format(
        Locale.ROOT,
        "%d s, %d s of CPU, %d MiB of memory, %d MiB a file, %d processes",
        seconds,
        cpuSeconds,
        memoryBytes / MIB,
        fileBytes / MIB,
        processes);
  }
}
