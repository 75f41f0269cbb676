package dev.brisk.server;

import dev.brisk.engine.Ceiling;
import java.util.Arrays;

/**
 * One line of {@code brisk model bench}: seconds of the runs, and what one of them had to do.
 *
 * @param size what is varied: tokens of the prompt, the depth, drafted rows, sessions
 * @param tokens tokens of a run
 * @param bytes bytes that a run has to read
 * @param operations multiplications and additions of a run
 * @param seconds of each run, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record BenchRow(int size, int tokens, double bytes, double operations, double[] seconds) {
  BenchRow {
    seconds = seconds.clone();
    Arrays.sort(seconds);
  }

  double median() {
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  double tokensPerSecond() {
    return tokens / median();
  }

  /** Tokens a second of the slowest run. */
  double min() {
    return tokens / seconds[seconds.length - 1];
  }

  /** Tokens a second of the fastest run. */
  double max() {
    return tokens / seconds[0];
  }

  double memoryShare(Ceiling ceiling) {
    return bytes / median() / ceiling.bytesPerSecond();
  }

  double arithmeticShare(Ceiling ceiling) {
    return operations / median() / ceiling.operationsPerSecond();
  }
}
