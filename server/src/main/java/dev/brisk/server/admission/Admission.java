package dev.brisk.server.admission;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.admission.Place.Session;
import dev.brisk.server.admission.Place.State;
import dev.brisk.server.answer.AnswerEvent.Queued;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Urgency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when requests to one model run, so that the streams that do keep the {@link Objective}.
 * The others wait in a line, are told where, and either have their turn or are told when to come
 * back: none is lost. Safe for use by many threads; reading chunks takes no lock.
 */
public final class Admission {
  /** Whoever waits hears of changes at most this often, and looks for them. */
  private static final long REFRESH = 250_000_000;

  /** How long an answer runs, before one did. */
  private static final double FIRST_GUESS = 1e9;

  private final Objective objective;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Line<Place> line;
  private final Map<Session, Place> keystrokes = new HashMap<>();
  private final Pace pace;
  private final Limit limit;

  /** Written under the lock, read on the way of chunks. */
  private final AtomicInteger running = new AtomicInteger();

  private final AtomicLong number = new AtomicLong();
  private boolean wanted;
  private double duration = FIRST_GUESS;

  public Admission(Objective objective) {
    this(objective, System::nanoTime);
  }

  /**
   * @param clock counts nanoseconds from any origin, as {@link System#nanoTime}
   */
  Admission(Objective objective, LongSupplier clock) {
    this.objective = objective;
    this.clock = clock;
    this.line = new Line<>(objective.places());
    this.pace = new Pace(clock.getAsLong());
    this.limit = new Limit(objective.gap().toNanos(), objective.most());
  }

  /** How many answers run. */
  public int running() {
    return running.get();
  }

  /** How many requests wait. */
  public int waiting() {
    lock.lock();
    try {
      return line.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many answers may run now. */
  public int limit() {
    lock.lock();
    try {
      return limit.value();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a request in and returns at once.
   *
   * @param priority of its tier; lower ones have their turn first
   * @param cancel ends its waiting at once when it is set
   * @throws LimitedException if there is no place
   */
  public Place enter(Origin origin, int priority, CancelToken cancel) {
    var place = place(origin, priority, cancel);
    var older = enter(place);
    // Outside of the lock, since listeners run.
    older.ifPresent(old -> old.cancel.cancel());
    if (isIn(place, State.WAITING)) {
      cancel.onCancel(() -> leave(place));
    }
    return place;
  }

  /** Puts somebody in the line; gives what it takes the place of, if there is something. */
  private Optional<Place> enter(Place place) {
    lock.lock();
    try {
      var older = place.session.map(session -> keystrokes.put(session, place));
      older.filter(old -> old.state == State.WAITING).ifPresent(old -> end(old, State.OVER));
      line.add(place);
      proceed();
      line.shed().ifPresent(victim -> end(victim, State.SHED));
      if (place.state == State.SHED) {
        throw full(line.size());
      }
      return older;
    } finally {
      lock.unlock();
    }
  }

  private Place place(Origin origin, int priority, CancelToken cancel) {
    long now = clock.getAsLong();
    boolean keystroke = origin.urgency() == Urgency.KEYSTROKE;
    var patience = keystroke ? objective.keystroke() : objective.patience();
    return new Place(
        this,
        new Line.Standing(
            priority, origin.urgency(), number.getAndIncrement(), now + patience.toNanos()),
        keystroke
            ? origin.session().map(name -> new Session(origin.caller().key(), name))
            : Optional.empty(),
        cancel,
        lock.newCondition(),
        now);
  }

  /** See {@link Place#queued}. */
  Optional<Queued> news(Place place) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        proceed();
        switch (place.state) {
          case RUNNING, OVER -> {
            return Optional.empty();
          }
          case EXPIRED -> throw tooLong(place);
          case SHED -> throw full(line.size());
          case WAITING -> {
            var now = queued(line.position(place));
            if (isNews(place.told, now)) {
              place.told = now;
              return Optional.of(now);
            }
            long left = place.standing().deadline() - clock.getAsLong();
            long _ = place.changed.awaitNanos(Math.min(Math.max(left, 1), REFRESH));
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets those run whose turn has come, and those go who have waited long enough. */
  private void proceed() {
    long now = clock.getAsLong();
    pace.complete(now)
        .ifPresent(
            window -> {
              limit.learn(window, wanted);
              wanted = false;
            });
    line.expire(now).forEach(place -> end(place, State.EXPIRED));
    while (running.get() < limit.value()) {
      var next = line.poll();
      if (next.isEmpty()) {
        return;
      }
      running.incrementAndGet();
      next.get().began = now;
      next.get().waited = now - next.get().entered;
      end(next.get(), State.RUNNING);
    }
    wanted |= line.size() > 0;
  }

  /** Ends the waiting of somebody. */
  private void end(Place place, State state) {
    line.remove(place);
    place.state = state;
    if (state != State.RUNNING) {
      forget(place);
    }
    place.changed.signalAll();
  }

  /** See {@link Place#leave}. */
  void leave(Place place) {
    lock.lock();
    try {
      if (place.state == State.RUNNING) {
        running.decrementAndGet();
        duration += (clock.getAsLong() - place.began - duration) / 5;
      } else if (place.state != State.WAITING) {
        return;
      }
      end(place, State.OVER);
      proceed();
    } finally {
      lock.unlock();
    }
  }

  private void forget(Place place) {
    place.session.ifPresent(session -> keystrokes.remove(session, place));
  }

  boolean isIn(Place place, State state) {
    lock.lock();
    try {
      return place.state == state;
    } finally {
      lock.unlock();
    }
  }

  long waited(Place place) {
    lock.lock();
    try {
      return place.waited;
    } finally {
      lock.unlock();
    }
  }

  void gap(long nanos) {
    pace.gap(nanos, Math.max(1, running.get()));
  }

  private Queued queued(int position) {
    return new Queued(position, (long) (duration * (position + 1) / limit.value() / 1e6));
  }

  /** Another position, or a wait that differs by half and a second. */
  private static boolean isNews(@Nullable Queued told, Queued now) {
    if (told == null || told.position() != now.position()) {
      return true;
    }
    long difference = Math.abs(told.waitMillis() - now.waitMillis());
    return difference > 1000 && difference > told.waitMillis() / 2;
  }

  private LimitedException full(int position) {
    var wait = Duration.ofMillis(queued(position).waitMillis());
    return LimitedException.queue(
        "The model is busy and %d requests wait for it; try again in %d s."
            .formatted(position, Math.max(1, (wait.toMillis() + 999) / 1000)),
        wait,
        position);
  }

  private LimitedException tooLong(Place place) {
    int position = line.size();
    var wait = Duration.ofMillis(queued(position).waitMillis());
    return LimitedException.queue(
        "The request waited %.1f s for its turn, which is as long as one may; try again in %d s."
            .formatted(
                (place.standing().deadline() - place.entered) / 1e9,
                Math.max(1, (wait.toMillis() + 999) / 1000)),
        wait,
        position);
  }
}
