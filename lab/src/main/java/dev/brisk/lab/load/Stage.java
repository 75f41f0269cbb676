package dev.brisk.lab.load;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.results.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Where a scenario plays: what it may know, and how it asks. For the thread of the scenario. */
public final class Stage {
  private final Conduct conduct;
  private final int index;
  private final long intended;
  private final String group;
  private final Salt salt;
  private final SplittableRandom random;
  private final List<Thread> asking = new ArrayList<>();

  Stage(Conduct conduct, int index, long intended, String group, Salt salt, long seed) {
    this.conduct = conduct;
    this.index = index;
    this.intended = intended;
    this.group = group;
    this.salt = salt;
    this.random = new SplittableRandom(seed ^ (index * 0x9E3779B97F4A7C15L));
  }

  /** Which arrival this is, from 0. */
  public int index() {
    return index;
  }

  /** When the schedule wanted it, by {@link System#nanoTime}. */
  public long intendedNanos() {
    return intended;
  }

  /** What its prompts begin with. */
  public Salt salt() {
    return salt;
  }

  /** The same for the same seed and index. */
  public SplittableRandom random() {
    return random;
  }

  public Api api() {
    return conduct.api();
  }

  /** A request that has not been sent yet. */
  public Call call() {
    return conduct.newCall();
  }

  /** Asks, and waits for the end. */
  public void ask(Question question, long intendedNanos, Call call) throws InterruptedException {
    conduct.ask(question, call);
    note(question, intendedNanos, call, Optional.empty());
  }

  /**
   * Asks, and waits for the end, without noting it: {@link #note} does that once the scenario knows
   * what came of it.
   */
  public void askOnly(Question question, Call call) {
    conduct.ask(question, call);
  }

  /** Asks in a thread of its own, which {@link #await} waits for. */
  public void start(Question question, long intendedNanos, Call call) {
    asking.add(
        Thread.startVirtualThread(
            () -> {
              try {
                ask(question, intendedNanos, call);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  /** Waits for all that were started. */
  public void await() throws InterruptedException {
    for (var thread : asking) {
      thread.join();
    }
    asking.clear();
  }

  /** Notes a request that has ended. */
  public void note(Question question, long intendedNanos, Call call, Optional<Stop> stop)
      throws InterruptedException {
    conduct.note(question, group, intendedNanos, call, stop);
  }

  /** A moment of {@link System#nanoTime} as results have it. */
  public long sinceStart(long moment) {
    return Measured.since(conduct.startNanos(), moment);
  }

  /** Waits until a moment of {@link System#nanoTime}. */
  public void sleepUntil(long moment) throws InterruptedException {
    Clock.sleepUntil(moment);
  }

  /** Whether the run is over and nothing more is to be asked. */
  public boolean over() {
    return conduct.over();
  }
}
