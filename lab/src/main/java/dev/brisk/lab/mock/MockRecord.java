package dev.brisk.lab.mock;

import java.util.Arrays;

/**
 * What the mock did for one request: the truth that a measurement is compared with. Moments are
 * those of {@link System#nanoTime}, which on Linux is one clock for all processes.
 */
public final class MockRecord {
  private final String id;
  private final long arrived;
  private long turn;
  private long[] chunks = new long[32];
  private int count;
  private int tokens;
  private boolean complete;

  MockRecord(String id, long arrived) {
    this.id = id;
    this.arrived = arrived;
  }

  void turn(long moment) {
    turn = moment;
  }

  synchronized void chunk(long moment, int tokensInIt) {
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * count);
    }
    chunks[count++] = moment;
    tokens += tokensInIt;
  }

  synchronized void complete() {
    complete = true;
  }

  /** What the client called it, in {@code x-request-id}; empty if it did not. */
  public String id() {
    return id;
  }

  /** When the request had been read. */
  public long arrivedNanos() {
    return arrived;
  }

  /** When its turn came. */
  public long turnNanos() {
    return turn;
  }

  /** When each chunk was handed to the system. */
  public synchronized long[] chunkNanos() {
    return Arrays.copyOf(chunks, count);
  }

  /** How many tokens were sent. */
  public synchronized int tokens() {
    return tokens;
  }

  /** Whether the whole answer was sent. */
  public synchronized boolean isComplete() {
    return complete;
  }
}
