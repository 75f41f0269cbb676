package dev.brisk.lab.load;

import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One loop, open or closed, from its first request to the end of its last. */
final class Leg {
  /** More requests are not under way at a time: fewer than there are ports to send from. */
  private static final int MOST = 20_000;

  private final Conduct conduct;
  private final Cases cases;
  private final Plan plan;
  private final String group;
  private final int firstIndex;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  // Counted before their threads begin, so that nobody who waits for them is too early.
  private final AtomicInteger players = new AtomicInteger();
  private final Set<Thread> playing = ConcurrentHashMap.newKeySet();
  private final Punctuality punctuality = new Punctuality();
  private volatile long begun;

  /**
   * @param group that its samples bear; empty for none
   * @param firstIndex of its first arrival in the whole run
   */
  Leg(Conduct conduct, Cases cases, Plan plan, String group, int firstIndex) {
    this.conduct = conduct;
    this.cases = cases;
    this.plan = plan;
    this.group = group;
    this.firstIndex = firstIndex;
  }

  /** Runs it; returns when all has ended, or when the run is over. */
  void run(Load load, int arrivals, Duration duration) throws InterruptedException {
    begun = System.nanoTime();
    long until = begun + Math.min(duration.toNanos(), Long.MAX_VALUE / 4);
    if (load instanceof Load.Closed(var clients)) {
      closed(clients, arrivals, until);
    } else {
      open(Arrivals.of(load, plan.seed() + firstIndex), arrivals, until);
    }
    awaitEnd();
  }

  private void open(Arrivals gaps, int arrivals, long until) throws InterruptedException {
    long due = System.nanoTime();
    for (int i = 0; i < arrivals && due < until && !conduct.over(); i++) {
      while (!conduct.over() && due - System.nanoTime() > 0) {
        // In pieces, so that the end of the run is seen.
        Clock.sleepUntil(Math.min(due, System.nanoTime() + 50_000_000));
      }
      if (players.get() >= MOST) {
        tooMany();
        return;
      }
      int index = firstIndex + started.getAndIncrement();
      long intended = due;
      play(
          () -> {
            punctuality.sent(System.nanoTime() - intended);
            perform(index, intended);
          });
      due += gaps.nextGapNanos();
    }
  }

  /** Whose fault it is shows where they are: most of them not sent yet, or most of them sent. */
  private void tooMany() {
    long unsent = started.get() - punctuality.sent();
    if (unsent > MOST / 2) {
      conduct.halt(
          Ending.How.CLIENT_OVERLOADED,
          String.format(
              Locale.ROOT,
              "This machine cannot send at that rate: %,d requests were due and not sent yet, so the"
                  + " figures say nothing about the target; use a lower rate or another machine.",
              unsent));
    } else {
      conduct.halt(
          Ending.How.OVER_SATURATED,
          String.format(
              Locale.ROOT,
              "The target cannot keep up: %,d requests were under way, and more are not sent at a"
                  + " time; use a lower rate.",
              MOST));
    }
  }

  private void closed(int clients, int arrivals, long until) {
    for (int client = 0; client < clients; client++) {
      play(
          () -> {
            while (!conduct.over() && System.nanoTime() < until) {
              int number = started.getAndUpdate(n -> n < arrivals ? n + 1 : n);
              if (number >= arrivals) {
                return;
              }
              perform(firstIndex + number, System.nanoTime());
            }
          });
    }
  }

  private interface Play {
    void run() throws InterruptedException;
  }

  private void play(Play play) {
    players.incrementAndGet();
    Thread.ofVirtual()
        .start(
            () -> {
              playing.add(Thread.currentThread());
              try {
                play.run();
              } catch (InterruptedException e) {
                // The run is over.
              } finally {
                playing.remove(Thread.currentThread());
                players.decrementAndGet();
                synchronized (playing) {
                  playing.notifyAll();
                }
              }
            });
  }

  private void perform(int index, long intended) throws InterruptedException {
    var salt = plan.salted() ? Salt.of(plan.seed(), index) : Salt.NONE;
    try {
      cases.scenario(index).play(new Stage(conduct, index, intended, group, salt, plan.seed()));
    } finally {
      ended.incrementAndGet();
    }
  }

  private void awaitEnd() throws InterruptedException {
    synchronized (playing) {
      while (players.get() > 0) {
        if (conduct.over()) {
          playing.forEach(Thread::interrupt);
        }
        playing.wait(100);
      }
    }
  }

  // ---- for whoever watches ----

  int started() {
    return started.get();
  }

  int ended() {
    return ended.get();
  }

  long begunNanos() {
    return begun;
  }

  Punctuality punctuality() {
    return punctuality;
  }
}
