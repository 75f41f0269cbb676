import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.HttpLink;
import dev.brisk.wire.stream.WebSocketLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a loop of 20 calls of a tool takes without the model, which answers at once: over HTTP with the whole
 * conversation each time, over a WebSocket with what is new. All connections stay open.
 */
final class ToolLoop {
  private static final int TURNS = 20;
  private static final double TARGET = 0.8;
  private static final String SCRIPT =
      "{\"say\": [{\"call\": \"shell\", \"arguments\": {\"command\": \"sed -n 1,20p src/Basket.java\"}}], \"repeat\": true}";

  private final Brisk server;

  /** Events of the answer, one after the other. */
  private interface Events {
    String next() throws Exception;
  }

  private ToolLoop(Brisk server) {
    this.server = server;
  }

  static List<Row> rows(Options options) throws Exception {
    int loops = (int) options.number("loops", 100);
    try (var server = Brisk.scripted(-1, SCRIPT)) {
      var loop = new ToolLoop(server);
      var http = new Times();
      var socket = new Times();
      // In turn, so that what else the machine does meets both; the first half warms up.
      for (int i = 0; i < 2 * loops; i++) {
        long byHttp = loop.http();
        long bySocket = loop.socket();
        if (i >= loops) {
          http.add(byHttp);
          socket.add(bySocket);
        }
      }
      double less = 1 - socket.quantile(0.5) / http.quantile(0.5);
      return List.of(
          new Row(
              "20 turns of a tool loop with 8k tokens of history, without the model: WebSocket against HTTP",
              "80 % less",
              String.format(
                  Locale.ROOT,
                  "%.0f %% less: %.1f ms instead of %.1f ms a loop (medians of %d)",
                  100 * less,
                  socket.quantile(0.5),
                  http.quantile(0.5),
                  loops),
              less >= TARGET));
    }
  }

  private long http() throws Exception {
    try (HttpLink link = server.http()) {
      var items = history();
      long start = System.nanoTime();
      for (int turn = 0; turn < TURNS; turn++) {
        var body = request(new Json.Array(items), Map.of("stream", new Json.Bool(true), "store", new Json.Bool(false)));
        var events = link.post("/v1/responses", server.headers(), body).events();
        var response = response(events::next);
        items.addAll(response.objects("output"));
        items.add(output(response));
        String nothing = events.next();
      }
      return System.nanoTime() - start;
    }
  }

  private long socket() throws Exception {
    try (WebSocketLink link = server.socket("/v1/responses")) {
      List<Json> items = history();
      String previous = null;
      long start = System.nanoTime();
      for (int turn = 0; turn < TURNS; turn++) {
        var more = new LinkedHashMap<String, Json>();
        more.put("type", new Json.Text("response.create"));
        if (previous != null) {
          more.put("previous_response_id", new Json.Text(previous));
        }
        link.send(request(new Json.Array(items), more));
        var response = response(link::receive);
        previous = response.requireText("id");
        items = List.of(output(response));
      }
      return System.nanoTime() - start;
    }
  }

  /** Reads all events as a client does; gives the response that has completed. */
  private static JsonObject response(Events events) throws Exception {
    while (true) {
      var event = Json.parseObject(events.next());
      switch (event.requireText("type")) {
        case "response.completed" -> {
          return event.requireObject("response");
        }
        case "error", "response.failed", "response.incomplete" -> throw new IllegalStateException(event.toString());
        default -> {
          // On its way.
        }
      }
    }
  }

  private static byte[] request(Json input, Map<String, Json> more) {
    var members = new LinkedHashMap<String, Json>(more);
    members.put("model", new Json.Text("scripted"));
    members.put("input", input);
    members.put("tools", TOOLS);
    return new JsonWriter().value(new JsonObject(members)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final Json TOOLS =
      Json.parse(
          "[{\"type\": \"function\", \"name\": \"shell\", \"description\": \"Runs a command.\", \"parameters\": "
              + "{\"type\": \"object\", \"properties\": {\"command\": {\"type\": \"string\"}}}}]");

  private static Json output(JsonObject response) {
    var call = response.objects("output").getLast();
    var members = new LinkedHashMap<String, Json>();
    members.put("type", new Json.Text("function_call_output"));
    members.put("call_id", new Json.Text(call.requireText("call_id")));
    members.put("output", new Json.Text("class Basket {\n  int total;\n}\n".repeat(4)));
    return new JsonObject(members);
  }

  /** About 8,000 tokens: what was asked, called and found before. */
  private static List<Json> history() {
    var items = new ArrayList<Json>();
    items.add(Json.parse("{\"role\": \"user\", \"content\": \"Make the basket count in cents.\"}"));
    var page = "    for (Item item : items) {\\n      total += item.price();\\n    }\\n".repeat(40);
    for (int i = 0; i < 11; i++) {
      items.add(
          Json.parse(
              "{\"type\": \"function_call\", \"call_id\": \"call_%d\", \"name\": \"shell\", \"arguments\": \"{}\"}"
                  .formatted(i)));
      items.add(
          Json.parse(
              "{\"type\": \"function_call_output\", \"call_id\": \"call_%d\", \"output\": \"%s\"}"
                  .formatted(i, page)));
    }
    return items;
  }
}
