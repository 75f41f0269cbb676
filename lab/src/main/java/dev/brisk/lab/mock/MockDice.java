package dev.brisk.lab.mock;

import java.util.Random;

/** All that is random in the mock. Safe for many threads. */
final class MockDice {
  private final Random random;

  MockDice(long seed) {
    random = new Random(seed);
  }

  synchronized long in(MockPlan.Range range) {
    return range.from() >= range.to()
        ? range.from()
        : random.nextLong(range.from(), range.to() + 1);
  }

  /** Whether something happens that happens to such a share. */
  synchronized boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }
}
