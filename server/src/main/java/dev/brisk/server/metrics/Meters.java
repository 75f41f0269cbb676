package dev.brisk.server.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the server counts: requests to models, edits, refusals, open WebSockets. Safe for use by
 * many threads; nothing here takes a lock for a token. The figures are turned into metrics only
 * when somebody asks for them.
 */
public final class Meters {
  /** More kinds than this of anything that has a name would be a fault, and fill memory. */
  private static final int MOST_NAMES = 200;

  private static final String OTHER = "other";

  private record Key(Operation operation, String model) {}

  private record Outcome(String by, String outcome) {}

  /**
   * Requests of one kind.
   *
   * @param model the name of the model
   */
  record Requests(Operation operation, String model, Series series) {}

  /**
   * Edits that ended in one way.
   *
   * @param by the model, or {@code instant} or {@code syntax}
   * @param outcome {@code completed}, or why there is none
   */
  record Edits(String by, String outcome, Histogram times) {}

  private final Map<Key, Series> series = new ConcurrentHashMap<>();
  private final Map<Outcome, Histogram> edits = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> rejections = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> sockets = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final LastMinute firstTokens = new LastMinute(System::nanoTime);
  private final LastMinute gaps = new LastMinute(System::nanoTime);
  private volatile LongSupplier queue = () -> 0;
  private volatile Supplier<StoreState> store = () -> StoreState.MEMORY;

  /** With nothing counted yet. */
  public Meters() {}

  /**
   * A request begins; whoever begins it must end it.
   *
   * @param model the name of a model that is served
   * @param began {@link System#nanoTime} when the request arrived
   */
  public RequestMeter begin(Operation operation, String model, long began) {
    running.incrementAndGet();
    var key = new Key(operation, model);
    var known = series.get(key);
    if (known == null) {
      var named = series.size() < MOST_NAMES ? key : new Key(operation, OTHER);
      known = series.computeIfAbsent(named, k -> new Series(firstTokens, gaps));
    }
    return new RequestMeter(this, known, began);
  }

  void ended() {
    running.decrementAndGet();
  }

  /**
   * An attempt at an edit has ended.
   *
   * @param by the model, or {@code instant} or {@code syntax}; empty where nobody answered
   * @param outcome {@code completed}, or the code of the failure
   * @param nanos from its arrival
   */
  public void edit(String by, String outcome, long nanos) {
    var key = new Outcome(by, outcome);
    var known = edits.get(key);
    if (known == null) {
      var named = edits.size() < MOST_NAMES ? key : new Outcome(by.isEmpty() ? "" : OTHER, OTHER);
      known = edits.computeIfAbsent(named, k -> new Histogram(Histogram.TIMES));
    }
    known.record(nanos);
  }

  /**
   * A request was turned away.
   *
   * @param reason the code of the error, in snake_case
   */
  public void rejected(String reason) {
    var name = rejections.size() < MOST_NAMES || rejections.containsKey(reason) ? reason : OTHER;
    rejections.computeIfAbsent(name, r -> new LongAdder()).increment();
  }

  /**
   * A WebSocket was opened.
   *
   * @param path where, such as {@code /v1/edits}
   */
  public void socketOpened(String path) {
    sockets.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
  }

  /** A WebSocket that was {@linkplain #socketOpened opened} is closed. */
  public void socketClosed(String path) {
    sockets.computeIfAbsent(path, p -> new AtomicInteger()).decrementAndGet();
  }

  /** Says where to look how many requests wait to be admitted. */
  public void queue(LongSupplier waiting) {
    queue = waiting;
  }

  /** Says where to look how the store is. */
  public void store(Supplier<StoreState> state) {
    store = state;
  }

  /** How the store is. */
  StoreState store() {
    return store.get();
  }

  /** Forgets what was counted, such as a rehearsal; what is running and open stays known. */
  public void clear() {
    series.clear();
    edits.clear();
    rejections.clear();
    firstTokens.clear();
    gaps.clear();
  }

  /** All kinds of requests that there were, in a fixed order. */
  List<Requests> requests() {
    var all = new ArrayList<Requests>();
    series.forEach((key, s) -> all.add(new Requests(key.operation(), key.model(), s)));
    all.sort(Comparator.comparing(Requests::model).thenComparing(Requests::operation));
    return all;
  }

  /** All outcomes of edits that there were, in a fixed order. */
  List<Edits> edits() {
    var all = new ArrayList<Edits>();
    edits.forEach((key, times) -> all.add(new Edits(key.by(), key.outcome(), times)));
    all.sort(Comparator.comparing(Edits::by).thenComparing(Edits::outcome));
    return all;
  }

  /** How many requests were turned away, by reason. */
  Map<String, LongAdder> rejections() {
    return rejections;
  }

  /** How many WebSockets are open, by path. */
  Map<String, AtomicInteger> sockets() {
    return sockets;
  }

  /** Requests to models that have begun and not ended. */
  int running() {
    return running.get();
  }

  /** Requests that wait to be admitted. */
  long queued() {
    return queue.getAsLong();
  }

  /** Times to first tokens, of the last minute. */
  LastMinute recentFirstTokens() {
    return firstTokens;
  }

  /** Gaps between pieces of answers, of the last minute. */
  LastMinute recentGaps() {
    return gaps;
  }
}
