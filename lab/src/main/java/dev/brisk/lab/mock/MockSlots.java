package dev.brisk.lab.mock;

import java.util.ArrayDeque;

/** Places of which so many are free; whoever finds none waits in order. */
final class MockSlots {
  private final int all;
  private final ArrayDeque<MockAnswer> waiting = new ArrayDeque<>();
  private int taken;

  /**
   * @param all 0 for any number
   */
  MockSlots(int all) {
    this.all = all;
  }

  /** Begins the answer now, or when its turn comes. */
  void enter(MockAnswer answer, long now) {
    synchronized (this) {
      if (all > 0 && taken >= all) {
        waiting.add(answer);
        return;
      }
      taken++;
    }
    answer.begin(now);
  }

  /** An answer has ended, or will not begin. */
  void leave(MockAnswer answer) {
    MockAnswer next;
    synchronized (this) {
      if (waiting.remove(answer)) {
        return;
      }
      next = waiting.poll();
      if (next == null) {
        taken--;
      }
    }
    if (next != null) {
      next.begin(System.nanoTime());
    }
  }
}
