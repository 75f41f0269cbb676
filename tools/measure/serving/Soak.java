import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.HttpLink;
import dev.brisk.wire.stream.WebSocketLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients of all kinds at a server that has as much to do as it can, for minutes. What it has of the machine is looked at
 * after the first fifth of the time and at the end, each time when nobody is connected, after a collection.
 */
final class Soak {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final long HEAP = 8 << 20;
  private static final long DIRECT = 1 << 20;

  private final Brisk server;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile String why = "";

  /** What one client does once. */
  private interface Client {
    void act(Random random) throws Exception;
  }

  private Soak(Brisk server) {
    this.server = server;
  }

  static List<Row> rows(Options options) throws Exception {
    double seconds = 60 * options.number("minutes", 10);
    try (var server =
        Brisk.serve(
            "--model", options.text("model", ""), "--context", "4096", "--queue", "8", "--max-wait", "5s")) {
      var soak = new Soak(server);
      soak.run(seconds / 5);
      boolean idle = server.awaitIdle(IDLE);
      var before = server.footprint();
      soak.run(seconds * 4 / 5);
      idle &= server.awaitIdle(IDLE);
      var after = server.footprint();
      System.err.println(soak.done + " done, " + soak.busy + " told to come back, " + soak.failed + " failed" + soak.why);
      var rows = new ArrayList<Row>();
      // The prefix cache fills up to its bound, which is as it should be.
      rows.add(
          row(
              "heap after a collection without the prefix cache, bytes",
              before.heap() - before.prefixes(),
              after.heap() - after.prefixes(),
              HEAP));
      rows.add(row("direct memory, bytes", before.direct(), after.direct(), DIRECT));
      rows.add(row("open files", before.files(), after.files(), 2));
      rows.add(row("threads of the system", before.threads(), after.threads(), 4));
      rows.add(row("pages of keys and values that nobody reads, bytes", before.kvPages(), after.kvPages(), 0));
      rows.add(
          new Row(
              "what clients of all kinds get in " + (int) seconds + " s at capacity",
              "an answer, or to come back later; idle when they have left",
              String.format(
                  Locale.ROOT, "%,d done, %,d told to come back, %d failed%s%s",
                  soak.done.get(), soak.busy.get(), soak.failed.get(), soak.why, idle ? "" : ", and something goes on"),
              idle && soak.failed.get() == 0));
      return rows;
    }
  }

  private static Row row(String what, long before, long after, long more) {
    return new Row(
        what,
        "does not grow",
        String.format(Locale.ROOT, "%,d after the first fifth, %,d at the end", before, after),
        after <= before + more);
  }

  private void run(double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var clients =
        List.<Client>of(this::chat, this::chat, this::leave, this::whole, this::socket, this::socket, this::edits, this::edits, this::post);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < clients.size(); i++) {
      var client = clients.get(i);
      var random = new Random(i);
      threads.add(Thread.ofVirtual().start(() -> act(client, random, end)));
    }
    for (var thread : threads) {
      thread.join();
    }
  }

  private void act(Client client, Random random, long end) {
    while (System.nanoTime() < end) {
      try {
        client.act(random);
        done.incrementAndGet();
      } catch (BusyException e) {
        busy.incrementAndGet();
      } catch (Exception e) {
        failed.incrementAndGet();
        why = " (" + e + ")";
      }
    }
  }

  private static final class BusyException extends Exception {}

  private void chat(Random random) throws Exception {
    stream(random, Integer.MAX_VALUE);
  }

  private void leave(Random random) throws Exception {
    stream(random, random.nextInt(20));
  }

  /** Reads so many events, then hangs up. */
  private void stream(Random random, int events) throws Exception {
    try (HttpLink link = server.http()) {
      var reply = link.post("/v1/chat/completions", server.headers(), chat(random, true));
      check(reply.status(), reply.status() == 200 ? "" : reply.text());
      var stream = reply.events();
      for (int i = 0; i < events; i++) {
        var data = stream.next();
        if (data == null || data.equals("[DONE]")) {
          return;
        }
      }
    }
  }

  private void whole(Random random) throws Exception {
    try (HttpLink link = server.http()) {
      var reply = link.post("/v1/chat/completions", server.headers(), chat(random, false));
      check(reply.status(), reply.text());
    }
  }

  private static void check(int status, String text) throws BusyException {
    if (status == 429) {
      throw new BusyException();
    }
    if (status != 200) {
      throw new IllegalStateException(status + " " + text);
    }
  }

  private byte[] chat(Random random, boolean stream) {
    var json = new JsonWriter().beginObject().member("model", server.model()).member("stream", stream);
    json.member("max_tokens", 48).member("temperature", 1.0).member("seed", random.nextInt(1000));
    json.name("messages").beginArray().beginObject().member("role", "user");
    json.member("content", words(random)).endObject().endArray();
    return bytes(json);
  }

  private static String words(Random random) {
    return "Task " + random.nextInt(50) + ": count the items of the basket. ".repeat(1 + random.nextInt(20));
  }

  /** A conversation on a WebSocket that is steered, interrupted, gone on with, or left. */
  private void socket(Random random) throws Exception {
    try (WebSocketLink link = server.socket("/v1/responses")) {
      String previous = null;
      for (int turn = random.nextInt(4); turn >= 0; turn--) {
        var json = new JsonWriter().beginObject().member("type", "response.create").member("model", server.model());
        if (previous != null) {
          json.member("previous_response_id", previous);
        }
        json.member("input", words(random)).member("max_output_tokens", 48).member("temperature", 1.0);
        link.send(bytes(json.member("seed", random.nextInt(1000))));
        previous = converse(link, random);
        if (previous == null) {
          return;
        }
      }
    }
  }

  private String converse(WebSocketLink link, Random random) throws Exception {
    int kind = random.nextInt(5);
    int after = random.nextInt(20);
    int successors = 0;
    String id = "";
    for (int deltas = 0; ; ) {
      var event = Json.parseObject(link.receive());
      switch (event.requireText("type")) {
        case "response.created" -> id = event.requireObject("response").requireText("id");
        case "response.output_text.delta" -> {
          if (deltas++ == after && kind < 3) {
            if (kind == 2) {
              return null;
            }
            var json = new JsonWriter().beginObject();
            if (kind == 0) {
              json.member("type", "response.steer").member("previous_response_id", id).member("input", "Faster.");
            } else {
              json.member("type", "response.interrupt").member("response_id", id);
            }
            link.send(bytes(json));
          }
        }
        case "response.steer.accepted" -> successors++;
        case "response.completed", "response.incomplete" -> {
          if (successors-- <= 0) {
            return id;
          }
        }
        case "response.failed", "error", "response.steer.failed" -> {
          var text = event.toString();
          if (text.contains("rate_limit")) {
            throw new BusyException();
          }
          // What had ended when it was to be steered.
          if (!text.contains("response_already_completed") && !text.contains("response_not_active")) {
            throw new IllegalStateException(text);
          }
          return null;
        }
        default -> {
          // On its way.
        }
      }
    }
  }

  private void edits(Random random) throws Exception {
    try (var link = server.socket("/v1/edits")) {
      for (int i = 0; i < 3; i++) {
        link.send(bytes(edit(random, "e" + i)));
        boolean cancels = random.nextBoolean();
        while (true) {
          var event = Json.parseObject(link.receive());
          if (event.requireText("type").equals("edit.started") && cancels) {
            link.send(bytes(new JsonWriter().beginObject().member("type", "edit.cancel").member("id", "e" + i)));
          }
          if (event.requireText("type").equals("edit.completed") || event.requireText("type").equals("edit.failed")) {
            break;
          }
        }
      }
    }
  }

  private void post(Random random) throws Exception {
    try (HttpLink link = server.http()) {
      var reply = link.post("/v1/edits", server.headers(), bytes(edit(random, "p")));
      check(reply.status(), reply.status() == 200 ? "" : reply.text());
      var events = reply.events();
      int left = random.nextInt(10);
      while (left-- > 0 && events.next() != null) {
        // Until it is over, or this client has had enough.
      }
    }
  }

  private static JsonWriter edit(Random random, String id) {
    var json = new JsonWriter().beginObject().member("type", "edit.create").member("id", id);
    json.member("path", "Basket.java").member("text", "class Basket {\n  int sum = 0;\n  int count = 0;\n}\n");
    json.name("region").beginObject().member("first_line", 2).member("last_line", 3).endObject();
    json.name("options").beginObject().member("max_tokens", 40).endObject();
    return json.member("instruction", random.nextBoolean() ? "rename sum to total" : words(random));
  }

  private static byte[] bytes(JsonWriter json) {
    return json.endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
