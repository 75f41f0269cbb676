package dev.brisk.lab.mock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One answer on its way: each piece goes out at its moment, whenever the one before did. */
final class MockAnswer {
  /** A piece of about one token. */
  private static final String WORD = "word ";

  private final MockClock clock;
  private final MockPlan plan;
  private final MockDice dice;
  private final Framing framing;
  private final Carrier carrier;
  private final MockRecord record;
  private final boolean endless;
  private final int promptTokens;
  private final Runnable ended;
  private final CountDownLatch done = new CountDownLatch(1);

  private int left;
  private boolean first = true;
  private long firstDue;
  private long lastDue;
  private boolean stopped;

  MockAnswer(
      MockClock clock,
      MockPlan plan,
      MockDice dice,
      Framing framing,
      Carrier carrier,
      MockRecord record,
      MockRequest request,
      boolean endless,
      Runnable ended) {
    this.clock = clock;
    this.plan = plan;
    this.dice = dice;
    this.framing = framing;
    this.carrier = carrier;
    this.record = record;
    this.endless = endless;
    this.promptTokens = request.body().length() / 4;
    this.left = Math.min(plan.tokens(), request.maxTokens());
    this.ended = ended;
  }

  /** Its turn has come. */
  void begin(long now) {
    record.turn(now);
    firstDue = now + dice.in(plan.ttft());
    clock.at(firstDue, this::next);
  }

  /** Whether it was this that ended it. */
  boolean stop() {
    synchronized (this) {
      if (stopped || done.getCount() == 0) {
        return false;
      }
      stopped = true;
    }
    if (framing instanceof Framing.Responses responses) {
      try {
        carrier.send(List.of(responses.interrupted(counts())));
      } catch (IOException e) {
        // The client is gone.
      }
    }
    finish();
    return true;
  }

  /** The connection is gone. */
  void abandon() {
    synchronized (this) {
      stopped = true;
    }
    finish();
  }

  void await() throws InterruptedException {
    done.await();
  }

  MockRecord record() {
    return record;
  }

  private synchronized void next(long due) {
    if (stopped) {
      return;
    }
    lastDue = due;
    int tokens = Math.min(left, plan.tokensPerChunk());
    if (!endless) {
      left -= tokens;
    }
    var events = new ArrayList<String>();
    if (first) {
      events.addAll(framing.head());
      first = false;
    }
    events.add(framing.chunk(WORD.repeat(tokens)));
    record.chunk(System.nanoTime(), tokens);
    boolean last = left <= 0;
    if (last) {
      record.complete();
      events.addAll(framing.tail(counts()));
    }
    try {
      carrier.send(events);
      if (last) {
        carrier.end();
        finish();
        return;
      }
    } catch (IOException e) {
      stopped = true;
      finish();
      return;
    }
    // From the moment it was due: lateness does not add up.
    clock.at(due + dice.in(plan.itl()), this::next);
  }

  private Framing.Counts counts() {
    return new Framing.Counts(
        promptTokens,
        record.tokens(),
        record.turnNanos() - record.arrivedNanos(),
        firstDue - record.turnNanos(),
        Math.max(0, lastDue - firstDue));
  }

  private void finish() {
    synchronized (done) {
      if (done.getCount() == 0) {
        return;
      }
      done.countDown();
    }
    ended.run();
  }
}
