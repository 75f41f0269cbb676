package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.stream.ServerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final ScriptedResponder responder = new ScriptedResponder(false);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void health_needs_no_token_and_says_who_answers() throws Exception {
    var response = server.send(HttpRequest.newBuilder(server.uri("/health")).build());
    assertThat(response.statusCode()).isEqualTo(200);
    var json = Json.parseObject(response.body());
    assertThat(json.requireText("status")).isEqualTo("ok");
    assertThat(json.requireText("version")).isEqualTo("1.2.3");
    assertThat(json.requireText("model")).isEqualTo("scripted");
    assertThat(json.number("pid")).hasValue((double) ProcessHandle.current().pid());
  }

  @Test
  void what_only_the_owner_may_do_needs_the_token() throws Exception {
    for (var path : new String[] {"/v1/status", "/v1/shutdown"}) {
      for (var token : new String[] {"", "a-token", TestServer.TOKEN + "x", "A-TOKEN-FOR-TESTS"}) {
        var request =
            HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var response = server.send(request);
        assertThat(response.statusCode()).as(path + " " + token).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(errorCode(response.body())).isEqualTo("invalid_api_key");
      }
    }
  }

  @Test
  void programs_of_this_machine_need_none_for_answers_or_send_any() throws Exception {
    var models = HttpRequest.newBuilder(server.uri("/v1/models"));
    assertThat(server.send(models.build()).statusCode()).isEqualTo(200);
    var dummy = models.header("Authorization", "Bearer test").build();
    assertThat(server.send(dummy).statusCode()).isEqualTo(200);
  }

  @Test
  void a_foreign_host_name_is_refused_even_with_the_token() throws Exception {
    assertThat(raw("GET /v1/models", "brisk.example")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET /health", "brisk.example:80")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET /v1/models", "127.0.0.1.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void the_names_of_this_machine_are_accepted() throws Exception {
    for (var host :
        new String[] {"127.0.0.1", "localhost", "localhost:" + server.port(), "[::1]:99"}) {
      assertThat(raw("GET /v1/models", host)).as(host).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void models_lists_the_one_that_is_served() throws Exception {
    var json = Json.parseObject(server.get("/v1/models").body());
    assertThat(json.requireText("object")).isEqualTo("list");
    assertThat(json.objects("data")).hasSize(1);
    assertThat(json.objects("data").getFirst().requireText("id")).isEqualTo("scripted");
  }

  @Test
  void models_is_a_catalog_for_codex_too() throws Exception {
    assertThat(Json.parseObject(server.get("/v1/models").body()).objects("models")).isEmpty();
    try (var chatting = new TestServer(new ScriptedResponder(true))) {
      var response = chatting.get("/v1/models?client_version=0.169.0");
      var model = Json.parseObject(response.body()).objects("models").getFirst();
      assertThat(model.members())
          .containsKeys(
              "slug",
              "display_name",
              "supported_reasoning_levels",
              "shell_type",
              "visibility",
              "supported_in_api",
              "priority",
              "support_verbosity",
              "truncation_policy",
              "experimental_supported_tools",
              "base_instructions");
      assertThat(model.texts("input_modalities")).containsExactly("text");
      assertThat(model.requireText("apply_patch_tool_type")).isEqualTo("freeform");
      assertThat(model.requireInteger("context_window")).isEqualTo(1000);
      assertThat(response.headers().firstValue("etag"))
          .isEqualTo(chatting.get("/v1/models").headers().firstValue("etag"))
          .isPresent();
    }
  }

  @Test
  void an_unknown_path_is_not_found() throws Exception {
    var response = server.get("/v1/other");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(errorCode(response.body())).isEqualTo("not_found");
  }

  @Test
  void a_method_that_a_path_does_not_have_is_told_those_that_it_has() throws Exception {
    var answer = raw("DELETE /v1/models", "127.0.0.1");
    assertThat(answer).startsWith("HTTP/1.1 405").containsIgnoringCase("allow: GET, HEAD\r\n");
    assertThat(answer).contains("method_not_allowed", "There is no DELETE /v1/models; ");
    assertThat(raw("PUT /v1/chat/completions", "127.0.0.1")).contains("405").contains("POST");
  }

  @Test
  void head_hears_whether_there_is_something_and_nothing_else() throws Exception {
    for (var path : new String[] {"/health", "/v1/models", "/metrics", "/props"}) {
      var answer = raw("HEAD " + path, "127.0.0.1");
      assertThat(answer).as(path).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
    assertThat(raw("HEAD /v1/responses", "127.0.0.1"))
        .startsWith("HTTP/1.1 405")
        .contains("GET, POST")
        .endsWith("\r\n\r\n");
    assertThat(raw("HEAD /v1/other", "127.0.0.1")).startsWith("HTTP/1.1 404").endsWith("\r\n\r\n");
    assertThat(raw("HEAD /v1/models", "brisk.example"))
        .startsWith("HTTP/1.1 403")
        .endsWith("\r\n\r\n");
  }

  @Test
  void the_edits_path_without_a_websocket_says_so() throws Exception {
    var response = server.get("/v1/edits");
    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(errorCode(response.body())).isEqualTo("upgrade_required");
  }

  @Test
  void a_body_over_the_limit_is_refused() throws Exception {
    var response = server.post("/v1/chat/completions", " ".repeat(Bodies.LIMIT + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(errorCode(response.body())).isEqualTo("request_too_large");
  }

  @Test
  void a_shutdown_is_answered_and_ends_the_wait() throws Exception {
    try (var client = new ServerClient(server.uri(""), TestServer.TOKEN, Duration.ofSeconds(10))) {
      assertThat(client.health().model()).isEqualTo("scripted");
      client.shutdown();
    }
    server.idle.awaitIdle(Duration.ofDays(1));
  }

  private String raw(String line, String host) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var text =
          line
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nAuthorization: Bearer "
              + TestServer.TOKEN
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.setSoTimeout(10_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  static String errorCode(String body) {
    return Json.parseObject(body).requireObject("error").requireText("code");
  }
}
