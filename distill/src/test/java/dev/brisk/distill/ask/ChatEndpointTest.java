package dev.brisk.distill.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.distill.data.Sample;
import dev.brisk.distill.data.TeacherToken;
import dev.brisk.edit.format.EditFormats;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatEndpointTest {
  private static final Question QUESTION =
      new Questions(EditFormats.byName("region-chat", w -> false).orElseThrow(), "")
          .of(
              new Sample(
                  "k",
                  "",
                  false,
                  "program",
                  "p",
                  "A.java",
                  3,
                  "rename a to b",
                  "int a;",
                  "int b;",
                  1));

  private final PatientClock clock = new PatientClock();
  private final List<String> said = new ArrayList<>();

  private ChatEndpoint endpoint(URI uri, Duration timeout) {
    var options = new TeacherOptions(uri, "big", "secret", 0.5, 2, 99, timeout, 3);
    return new ChatEndpoint(options, clock, new Random(1), said::add);
  }

  /** What is heard from an endpoint that gives these responses, one after the other. */
  private Heard heard(String... responses) throws Exception {
    var left = new ArrayDeque<>(List.of(responses));
    try (var server = new ScriptedEndpoint(asked -> left.remove());
        var endpoint = endpoint(server.uri(), Duration.ofSeconds(20))) {
      var heard = endpoint.ask(QUESTION, 1, 5);
      assertThat(left).isEmpty();
      return heard;
    }
  }

  private static String text(Heard heard) {
    return heard instanceof Reply reply ? reply.text() : "none: " + heard;
  }

  @Test
  void asks_as_a_server_is_asked_and_hears_all() throws Exception {
    var logprobs =
        """
        {"content": [{"token": "int", "logprob": -0.5, "top_logprobs":
          [{"token": "int", "logprob": -0.5}, {"token": "long", "logprob": -9999}]}]}""";
    try (var server =
            new ScriptedEndpoint(asked -> ScriptedEndpoint.completion("int", "length", logprobs));
        var endpoint = endpoint(server.uri(), Duration.ofSeconds(20))) {
      assertThat(endpoint.ask(QUESTION, 1, 5))
          .isEqualTo(
              new Reply(
                  QUESTION.id(),
                  1,
                  "big",
                  "int",
                  false,
                  100,
                  10,
                  List.of(
                      new TeacherToken(
                          new TeacherToken.Choice("int", -0.5),
                          List.of(
                              new TeacherToken.Choice("int", -0.5),
                              new TeacherToken.Choice("long", -100))))));
      var asked = server.asked().getFirst();
      assertThat(asked.head()).startsWith("POST /v1/chat/completions HTTP/1.1\n");
      assertThat(asked.head()).contains("Authorization: Bearer secret\n");
      assertThat(asked.body().requireText("model")).isEqualTo("big");
      assertThat(asked.body().requireInteger("max_tokens")).isEqualTo(99);
      assertThat(asked.body().requireInteger("top_logprobs")).isEqualTo(2);
      assertThat(asked.body().requireInteger("seed")).isEqualTo(5);
      assertThat(asked.question()).contains("int a;", "rename a to b").doesNotContain("int b;");
    }
  }

  @Test
  void waits_as_long_as_it_is_told() throws Exception {
    var heard =
        heard(
            ScriptedEndpoint.error(429, "Retry-After: 7\r\n", "rate_limit", "slow down"),
            ScriptedEndpoint.error(
                503, "Retry-After: Fri, 02 Jan 2026 03:04:42 GMT\r\n", "busy", "later"),
            ScriptedEndpoint.error(
                429,
                "x-ratelimit-remaining-tokens: 0\r\nx-ratelimit-reset-tokens: 1m1s\r\n",
                "rate_limit",
                "slow down"),
            ScriptedEndpoint.completion("done"));

    assertThat(text(heard)).isEqualTo("done");
    assertThat(clock.waits())
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(61));
  }

  @Test
  void waits_longer_each_time_where_it_is_not_told() throws Exception {
    var heard =
        heard(
            ScriptedEndpoint.error(503, "Retry-After: 0\r\n", "oops", "an error"),
            ScriptedEndpoint.CUT,
            ScriptedEndpoint.completion("done"));

    assertThat(text(heard)).isEqualTo("done");
    assertThat(clock.waits()).hasSize(2);
    assertThat(clock.waits().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(clock.waits().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void gives_up_after_some_tries() {
    var error = ScriptedEndpoint.error(500, "", "oops", "the disk is full");

    assertThatThrownBy(() -> heard(error, error, error))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("in 3 tries (status 500: the disk is full)")
        .hasMessageContaining("the same command goes on");
  }

  @Test
  void asks_again_where_the_answer_is_none() throws Exception {
    assertThat(
            text(
                heard(
                    ScriptedEndpoint.response(200, "", "<html>"),
                    ScriptedEndpoint.response(200, "", "{\"choices\": []}"),
                    ScriptedEndpoint.completion("done"))))
        .isEqualTo("done");
  }

  @Test
  void does_not_wait_for_an_answer_for_ever() throws IOException {
    // Connections are taken by the system and never answered.
    try (var silent = new ServerSocket(0);
        var endpoint =
            endpoint(
                URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(50))) {
      assertThatThrownBy(() -> endpoint.ask(QUESTION, 0, 0))
          .isInstanceOf(TeacherException.class)
          .hasMessageContaining("in 3 tries");
    }
  }

  @Test
  void ends_at_once_where_waiting_does_not_help() {
    assertThatThrownBy(() -> heard(ScriptedEndpoint.error(401, "", "", "no secret")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("--key-env")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> heard(ScriptedEndpoint.error(404, "", "", "no model big")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("no model big");
    assertThatThrownBy(
            () -> heard(ScriptedEndpoint.error(429, "", "insufficient_quota", "pay first")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("pay first");
    assertThatThrownBy(
            () -> heard(ScriptedEndpoint.error(429, "Retry-After: 7200\r\n", "", "tomorrow")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("120 minutes");
    assertThat(clock.waits()).isEmpty();
  }

  @Test
  void leaves_out_what_the_endpoint_does_not_take() throws Exception {
    try (var server =
            new ScriptedEndpoint(
                asked -> {
                  if (asked.body().has("logprobs")) {
                    return ScriptedEndpoint.error(400, "", "", "'logprobs' is not supported");
                  }
                  if (asked.body().has("max_tokens")) {
                    return ScriptedEndpoint.error(
                        400, "", "", "'max_tokens' is not known; use max_completion_tokens");
                  }
                  return ScriptedEndpoint.completion("done");
                });
        var endpoint = endpoint(server.uri(), Duration.ofSeconds(20))) {
      assertThat(text(endpoint.ask(QUESTION, 0, 0))).isEqualTo("done");
      assertThat(text(endpoint.ask(QUESTION, 1, 0))).isEqualTo("done");

      assertThat(server.asked()).hasSize(4);
      assertThat(server.asked().getLast().body().requireInteger("max_completion_tokens"))
          .isEqualTo(99);
      assertThat(endpoint.leftOut()).containsExactly("logprobs", "max_tokens");
      assertThat(said).hasSize(2);
    }
  }

  @Test
  void takes_a_refusal_for_one() throws Exception {
    assertThat(heard(ScriptedEndpoint.error(400, "", "", "too long\nfor me")))
        .isEqualTo(new Heard.Refusal("too long for me"));
  }

  @Test
  void does_not_ask_for_ever_without_what_is_refused() throws Exception {
    try (var server =
            new ScriptedEndpoint(
                asked -> ScriptedEndpoint.error(400, "", "", "the temperature is wrong"));
        var endpoint = endpoint(server.uri(), Duration.ofSeconds(20))) {
      assertThat(endpoint.ask(QUESTION, 0, 0)).isInstanceOf(Heard.Refusal.class);
    }
  }
}
