package dev.brisk.lab.load;

import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at a leg while it runs: gives up what takes too long, ends it when target or client cannot
 * keep up, says how far it is.
 */
final class Watch implements AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000;
  private static final long SHOW_NANOS = 1_000_000_000;

  private final Conduct conduct;
  private final Leg leg;
  private final String what;
  private final Load load;
  private final int arrivals;
  private final Duration duration;
  private final Duration patience;
  private final Consumer<String> progress;
  private final Thread thread;
  private volatile boolean over;

  Watch(
      Conduct conduct,
      Leg leg,
      String what,
      Load load,
      int arrivals,
      Plan plan,
      Consumer<String> progress) {
    this.conduct = conduct;
    this.leg = leg;
    this.what = what;
    this.load = load;
    this.arrivals = arrivals;
    this.duration = plan.duration();
    this.patience = plan.patience();
    this.progress = progress;
    this.thread = Thread.ofPlatform().daemon().name("lab-watch").start(this::run);
  }

  private void run() {
    var saturation = new Saturation();
    long shown = System.nanoTime();
    while (!over) {
      LockSupport.parkNanos(EVERY_NANOS);
      conduct.giveUp(patience);
      if (conduct.counting() && load.open()) {
        judge(saturation);
      }
      if (System.nanoTime() - shown > SHOW_NANOS) {
        shown = System.nanoTime();
        show();
      }
    }
  }

  private void judge(Saturation saturation) {
    if (leg.punctuality().behind(System.nanoTime())) {
      conduct.halt(
          Ending.How.CLIENT_OVERLOADED,
          String.format(
              Locale.ROOT,
              "This machine cannot send at that rate: for 3 s half of the requests left late, in the last by %.0f ms or more, so the"
                  + " figures say nothing about the target; use a lower rate or another machine.",
              leg.punctuality().lastMedianMillis()));
    } else if (saturation.at(System.nanoTime(), leg.started(), leg.ended())) {
      conduct.halt(
          Ending.How.OVER_SATURATED,
          String.format(
              Locale.ROOT,
              "The target cannot keep up with %s: %d requests were under way and still more came than were"
                  + " answered; use a lower rate.",
              load.words(),
              leg.started() - leg.ended()));
    }
  }

  private void show() {
    long elapsed = System.nanoTime() - leg.begunNanos();
    progress.accept(
        conduct.live().line(what, leg.started() - leg.ended(), share(elapsed), elapsed));
  }

  /** By whichever limit is nearer. */
  private OptionalDouble share(long elapsed) {
    double byTime =
        duration.compareTo(Plan.NO_DURATION) < 0 ? elapsed / (double) duration.toNanos() : 0;
    double byNumber = arrivals == Integer.MAX_VALUE ? 0 : leg.ended() / (double) arrivals;
    double share = Math.max(byTime, byNumber);
    return share < 1e-6 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, share));
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
