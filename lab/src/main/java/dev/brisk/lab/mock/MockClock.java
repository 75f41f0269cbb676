package dev.brisk.lab.mock;

import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One thread that does things at their moments, and knows how late it was. What it does must be
 * short. It does not spin: on a machine with two cores it would take the half of them.
 */
final class MockClock implements AutoCloseable {
  /** What is to be done. */
  interface Task {
    void run(long due);
  }

  private record Due(long moment, long order, Task task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byMoment = Long.compare(moment, other.moment);
      return byMoment != 0 ? byMoment : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Histogram lateness = new Histogram(3);
  private final Thread thread;
  private long order;
  private long stallFrom = Long.MAX_VALUE;
  private long stallTo = Long.MAX_VALUE;
  private volatile boolean over;

  MockClock() {
    thread = Thread.ofPlatform().daemon().name("mock-clock").start(this::run);
  }

  /** Has {@code task} done at a moment of {@link System#nanoTime}. */
  void at(long moment, Task task) {
    boolean first;
    synchronized (queue) {
      long when = moment >= stallFrom && moment < stallTo ? stallTo : moment;
      var due = new Due(when, order++, task);
      queue.add(due);
      first = queue.element().order == due.order;
    }
    if (first && Thread.currentThread() != thread) {
      LockSupport.unpark(thread);
    }
  }

  /** Lets nothing happen between two moments; what would have, happens at their end. */
  void stall(long from, long to) {
    synchronized (queue) {
      stallFrom = from;
      stallTo = to;
      var all = new PriorityQueue<Due>();
      for (var due : queue) {
        boolean within = due.moment >= from && due.moment < to;
        all.add(within ? new Due(to, due.order, due.task) : due);
      }
      queue.clear();
      queue.addAll(all);
    }
  }

  /** The lateness that so many percent of all tasks were below, in milliseconds. */
  double latenessMillis(double percent) {
    synchronized (lateness) {
      return lateness.getValueAtPercentile(percent) / 1e6;
    }
  }

  private void run() {
    while (!over) {
      Due due;
      long now = System.nanoTime();
      long wait;
      synchronized (queue) {
        due = queue.peek();
        wait = due == null ? 1_000_000_000 : due.moment - now;
        if (wait <= 0) {
          queue.poll();
        }
      }
      if (due == null || wait > 0) {
        LockSupport.parkNanos(wait);
        continue;
      }
      synchronized (lateness) {
        lateness.recordValue(now - due.moment);
      }
      due.task.run(due.moment);
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }
}
