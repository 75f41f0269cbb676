import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many events a server sends over WebSockets that has one core; this process has another. */
final class EventRate {
  private static final double TARGET = 60_000;
  private static final int TOKENS = 200_000;
  private long events;
  private long answers;

  private EventRate() {}

  static List<Row> rows(Options options) throws Exception {
    var rows = new ArrayList<Row>();
    var script = "{\"say\": [{\"tokens\": " + TOKENS + "}], \"repeat\": true}";
    // What is measured is the way of an event; how many may run at a time is another matter.
    try (var server = Brisk.scripted(0, script)) {
      for (int sockets : new int[] {1, 16}) {
        rows.add(new EventRate().run(server, sockets, options.number("seconds", 10)));
      }
    }
    return rows;
  }

  private Row run(Brisk server, int sockets, double seconds) throws Exception {
    var channels = new ArrayList<Channel>();
    double rate;
    double busy;
    try (var selector = Selector.open()) {
      for (int i = 0; i < sockets; i++) {
        var channel =
            new Channel(
                    server.uri(),
                    "{\"type\":\"response.output_text.delta\",",
                    "{\"type\":\"response.completed\"",
                    (bytes, from, end) -> events++)
                .upgrade("/v1/responses", server.token());
        channels.add(channel);
        ask(channel);
        var unused = channel.socket().configureBlocking(false).register(selector, SelectionKey.OP_READ, channel);
      }
      read(selector, seconds / 2);
      long before = events;
      long processor = server.processorNanos();
      long start = System.nanoTime();
      read(selector, seconds);
      double elapsed = System.nanoTime() - start;
      rate = (events - before) / elapsed * 1e9;
      // Nothing may be missing: each answer that has ended had all of its events.
      if (events < answers * TOKENS || events > (answers + sockets) * TOKENS) {
        throw new IllegalStateException(events + " events came of " + answers + " answers and some of the next");
      }
      busy = (server.processorNanos() - processor) / elapsed;
    } finally {
      for (var channel : channels) {
        channel.close();
      }
    }
    return new Row(
        "events through one core, " + sockets + (sockets == 1 ? " WebSocket" : " WebSockets"),
        "60,000 a second",
        String.format(
            Locale.ROOT, "%,.0f a second; the server had %.0f %% of its core", rate, 100 * busy),
        rate >= TARGET);
  }

  private static void ask(Channel channel) throws Exception {
    channel.say("{\"type\":\"response.create\",\"model\":\"scripted\",\"input\":\"Go.\",\"store\":false}");
  }

  private void read(Selector selector, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      int ready = selector.select(100);
      for (var key : selector.selectedKeys()) {
        var channel = (Channel) key.attachment();
        channel.read();
        if (channel.ended()) {
          answers++;
          ask(channel);
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
