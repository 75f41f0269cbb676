package dev.brisk.server.admission;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Waits;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The place of one request: it waits, it runs, it is over. All but the count of its chunks is
 * guarded by the lock of the {@link Admission}.
 */
public final class Place implements Line.Waiting, Waits {
  /** A chunk that was waited for less than this was there before; its gap is not known. */
  private static final long READY = 10_000;

  /** Where a request is. */
  enum State {
    WAITING,
    RUNNING,
    /** It ran, or whoever asked has left. */
    OVER,
    /** It waited too long. */
    EXPIRED,
    /** Others came whose wait is worth more. */
    SHED
  }

  private final Admission admission;
  private final Line.Standing standing;
  final CancelToken cancel;
  final Condition changed;
  final long entered;
  final Optional<Session> session;
  State state = State.WAITING;
  long began;
  long waited;
  AnswerEvent.@Nullable Queued told;
  private long last;

  /** What keystrokes have in common of which only the newest counts. */
  record Session(String key, String name) {}

  Place(
      Admission admission,
      Line.Standing standing,
      Optional<Session> session,
      CancelToken cancel,
      Condition changed,
      long entered) {
    this.admission = admission;
    this.standing = standing;
    this.session = session;
    this.cancel = cancel;
    this.changed = changed;
    this.entered = entered;
  }

  @Override
  public Line.Standing standing() {
    return standing;
  }

  @Override
  public Optional<AnswerEvent.Queued> queued() throws InterruptedException {
    return admission.news(this);
  }

  /** Whether it has its turn. */
  public boolean runs() {
    return admission.isIn(this, State.RUNNING);
  }

  /** How long it waited for its turn, in nanoseconds; 0 if it never had it. */
  public long waited() {
    return admission.waited(this);
  }

  /** Gives the place up, waiting or running; may be said again. */
  public void leave() {
    admission.leave(this);
  }

  /**
   * Notes that a chunk was read. Called by the reading thread alone.
   *
   * @param asked when it was asked for
   * @param now when it came
   * @param tokens how many tokens it brought, at least 1
   */
  void chunk(long asked, long now, int tokens) {
    // The first one ends the reading of the prompt. A reader that is slower than the model finds
    // chunks ready, which says nothing about the model.
    if (last != 0 && now - asked > READY) {
      admission.gap((now - last) / tokens);
    }
    last = now;
  }
}
