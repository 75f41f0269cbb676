package dev.brisk.lab.client;

import dev.brisk.lab.results.ChunkTimes;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.results.Tokens;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is measured. The thread that asks notes what happens; any thread may stop
 * it. Moments are those of {@link System#nanoTime}; {@link #NONE} is a moment that did not come.
 */
public final class Call {
  /** It did not happen. */
  public static final long NONE = Long.MIN_VALUE;

  /** Why a request was stopped from this side. */
  public enum Why {
    /** The workload interrupts it. */
    INTERRUPT,
    /** It took longer than is waited for. */
    TIMEOUT,
    /** The run is over. */
    RUN_ENDED
  }

  private final String id;
  private final int index;
  private long sent = NONE;
  private long first = NONE;
  private long end = NONE;
  private long[] chunks = new long[32];
  // Written by one thread only.
  private volatile int count;
  private final StringBuilder text = new StringBuilder();
  private Optional<String> edited = Optional.empty();
  private Tokens tokens = Tokens.NONE;
  private ServerTimes serverTimes = ServerTimes.NONE;
  private @Nullable Outcome outcome;
  private String error = "";
  private boolean unreachable;

  /**
   * What is asked instead of a call that is interrupted.
   *
   * @param call by which it is measured
   */
  public record Redirect(Ask ask, Call call) {}

  private Optional<Redirect> redirect = Optional.empty();
  private int interruptAtChunk = Integer.MAX_VALUE;
  private int chunksAtStop;
  private @Nullable Runnable stopper;
  private @Nullable Why why;
  private volatile long stopRequested = NONE;
  private volatile long started = NONE;

  /**
   * @param id unlike those of other requests of the run; targets get it as {@code x-request-id}
   * @param index from 0 in the order of asking; -1 for one of the warm-up
   */
  public Call(String id, int index) {
    this.id = id;
    this.index = index;
  }

  /** Has the call interrupt itself when so many chunks have come; before it is asked. */
  public Call interruptAtChunk(int chunk) {
    interruptAtChunk = chunk;
    return this;
  }

  /**
   * What is asked instead once this is interrupted, if the API has a way to say that at once;
   * before it is asked. {@code next} is then sent in the moment of the interrupt.
   */
  public void redirectTo(Ask ask, Call next) {
    redirect = Optional.of(new Redirect(ask, next));
  }

  /** What is asked once this is interrupted. */
  public Optional<Redirect> redirect() {
    return redirect;
  }

  // ---- noted by the API, in the thread that asks ----

  /**
   * The request goes out now.
   *
   * @param how stops it, so that the thread that reads the answer sees an end; run at most once
   */
  void sending(Runnable how) {
    if (sent == NONE) {
      sent = System.nanoTime();
      started = sent;
    }
    boolean already;
    synchronized (this) {
      stopper = how;
      already = why != null;
    }
    if (already) {
      how.run();
    }
  }

  /** Tokens of any kind came, shown or not, with the text that belongs to the answer. */
  void chunk(long arrived, String piece) {
    if (first == NONE) {
      first = arrived;
    }
    int at = count;
    if (at == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * at);
    }
    chunks[at] = arrived;
    count = at + 1;
    text.append(piece);
    if (at + 1 == interruptAtChunk) {
      stop(Why.INTERRUPT);
    }
  }

  /**
   * When the first token came, which the target says and nobody here could see. A target's clock
   * begins when it has read the question, and that may be late; so the later moment counts.
   *
   * @param afterQuestion nanoseconds after the target had the question; 0 for unknown
   * @param beforeEnd nanoseconds before the target sent the end of the answer
   * @param end when that arrived here
   */
  void firstToken(long afterQuestion, long beforeEnd, long end) {
    long at = Math.max(sent + afterQuestion, end - beforeEnd);
    if (afterQuestion > 0 && (first == NONE || at < first)) {
      first = at;
    }
  }

  /** The answer as a text after an edit. */
  void edited(String after) {
    edited = Optional.of(after);
  }

  void tokens(Tokens counted) {
    tokens = counted;
  }

  void serverTimes(ServerTimes told) {
    serverTimes = told;
  }

  /** The answer is complete. */
  void completed(long arrived) {
    ended(arrived, Outcome.OK, "");
  }

  /** There is no complete answer. If this side stopped it, that is why. */
  void failed(Outcome how, String words) {
    failed(System.nanoTime(), how, words);
  }

  void failed(long arrived, Outcome how, String words) {
    var stopped = why();
    if (stopped.isEmpty()) {
      ended(arrived, how, words);
      return;
    }
    switch (stopped.get()) {
      case INTERRUPT -> ended(arrived, Outcome.CANCELLED, "");
      case TIMEOUT -> ended(arrived, Outcome.TIMEOUT, "there was no end in time");
      case RUN_ENDED -> ended(arrived, Outcome.UNFINISHED, "");
    }
  }

  /** Nobody was there, or not any more. */
  void unreachable(String words) {
    unreachable = true;
    failed(Outcome.ERROR, words);
  }

  private void ended(long arrived, Outcome how, String words) {
    synchronized (this) {
      if (outcome != null) {
        return;
      }
      end = arrived;
      error = words;
      // From here on nobody can stop it any more.
      outcome = how;
      stopper = null;
    }
  }

  // ---- for everybody ----

  /** Stops it, once; does nothing after its end. */
  public void stop(Why reason) {
    Runnable how;
    synchronized (this) {
      if (why != null || outcome != null) {
        return;
      }
      why = reason;
      chunksAtStop = count;
      stopRequested = System.nanoTime();
      how = stopper;
    }
    if (how != null) {
      how.run();
    }
  }

  /** Why it was stopped from this side, if it was. */
  public synchronized Optional<Why> why() {
    return Optional.ofNullable(why);
  }

  /** When it was sent; known to all threads. */
  public long startedNanos() {
    return started;
  }

  // ---- once it has ended, in the thread that asked ----

  /** Its name. */
  public String id() {
    return id;
  }

  /** Its number among those measured; -1 for one of the warm-up. */
  public int index() {
    return index;
  }

  /** When it was sent. */
  public long sentNanos() {
    return sent;
  }

  /** When the first token came. */
  public long firstNanos() {
    return first;
  }

  /** When the answer ended, however. */
  public long endNanos() {
    return end;
  }

  /** When it was stopped from this side. */
  public long stopRequestedNanos() {
    return stopRequested;
  }

  /** How many chunks had come by then. */
  public int chunksAtStop() {
    return chunksAtStop;
  }

  /** When the chunks came. */
  public ChunkTimes chunkTimes() {
    return count == 0 ? ChunkTimes.NONE : ChunkTimes.of(sent, chunks, count);
  }

  /** The text that came. */
  public String text() {
    return text.toString();
  }

  /** The file's text after the edit that came, if one did that could be applied. */
  public Optional<String> edited() {
    return edited;
  }

  public Tokens tokens() {
    return tokens;
  }

  public ServerTimes serverTimes() {
    return serverTimes;
  }

  /** How it ended. */
  public Outcome outcome() {
    return outcome == null ? Outcome.UNFINISHED : outcome;
  }

  /** What went wrong; empty for nothing. */
  public String error() {
    return error;
  }

  /** Whether nobody was there to answer. */
  public boolean unreachable() {
    return unreachable;
  }
}
