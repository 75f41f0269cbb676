package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsRouteTest {
  private static final String CREATE =
      "{\"path\":\"A.java\",\"text\":\"a\\nb\\nc\\n\",\"region\":{\"first_line\":1,\"last_line\":3},"
          + "\"instruction\":\"Change the second\",\"options\":{\"direct\":false}}";

  private final ScriptedResponder responder = new ScriptedResponder(false);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_edit_is_told_as_server_sent_events() throws Exception {
    responder.says("\n1\ta\tx", "\n3-\n");
    var answer = server.post("/v1/edits", CREATE);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(transcript(answer)).isEqualTo(golden("edits-completed.sse"));
  }

  @Test
  void a_failure_is_an_event() throws Exception {
    responder.says("\n9-");
    assertThat(transcript(server.post("/v1/edits", CREATE))).isEqualTo(golden("edits-failed.sse"));
  }

  @Test
  void an_engine_that_fails_is_told() throws Exception {
    responder.breaks(new OutOfMemoryError("no memory"));
    var answer = server.post("/v1/edits", CREATE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("event: edit.failed", "internal_error");
  }

  @Test
  void a_client_that_goes_away_stops_its_edit() throws Exception {
    responder.saysAndHangs("\n2\tb\tx");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var body = CREATE.getBytes(StandardCharsets.UTF_8);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/edits HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                      + TestServer.TOKEN
                      + "\r\nContent-Length: "
                      + body.length
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      TestServer.await("the edit runs", () -> responder.running.get() == 1);
    }
    TestServer.await("the edit has stopped", () -> responder.cancelled.get() == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"text\":\"a\"}",
        "{\"text\":1,\"region\":{\"first_line\":1,\"last_line\":1},\"instruction\":\"x\"}",
        "{\"text\":\"a\",\"region\":{\"first_line\":1e40,\"last_line\":1},\"instruction\":\"x\"}",
        "{\"text\":\"a\",\"region\":[],\"instruction\":\"x\"}",
        "{\"type\":\"edit.cancel\",\"id\":\"e\"}"
      })
  void what_is_not_understood_gets_400(String body) throws Exception {
    for (var path : new String[] {"/v1/edits", "/v1/edits/prewarm"}) {
      var answer = server.post(path, body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Json.parseObject(answer.body()).requireObject("error").requireText("message"))
          .isNotEmpty();
    }
  }

  @Test
  void a_prewarm_says_what_there_is_to_read() throws Exception {
    var answer = server.post("/v1/edits/prewarm", CREATE.replace("Change the second", ""));
    var json = Json.parseObject(answer.body());
    assertThat(json.requireText("type")).isEqualTo("edit.prewarmed");
    // The script has prompts of three tokens, which are no work.
    assertThat(json.requireInteger("prefix_tokens")).isEqualTo(3);
    assertThat(json.requireInteger("computed_tokens")).isZero();
    var outside = CREATE.replace("\"last_line\":3", "\"last_line\":9");
    assertThat(server.post("/v1/edits/prewarm", outside).statusCode()).isEqualTo(400);
  }

  @Test
  void nothing_is_replayed_unless_the_server_was_started_for_it() throws Exception {
    var answer =
        server.post("/v1/edits", CREATE.replace("\"direct\":false", "\"replay_region\":\"\""));
    assertThat(answer.body()).contains("edit.failed", "--lab-replay");
    assertThat(responder.asked).isEmpty();
  }

  @Test
  void output_that_is_cut_off_is_a_failure() throws Exception {
    responder.runsOut("\n2\tb");
    assertThat(server.post("/v1/edits", CREATE).body()).contains("\"code\":\"cut_off\"");
  }

  /** Without what depends on the time. */
  private static String transcript(HttpResponse<String> answer) {
    return answer
        .body()
        .replace(":\n\n", "")
        .replaceAll("\"(ttft|total)_ms\":[0-9.]+", "\"$1_ms\":0");
  }

  private static String golden(String name) throws IOException {
    try (var in = EditsRouteTest.class.getResourceAsStream("/transcripts/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
