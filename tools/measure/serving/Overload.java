import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.EventStream;
import dev.brisk.wire.stream.HttpLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Four times as many requests as can be served, which come when they come (Poisson). Capacity is what a closed loop of as
 * many clients as may run at a time gets through.
 */
final class Overload {
  private static final int TOKENS = 64;
  private static final int STREAMS = 8;
  private static final double OBJECTIVE_MILLIS = 50;
  private static final double TIMES = 4;

  private final Brisk server;
  private final Times gaps = new Times();
  private final Times waits = new Times();
  private final AtomicInteger completed = new AtomicInteger();
  private final AtomicInteger waited = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger number = new AtomicInteger();
  private volatile String why = "";

  private Overload(Brisk server) {
    this.server = server;
  }

  static List<Row> rows(Options options) throws Exception {
    double seconds = options.number("seconds", 30);
    try (var server =
        Brisk.serve(
            "--model", options.text("model", ""), "--context", "4096", "--queue", "32", "--max-wait", "5s")) {
      double unused = new Overload(server).capacity(5);
      double capacity = new Overload(server).capacity(10);
      var overload = new Overload(server);
      int sent = overload.offer(TIMES * capacity, seconds);
      boolean idle = server.awaitIdle(java.time.Duration.ofSeconds(30));
      int all = overload.completed.get() + overload.turnedAway.get() + overload.lost.get();
      return List.of(
          new Row(
              "gaps between chunks of admitted streams at " + (int) TIMES + " times the capacity",
              "p95 of " + (int) OBJECTIVE_MILLIS + " ms (the objective)",
              overload.gaps.quantiles(),
              overload.gaps.quantile(0.95) <= OBJECTIVE_MILLIS),
          new Row(
              "what becomes of requests at " + (int) TIMES + " times the capacity",
              "each is answered, or gets 429 with Retry-After",
              String.format(
                  Locale.ROOT,
                  "capacity %.1f/s; %d sent at %.1f/s: %d answered (%d of them waited; first text %s), %d got 429, %d lost%s%s",
                  capacity,
                  sent,
                  TIMES * capacity,
                  overload.completed.get(),
                  overload.waited.get(),
                  overload.waits.quantiles(),
                  overload.turnedAway.get(),
                  overload.lost.get(),
                  overload.why,
                  idle ? "" : "; the server did not become idle"),
              idle && overload.lost.get() == 0 && all == sent));
    }
  }

  /** Requests a second that a closed loop gets answered. */
  private double capacity(double seconds) throws Exception {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < STREAMS; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (System.nanoTime() < end) {
                      ask();
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    if (lost.get() > 0) {
      throw new IllegalStateException("requests were lost below capacity:" + why);
    }
    return completed.get() / ((System.nanoTime() - start) / 1e9);
  }

  private int offer(double rate, double seconds) throws Exception {
    var random = new Random(1);
    var threads = new ArrayList<Thread>();
    double due = 0;
    long start = System.nanoTime();
    while (due < seconds) {
      due += -Math.log(1 - random.nextDouble()) / rate;
      long left = start + (long) (due * 1e9) - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
      threads.add(Thread.ofVirtual().start(this::ask));
    }
    for (var thread : threads) {
      thread.join();
    }
    return threads.size();
  }

  private void ask() {
    int n = number.incrementAndGet();
    long start = System.nanoTime();
    try (HttpLink link = server.http()) {
      var reply = link.post("/v1/chat/completions", server.headers(), body(n));
      switch (reply.status()) {
        case 200 -> {
          if (reply.header("x-brisk-queue-position").isPresent()) {
            waited.incrementAndGet();
          }
          read(reply.events(), start);
        }
        case 429 -> {
          if (reply.header("retry-after").isPresent()) {
            turnedAway.incrementAndGet();
          } else {
            lose("429 without Retry-After");
          }
        }
        default -> lose(reply.status() + " " + reply.text());
      }
    } catch (Exception e) {
      lose(e.toString());
    }
  }

  private void read(EventStream events, long start) throws Exception {
    long last = 0;
    for (var data = events.next(); data != null; data = events.next()) {
      if (data.equals("[DONE]")) {
        completed.incrementAndGet();
        return;
      }
      if (data.startsWith("{\"error\"")) {
        lose(data);
        return;
      }
      if (data.contains("\"content\":\"") && !data.contains("\"role\"")) {
        long now = events.arrivedNanos();
        if (last == 0) {
          waits.add(now - start);
        } else {
          gaps.add(now - last);
        }
        last = now;
      }
    }
    lose("the stream ended without [DONE]");
  }

  private void lose(String reason) {
    lost.incrementAndGet();
    why = " (" + reason + ")";
  }

  private byte[] body(int n) {
    var json = new JsonWriter().beginObject().member("model", server.model()).member("stream", true);
    json.member("max_tokens", TOKENS).member("temperature", 1.0).member("seed", n).name("messages").beginArray();
    json.beginObject().member("role", "user");
    json.member("content", "Request " + n + ": " + "count the basket in cents. ".repeat(8)).endObject();
    return json.endArray().endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
