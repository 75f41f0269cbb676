package dev.brisk.lab.load;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Ask;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Stop;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What all threads of a run share: the requests under way, what was measured, and the end. */
final class Conduct implements AutoCloseable {
  /** Why a run stops before all was asked. */
  record Halt(Ending.How how, String sentence) {}

  private final Api api;
  private final Applying applying;
  private final Journal journal;
  private final Live live;
  private final Vitals vitals;
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicInteger warmUps = new AtomicInteger();
  private final AtomicInteger samples = new AtomicInteger();
  private final String name = Integer.toHexString(ThreadLocalRandom.current().nextInt());
  private volatile long start;
  private volatile boolean counting;
  private volatile @Nullable Halt halt;

  Conduct(Api api, Applying applying, Journal journal, Live live, Vitals vitals) {
    this.api = api;
    this.applying = applying;
    this.journal = journal;
    this.live = live;
    this.vitals = vitals;
  }

  Api api() {
    return api;
  }

  Live live() {
    return live;
  }

  /** The warm-up is over: from now on is measured. */
  void begin() {
    start = System.nanoTime();
    counting = true;
  }

  boolean counting() {
    return counting;
  }

  long startNanos() {
    return start;
  }

  Call newCall() {
    int index = counting ? samples.getAndIncrement() : -1;
    int number = index < 0 ? warmUps.getAndIncrement() : index;
    return new Call(name + (index < 0 ? "-warm-" : "-") + number, index);
  }

  void ask(Question question, Call call) {
    underWay.add(call);
    call.redirect().ifPresent(next -> underWay.add(next.call()));
    if (halt != null) {
      call.stop(Call.Why.RUN_ENDED);
    }
    try {
      api.ask(question.ask(), call);
    } finally {
      underWay.remove(call);
      call.redirect().ifPresent(next -> underWay.remove(next.call()));
    }
  }

  /** Notes a call that has ended. */
  void note(Question question, String group, long intended, Call call, Optional<Stop> stop)
      throws InterruptedException {
    if (call.sentNanos() == Call.NONE) {
      return;
    }
    boolean ok = call.outcome() == Sample.Outcome.OK;
    long applied = Call.NONE;
    if (ok && question.ask() instanceof Ask.Edit && call.edited().isPresent()) {
      applied = applying.apply(call.edited().get());
    }
    var sample =
        Measured.of(question, group, call, start, intended, applied, stop, Journal.kept(call));
    vitals.heard(sample, call.unreachable());
    vitals.verdict().ifPresent(words -> halt(Ending.How.TARGET_DEAD, words));
    if (call.index() >= 0) {
      live.heard(sample);
      // A request that failed is an answer of no use; one that was refused or ended is none.
      boolean judged =
          ok || (Vitals.failed(sample.outcome()) && sample.outcome() != Sample.Outcome.REFUSED);
      journal.add(
          sample, judged ? question.judged().map(how -> how.apply(call)) : Optional.empty());
    }
  }

  /** Gives up what has waited longer than that. */
  void giveUp(Duration patience) {
    long now = System.nanoTime();
    for (var call : underWay) {
      long since = call.startedNanos();
      if (since != Call.NONE && now - since > patience.toNanos()) {
        call.stop(Call.Why.TIMEOUT);
      }
    }
  }

  /** Ends the run, once, and everything that is under way. */
  void halt(Ending.How how, String sentence) {
    synchronized (this) {
      if (halt != null) {
        return;
      }
      halt = new Halt(how, sentence);
    }
    underWay.forEach(call -> call.stop(Call.Why.RUN_ENDED));
  }

  /** Takes back the end of a step that was more than the target can bear. */
  synchronized void goOn() {
    halt = null;
  }

  boolean over() {
    return halt != null;
  }

  Optional<Halt> halted() {
    return Optional.ofNullable(halt);
  }

  @Override
  public void close() {
    applying.close();
    api.close();
  }
}
