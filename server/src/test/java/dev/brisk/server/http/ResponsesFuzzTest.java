package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.scripted.Script;
import dev.brisk.server.scripted.ScriptedResponder;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent, the answer is a status below 500, and nothing keeps running. */
class ResponsesFuzzTest {
  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  /** A request with everything that clients are known to send. */
  private static final String RECORDED =
      """
      {"model": "scripted", "stream": true, "input": [
        {"type": "additional_tools", "role": "developer", "tools": [{"type": "namespace", "name": "functions",
          "tools": [{"type": "custom", "name": "apply_patch", "format": {"type": "grammar", "syntax": "lark", "definition": "start: x"}}]}]},
        {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "You code."}]},
        {"role": "user", "content": "Edit."},
        {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "s"}], "content": null, "encrypted_content": "brisk1.QQ"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Yes.", "annotations": []}], "phase": "commentary"},
        {"type": "function_call", "name": "exec_command", "arguments": "{}", "call_id": "call_1"},
        {"type": "function_call_output", "call_id": "call_1", "output": [{"type": "input_text", "text": "ok"}]},
        {"type": "custom_tool_call", "name": "apply_patch", "input": "p", "call_id": "call_2"},
        {"type": "custom_tool_call_output", "call_id": "call_2", "output": "done"}],
       "tools": [{"type": "function", "name": "exec_command", "description": "d", "strict": false, "parameters": {"type": "object", "properties": {"cmd": {"type": "string"}}}}],
       "tool_choice": "auto", "parallel_tool_calls": true, "reasoning": {"summary": "auto", "effort": "low"}, "store": false,
       "include": ["reasoning.encrypted_content"], "prompt_cache_key": "k", "text": {"format": {"type": "json_schema", "name": "n", "schema": {}}},
       "max_output_tokens": 5, "temperature": 1, "top_p": 0.5, "top_logprobs": 2, "instructions": "i", "metadata": {}, "prediction": {"type": "content", "content": "x"},
       "client_metadata": {"a": "b"}, "stream_id": "L"}
      """;

  @BeforeContainer
  static void start() {
    var script = Script.of("fuzz", List.of("{\"say\": \"ok\", \"repeat\": true}"));
    server = new TestServer(new ScriptedResponder(script));
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 300)
  void a_recorded_request_with_something_wrong_in_it(@ForAll("mutated") String body)
      throws Exception {
    assertThat(server.post("/v1/responses", body).statusCode()).as(body).isLessThan(500);
    TestServer.await("nobody is busy", () -> server.idle.idle().isPositive());
  }

  @Property(tries = 300)
  void the_same_on_a_websocket_that_still_works_after(@ForAll("mutated") String body)
      throws Exception {
    try (var socket = new RawSocket(server, "/v1/responses")) {
      var _ =
          socket
              .socket
              .sendText("{\"type\":\"response.create\"," + body.stripLeading().substring(1), true)
              .join();
      var _ =
          socket
              .socket
              .sendText("{\"type\":\"response.dance\",\"stream_id\":\"last\"}", true)
              .join();
      for (var event = socket.event(); !event.contains("\"last\""); event = socket.event()) {
        assertThat(event).as(body).startsWith("{").doesNotContain("\"status\":5");
      }
    }
  }

  @Property(tries = 100)
  void a_request_that_is_cut_off(@ForAll("cuts") String body) throws Exception {
    assertThat(server.post("/v1/responses", body).statusCode()).isEqualTo(400);
  }

  @Provide
  Arbitrary<String> cuts() {
    return Arbitraries.integers()
        .between(0, RECORDED.strip().length() - 1)
        .map(length -> RECORDED.strip().substring(0, length));
  }

  /** Requests in which one value, however deep, was replaced by another. */
  @Provide
  Arbitrary<String> mutated() {
    var request = Json.parseObject(RECORDED);
    return Combinators.combine(Arbitraries.integers().between(0, size(request) - 1), values())
        .as(
            (at, value) ->
                new JsonWriter().value(replace(request, new int[] {at}, value)).toString());
  }

  private static Arbitrary<Json> values() {
    return Arbitraries.of(
        new Json.Null(),
        new Json.Bool(true),
        new Json.Numeral("1e999"),
        new Json.Numeral("-1"),
        new Json.Numeral("99999999999999999999999999"),
        new Json.Numeral("0.5"),
        new Json.Text(""),
        new Json.Text("\uD800"),
        new Json.Text("x".repeat(5000)),
        new Json.Array(List.of()),
        new Json.Array(List.of(new Json.Numeral("7"))),
        new JsonObject(Map.of()),
        new JsonObject(Map.of("type", new Json.Text("input_image"))),
        Json.parse("[".repeat(90) + "]".repeat(90)));
  }

  private static int size(Json json) {
    return 1
        + switch (json) {
          case Json.Array(var items) -> items.stream().mapToInt(ResponsesFuzzTest::size).sum();
          case JsonObject(var members) ->
              members.values().stream().mapToInt(ResponsesFuzzTest::size).sum();
          default -> 0;
        };
  }

  /** Replaces the value that is {@code left[0]} values further on. */
  private static Json replace(Json json, int[] left, Json value) {
    if (left[0]-- == 0) {
      return value;
    }
    return switch (json) {
      case Json.Array(var items) ->
          new Json.Array(items.stream().map(item -> replace(item, left, value)).toList());
      case JsonObject(var members) -> {
        var copy = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> copy.put(name, replace(member, left, value)));
        yield new JsonObject(copy);
      }
      default -> json;
    };
  }
}
