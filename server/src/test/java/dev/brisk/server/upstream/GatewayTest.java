package dev.brisk.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.config.UpstreamModel.Replica;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.http.RawSocket;
import dev.brisk.server.respond.Models;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.scripted.Script;
import dev.brisk.server.scripted.ScriptedResponder;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brisk in front of Brisk, all the way through HTTP; a script answers behind. */
@Timeout(60)
class GatewayTest {
  private static final String TOKEN = "a-token-for-tests";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() throws Exception {
    http.shutdownNow();
    for (var one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void a_chat_comes_through_with_thoughts_calls_and_usage() throws Exception {
    var gateway =
        gateway(
            """
            {"say": [{"reasoning": "Hm."}, "All well. ", {"call": "ls", "id": "c1", "arguments": {"dir": "."}}, \
            {"call": "apply_patch", "id": "c2", "input": "*** Begin\\nx"}], "usage": {"cached_tokens": 3}}""");
    var body =
        post(
            gateway,
            """
            {"model": "scripted", "messages": [{"role": "user", "content": "How is it going?"}], "tools": [
              {"type": "function", "function": {"name": "ls", "parameters": {"type": "object"}}},
              {"type": "custom", "custom": {"name": "apply_patch"}}]}
            """);
    var message = body.objects("choices").getFirst().requireObject("message");
    assertThat(message.requireText("reasoning_content")).isEqualTo("Hm.");
    assertThat(message.requireText("content")).isEqualTo("All well. ");
    var calls = message.objects("tool_calls");
    assertThat(calls.getFirst().requireObject("function").requireText("arguments"))
        .isEqualTo("{\"dir\":\".\"}");
    assertThat(calls.getLast().requireObject("custom").requireText("input"))
        .isEqualTo("*** Begin\nx");
    var usage = body.requireObject("usage");
    assertThat(usage.requireInteger("prompt_tokens")).isEqualTo(4);
    assertThat(usage.requireObject("prompt_tokens_details").requireInteger("cached_tokens"))
        .isEqualTo(3);
    assertThat(usage.requireInteger("completion_tokens")).isPositive();
  }

  @Test
  void a_refusal_comes_through_with_its_status() throws Exception {
    var gateway =
        gateway("{\"error\": {\"code\": \"prompt_too_long\", \"message\": \"Too long by 7.\"}}");
    var response =
        send(
            gateway,
            "{\"model\": \"scripted\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("context_length_exceeded", "Too long by 7");
  }

  @Test
  void edits_are_made_by_a_chat_model_elsewhere() throws Exception {
    var gateway =
        gateway(
            "{\"when\": {\"user\": \"frobnicate\"}, \"say\": \"```\\n  int b = frobnicate(1);\\n```\\n\"}");
    try (var client = EditClient.connect(uri(gateway), TOKEN, Duration.ofSeconds(20))) {
      var call =
          client.create(
              new EditCreate(
                  null,
                  "A.java",
                  "class A {\n  int b = 1;\n}\n",
                  new LineRange(2, 2),
                  "frobnicate the value of b in a way no rule knows",
                  null,
                  new EditOptions(null, null, null, "scripted", null, null)));
      var event = call.next();
      while (!call.isLast(event)) {
        event = call.next();
      }
      assertThat(event).isInstanceOf(EditCompleted.class);
      assertThat(((EditCompleted) event).hunks().getFirst().added())
          .containsExactly("  int b = frobnicate(1);");
    }
  }

  @Test
  void models_are_chosen_by_name_and_alias() throws Exception {
    var behind = serve(new ScriptedResponder(script("{\"say\": \"from far\", \"repeat\": true}")));
    var far = upstream(behind, Optional.of("flagship"));
    var near = new ScriptedResponder(script("{\"say\": \"from near\", \"repeat\": true}"));
    var gateway = serve(new Models(List.of(near, far), Map.of("big", "flagship")));
    for (var expected : Map.of("scripted", "near", "flagship", "far", "big", "far").entrySet()) {
      var body =
          post(
              gateway,
              "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
                  .formatted(expected.getKey()));
      assertThat(body.objects("choices").getFirst().requireObject("message").requireText("content"))
          .isEqualTo("from " + expected.getValue());
    }
  }

  /** Also before the upstream has said whether it answers, when a response has no id yet. */
  @ParameterizedTest
  @ValueSource(strings = {"interrupt", "leave", "leave while it reads ahead"})
  void a_websocket_stops_what_an_upstream_has_not_answered_yet(String how) throws Exception {
    var hungUp = new CountDownLatch(1);
    var engine = new RawEngine();
    open.add(engine);
    // Of a kind that is asked to read ahead, too.
    engine.models = "{\"object\":\"list\",\"data\":[{\"id\":\"raw\",\"owned_by\":\"vllm\"}]}";
    engine.then(
        call -> {
          call.awaitHangUp();
          hungUp.countDown();
        });
    var gateway =
        serve(
            UpstreamResponder.open(
                Optional.of("far"),
                OptionalInt.empty(),
                UpstreamModel.of(List.of(new Replica(engine.url(), 1)), Optional.empty()),
                Optional.empty()));
    var more = how.contains("ahead") ? ",\"generate\":false" : "";
    try (var socket = new RawSocket(gateway.port(), "/v1/responses", TOKEN)) {
      socket.say(
          "{\"type\":\"response.create\",\"model\":\"far\",\"input\":\"Hello\"" + more + "}");
      assertThat(engine.asked()).contains("Hello");
      if (how.equals("interrupt")) {
        socket.say("{\"type\":\"response.interrupt\"}");
        var event = socket.hear();
        while (event.contains("response.created") || event.contains("response.in_progress")) {
          event = socket.hear();
        }
        assertThat(event).contains("response.incomplete", "\"reason\":\"interrupted\"");
      }
    }
    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private HttpServer gateway(String... lines) throws InterruptedException {
    return serve(upstream(serve(new ScriptedResponder(script(lines))), Optional.empty()));
  }

  private UpstreamResponder upstream(HttpServer behind, Optional<String> name)
      throws InterruptedException {
    var responder =
        UpstreamResponder.open(
            name,
            OptionalInt.empty(),
            UpstreamModel.of(List.of(new Replica(uri(behind), 1)), Optional.empty()),
            Optional.of(TOKEN));
    open.add(responder);
    return responder;
  }

  private HttpServer serve(Responder responder) {
    return serve(new Models(responder));
  }

  private HttpServer serve(Models models) {
    var server = new HttpServer(models, 0, TOKEN, "test", new IdleClock(System::nanoTime));
    open.add(server);
    return server;
  }

  private static Script script(String... lines) {
    return Script.of("test.jsonl", List.of(lines));
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private JsonObject post(HttpServer server, String body) throws Exception {
    var response = send(server, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parseObject(response.body());
  }

  private HttpResponse<String> send(HttpServer server, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(server).resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
