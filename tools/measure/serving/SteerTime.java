import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.WebSocketLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * From a steer to the first text of the successor, beside what new input alone takes: the same conversation, all of
 * it read, goes on with the same words. Both have an answer of as many tokens behind them. A model with random weights
 * writes broken characters now and then, which no conversation can repeat; such rounds do not count.
 */
final class SteerTime {
  private static final int PAGE = 64;
  private static final int WRITTEN = 64;

  /** What a redirect may take beside the new input: the step that runs when it comes, and its own events. */
  private static final double MORE_MILLIS = 5;

  private final WebSocketLink socket;
  private final String model;
  private boolean broken;

  private SteerTime(WebSocketLink socket, String model) {
    this.socket = socket;
    this.model = model;
  }

  static List<Row> rows(Options options) throws Exception {
    int n = (int) options.number("times", 20);
    var steered = new Times();
    var alone = new Times();
    var whole = new Times();
    long least = Long.MAX_VALUE;
    long most = 0;
    try (var server = Brisk.serve("--model", options.text("model", ""), "--context", "8192");
        var socket = server.socket("/v1/responses")) {
      var time = new SteerTime(socket, server.model());
      int warmUp = 5;
      for (int i = 0; alone.count() < n && i < 20 * n; i++) {
        time.broken = false;
        var long_ = "Round " + i + ". " + "Count the items of the basket in cents. ".repeat(50);
        long start = System.nanoTime();
        var id = time.create(null, long_, 400, i);
        if (!time.writes(1)) {
          continue;
        }
        long cold = time.arrived() - start;
        if (!time.writes(WRITTEN - 1)) {
          continue;
        }
        start = System.nanoTime();
        time.steer(id);
        var ended = time.end();
        var successor = time.hear("response.created").requireObject("response").requireText("id");
        if (!ended.requireText("status").equals("incomplete") || !time.writes(1)) {
          continue;
        }
        long bySteer = time.arrived() - start;
        time.interrupt(successor);
        var usage = time.end().requireObject("usage");
        // The same without a steer: a response of its own that went to its end, then new input.
        id = time.create(null, long_ + "Again.", WRITTEN, i);
        var known = time.end();
        start = System.nanoTime();
        id = time.create(id, "Stop, and do it in euros.", 400, i);
        if (!known.requireText("status").equals("incomplete") || !time.writes(1)) {
          continue;
        }
        long byInput = time.arrived() - start;
        time.interrupt(id);
        JsonObject unused = time.end();
        if (time.broken || warmUp-- > 0) {
          continue;
        }
        whole.add(cold);
        steered.add(bySteer);
        alone.add(byInput);
        long read =
            ended.requireObject("usage").requireInteger("total_tokens")
                - usage.requireObject("input_tokens_details").requireInteger("cached_tokens");
        least = Math.min(least, read);
        most = Math.max(most, read);
      }
    }
    double difference = steered.quantile(0.5) - alone.quantile(0.5);
    return List.of(
        new Row(
            "steer to the first text of the successor, 2,000 tokens of conversation",
            "as new input alone (at most " + (int) MORE_MILLIS + " ms more), nothing read again but a page",
            String.format(
                Locale.ROOT,
                "%.1f ms; new input alone %.1f ms; the whole prompt %.1f ms (medians of %d); %d to %d tokens of what was known read again",
                steered.quantile(0.5),
                alone.quantile(0.5),
                whole.quantile(0.5),
                steered.count(),
                least,
                most),
            steered.count() >= n && difference <= MORE_MILLIS && most <= PAGE + 1));
  }

  /** Gives the id of the response. */
  private String create(String previous, String input, int tokens, int seed) throws Exception {
    var json = new JsonWriter().beginObject().member("type", "response.create").member("model", model);
    if (previous != null) {
      json.member("previous_response_id", previous);
    }
    json.member("input", input).member("max_output_tokens", tokens).member("temperature", 1.0).member("seed", seed);
    say(json);
    return hear("response.created").requireObject("response").requireText("id");
  }

  private void steer(String id) throws Exception {
    say(
        new JsonWriter()
            .beginObject()
            .member("type", "response.steer")
            .member("previous_response_id", id)
            .member("input", "Stop, and do it in euros."));
  }

  private void interrupt(String id) throws Exception {
    say(new JsonWriter().beginObject().member("type", "response.interrupt").member("response_id", id));
  }

  private void say(JsonWriter json) throws Exception {
    socket.send(json.endObject().toString().getBytes(StandardCharsets.UTF_8));
  }

  private long arrived() {
    return socket.arrivedNanos();
  }

  /** Whether so many pieces of text come before the response ends. */
  private boolean writes(int pieces) throws Exception {
    for (int i = 0; i < pieces; ) {
      var type = next().requireText("type");
      if (isEnd(type)) {
        return false;
      }
      i += type.equals("response.output_text.delta") ? 1 : 0;
    }
    return true;
  }

  private JsonObject end() throws Exception {
    while (true) {
      var event = next();
      if (isEnd(event.requireText("type"))) {
        return event.requireObject("response");
      }
    }
  }

  private JsonObject hear(String type) throws Exception {
    while (true) {
      var event = next();
      if (event.requireText("type").equals(type)) {
        return event;
      }
    }
  }

  private JsonObject next() throws Exception {
    var event = Json.parseObject(socket.receive());
    if (event.requireText("type").equals("error") || event.requireText("type").equals("response.failed")) {
      throw new IllegalStateException(event.toString());
    }
    broken |= event.text("delta").orElse("").indexOf('\uFFFD') >= 0;
    return event;
  }

  private static boolean isEnd(String type) {
    return type.equals("response.completed") || type.equals("response.incomplete");
  }
}
