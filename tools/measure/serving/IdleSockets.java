import dev.brisk.wire.stream.WebSocketLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What WebSockets take that are open and say nothing. */
final class IdleSockets {
  private static final long TARGET = 50_000_000;

  private IdleSockets() {}

  static List<Row> rows(Options options) throws Exception {
    int sockets = (int) options.number("sockets", 1000);
    try (var server = Brisk.scripted(-1, "{\"say\": \"Yes.\", \"repeat\": true}")) {
      // What comes once with the first ones is the server's own.
      close(open(server, 50));
      waitForSockets(server, 0);
      var before = server.footprint();
      var open = open(server, sockets);
      waitForSockets(server, sockets);
      var after = server.footprint();
      close(open);
      waitForSockets(server, 0);
      var closed = server.footprint();
      long heap = after.heap() - before.heap() + after.direct() - before.direct();
      long resident = after.resident() - before.resident();
      return List.of(
          new Row(
              "memory for " + sockets + " idle WebSockets",
              "50 MB",
              String.format(
                  Locale.ROOT,
                  "%.1f MB of the process (heap and direct memory after a collection: %.1f MB; left after closing: %.1f MB)",
                  resident / 1e6,
                  heap / 1e6,
                  (closed.heap() - before.heap()) / 1e6),
              Math.max(heap, resident) <= TARGET));
    }
  }

  private static List<WebSocketLink> open(Brisk server, int count) throws Exception {
    var open = new ArrayList<WebSocketLink>();
    for (int i = 0; i < count; i++) {
      open.add(server.socket("/v1/responses"));
    }
    return open;
  }

  private static void close(List<WebSocketLink> open) {
    open.forEach(WebSocketLink::close);
  }

  private static void waitForSockets(Brisk server, int count) throws Exception {
    while (server.status().requireObject("sockets").integer("/v1/responses").orElse(0) != count) {
      Thread.sleep(20);
    }
  }
}
