package dev.brisk.server.upstream;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The engines that answer for one model. Who is gone is looked for again, at first soon and then
 * ever more seldom, until it answers. Safe for use by many threads.
 */
final class Replicas implements AutoCloseable {
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LAST_LOOK = Duration.ofSeconds(30);

  private final List<Replica> all;
  private final Predicate<Endpoint> answers;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param answers whether an engine is there, found out by asking it
   */
  Replicas(List<Replica> all, Predicate<Endpoint> answers) {
    this.all = List.copyOf(all);
    this.answers = answers;
  }

  List<Replica> all() {
    return all;
  }

  /**
   * Whom to ask: of those that are there the one that wants the key most; if none is there, one
   * that was not, which may have come back.
   *
   * @param tried who has been asked already
   */
  Optional<Replica> choose(String key, Set<Replica> tried) {
    return all.stream()
        .filter(replica -> !tried.contains(replica))
        .max(
            Comparator.comparing(Replica::isAlive)
                .thenComparingDouble(replica -> replica.score(key)));
  }

  /** Does not ask a replica any more until it answers again. */
  void leave(Replica replica) {
    synchronized (replica) {
      if (!replica.isAlive()) {
        return;
      }
      replica.alive(false);
    }
    Thread.ofVirtual().name("upstream-probe").start(() -> lookFor(replica));
  }

  private void lookFor(Replica replica) {
    try {
      var wait = FIRST_LOOK;
      while (!closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        if (answers.test(replica.endpoint())) {
          replica.alive(true);
          return;
        }
        wait = wait.multipliedBy(2).compareTo(LAST_LOOK) < 0 ? wait.multipliedBy(2) : LAST_LOOK;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
