import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much later tokens are here than the script has them due. Both processes read one clock; the first token
 * says when it is due itself, and the others follow in the rhythm of the script.
 */
final class AddedTime {
  private static final long EACH = 1_000_000;
  private static final int STREAMS = 16;
  private static final double TARGET = 1;

  private final long[][] arrived;
  private final int[] counts = new int[STREAMS];
  private final long[] due = new long[STREAMS];
  private long now;

  private AddedTime(int tokens) {
    arrived = new long[STREAMS][tokens];
  }

  static List<Row> rows(Options options) throws Exception {
    int tokens = (int) (1000 * options.number("seconds", 10));
    var script =
        "{\"say\": [{\"clock\": true}, {\"tokens\": %d}], \"tokens_per_second\": 1000, \"ttft_ms\": 20, \"repeat\": true}"
            .formatted(tokens - 1);
    var rows = new ArrayList<Row>();
    try (var server = Brisk.scripted(-1, script)) {
      // The first rounds warm both programs up, all that the APIs share for each of them.
      for (var api : Api.values()) {
        Row unused = new AddedTime(tokens).run(server, api);
      }
      for (var api : Api.values()) {
        rows.add(new AddedTime(tokens).run(server, api));
      }
    }
    return rows;
  }

  /** How tokens are asked for, and how their events look. */
  private enum Api {
    SOCKET("WebSocket", "{\"type\":\"response.output_text.delta\"", "\"delta\":\"", "{\"type\":\"response.completed\""),
    RESPONSES("Responses, SSE", "{\"type\":\"response.output_text.delta\"", "\"delta\":\"", "{\"type\":\"response.completed\""),
    CHAT("Chat Completions, SSE", "\"delta\":{\"content\":\"", "\"content\":\"", "data: [DONE]");

    final String words;
    final String marker;
    final String before;
    final String last;

    Api(String words, String marker, String before, String last) {
      this.words = words;
      this.marker = marker;
      this.before = before;
      this.last = last;
    }
  }

  private Row run(Brisk server, Api api) throws IOException {
    var channels = new ArrayList<Channel>();
    try (var selector = Selector.open()) {
      for (int i = 0; i < STREAMS; i++) {
        channels.add(open(server, api, i));
      }
      for (var channel : channels) {
        ask(channel, server, api);
        var unused = channel.socket().configureBlocking(false).register(selector, SelectionKey.OP_READ, channel);
      }
      long end = System.nanoTime() + 60_000_000_000L + arrived[0].length * EACH;
      while (!channels.stream().allMatch(Channel::ended) && System.nanoTime() < end) {
        int ready = selector.select(1000);
        for (var key : selector.selectedKeys()) {
          now = System.nanoTime();
          ((Channel) key.attachment()).read();
        }
        selector.selectedKeys().clear();
      }
    } finally {
      for (var channel : channels) {
        channel.close();
      }
    }
    return row(api);
  }

  private Channel open(Brisk server, Api api, int stream) throws IOException {
    var channel =
        new Channel(server.uri(), api.marker, api.last, (bytes, from, end) -> token(stream, api, bytes, from, end));
    return api == Api.SOCKET ? channel.upgrade("/v1/responses", server.token()) : channel;
  }

  private static void ask(Channel channel, Brisk server, Api api) throws IOException {
    switch (api) {
      case SOCKET -> channel.say("{\"type\":\"response.create\",\"model\":\"scripted\",\"input\":\"Go.\"}");
      case RESPONSES ->
          channel.post(
              "/v1/responses", server.token(), "{\"model\":\"scripted\",\"input\":\"Go.\",\"stream\":true}");
      case CHAT ->
          channel.post(
              "/v1/chat/completions",
              server.token(),
              "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}],\"stream\":true}");
    }
  }

  private void token(int stream, Api api, byte[] bytes, int from, int end) {
    int index = counts[stream]++;
    if (index == 0) {
      var text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      int at = text.indexOf(api.before) + api.before.length();
      due[stream] = Long.parseLong(text.substring(at, text.indexOf('"', at)));
    }
    if (index < arrived[stream].length) {
      arrived[stream][index] = now;
    }
  }

  private Row row(Api api) {
    var times = new Times();
    long tokens = 0;
    boolean all = true;
    for (int s = 0; s < STREAMS; s++) {
      all &= counts[s] == arrived[s].length;
      tokens += counts[s];
      for (int i = 0; i < Math.min(counts[s], arrived[s].length); i++) {
        times.add(arrived[s][i] - (due[s] + i * EACH));
      }
    }
    return new Row(
        "time added to each token, " + STREAMS + " streams of 1,000 tokens/s, " + api.words,
        "p99 of 1 ms, all tokens delivered",
        String.format(
            Locale.ROOT, "%s; %,d of %,d tokens", times.quantiles(), tokens, (long) STREAMS * arrived[0].length),
        all && times.quantile(0.99) <= TARGET);
  }
}
