import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.HttpLink;
import dev.brisk.wire.stream.WebSocketLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment a client says stop, or hangs up, to the first answer of {@code /v1/status} that shows an idle engine.
 * Asking takes its time, too, so the true time is shorter.
 */
final class InterruptTime {
  private static final double TARGET = 20;
  private static final long MOST = 10_000_000_000L;

  private final Brisk server;
  private final Times times = new Times();
  private int ended;
  private int tried;

  /** Asks for something long, and waits until the model writes. */
  private interface Begin {
    /** Gives what stops it, or null if it has ended by itself. */
    Stop begin(int number) throws Exception;
  }

  private interface Stop {
    void stop() throws Exception;
  }

  private InterruptTime(Brisk server) {
    this.server = server;
  }

  static List<Row> rows(Options options) throws Exception {
    int n = (int) options.number("times", 300);
    var rows = new ArrayList<Row>();
    try (var server = Brisk.serve()) {
      try (var socket = server.socket("/v1/edits")) {
        rows.add(new InterruptTime(server).run("edit.cancel", n, number -> edit(socket, number)));
      }
      rows.add(new InterruptTime(server).run("a WebSocket that hangs up", n, number -> hangUp(server, number)));
      rows.add(new InterruptTime(server).run("an SSE client that hangs up", n, number -> leave(server, number)));
    }
    return rows;
  }

  private Row run(String what, int n, Begin begin) throws Exception {
    int warmUp = 200;
    while (times.count() < n && tried < 10 * n) {
      var stop = begin.begin(tried++);
      if (stop == null) {
        ended++;
        continue;
      }
      if (server.engineIsIdle()) {
        // It was done before it could be stopped.
        stop.stop();
        ended++;
        continue;
      }
      long start = System.nanoTime();
      stop.stop();
      while (!server.engineIsIdle()) {
        if (System.nanoTime() - start > MOST) {
          throw new IllegalStateException("the engine goes on after " + what + ": " + server.status());
        }
        // Who asks without a pause takes one of the two cores from the engine.
        LockSupport.parkNanos(500_000);
      }
      long time = System.nanoTime() - start;
      if (warmUp-- <= 0) {
        times.add(time);
      }
    }
    return new Row(
        what + " to the engine idle, built-in model",
        "p99 of 20 ms",
        times.quantiles() + "; " + ended + " more had ended before",
        times.count() >= n && times.quantile(0.99) <= TARGET);
  }

  private static Stop edit(WebSocketLink socket, int number) throws Exception {
    var id = "edit-" + number;
    return started(socket, id)
        ? () -> {
          var cancel = new JsonWriter().beginObject().member("type", "edit.cancel").member("id", id);
          socket.send(bytes(cancel.endObject()));
        }
        : null;
  }

  private static Stop hangUp(Brisk server, int number) throws Exception {
    var socket = server.socket("/v1/edits");
    if (started(socket, "edit-" + number)) {
      return socket::close;
    }
    socket.close();
    return null;
  }

  /** Asks for an edit whose answer is long; false if it has ended before it began. */
  private static boolean started(WebSocketLink socket, String id) throws Exception {
    socket.send(bytes(create(id)));
    while (true) {
      var event = Json.parseObject(socket.receive());
      if (event.text("id").orElse("").equals(id)) {
        return event.requireText("type").equals("edit.started");
      }
    }
  }

  private static JsonWriter create(String id) {
    var text = new StringBuilder("class Long {\n");
    for (int i = 0; i < 60; i++) {
      text.append("  int value").append(i).append(" = compute(").append(id.hashCode() + i).append(");\n");
    }
    var json = new JsonWriter().beginObject().member("type", "edit.create").member("id", id);
    json.member("path", "Long.java").member("text", text.append("}\n").toString());
    json.name("region").beginObject().member("first_line", 2).member("last_line", 50).endObject();
    return json.member("instruction", "wrap each of these calls so that errors are logged and counted").endObject();
  }

  private static Stop leave(Brisk server, int number) throws Exception {
    HttpLink link = server.http();
    var json = new JsonWriter().beginObject().member("prompt", "int value" + number + " = ");
    json.member("n_predict", 512).member("stream", true).member("temperature", 1.5).member("seed", number);
    var reply = link.post("/completion", server.headers(), bytes(json.endObject()));
    if (reply.status() != 200) {
      throw new IllegalStateException("/completion answered " + reply.text());
    }
    if (reply.events().next() == null) {
      link.close();
      return null;
    }
    return link::close;
  }

  private static byte[] bytes(JsonWriter json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
