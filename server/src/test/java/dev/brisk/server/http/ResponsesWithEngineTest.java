package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Model;
import dev.brisk.server.ChatWithEngineTest;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Responses API with a real model, whose words make no sense: all of the way is real. */
class ResponsesWithEngineTest {
  /** Tokens of a page of keys and values. */
  private static final int PAGE = 64;

  private static final String CREATE = "{\"type\":\"response.create\",\"model\":\"chat-test\",";

  private static final Predicate<JsonObject> ENDED =
      ofType("response.completed").or(ofType("response.incomplete"));

  @SuppressWarnings("NullAway.Init")
  private static EngineResponder responder;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var file = folder.resolve("chat.gguf");
    ChatWithEngineTest.writeModel(file);
    responder = new EngineResponder(Model.open(file), EngineOptions.defaults());
    server = new TestServer(responder);
  }

  @AfterAll
  static void stop() {
    server.close();
    responder.close();
  }

  /**
   * What the model writes is nonsense in tokens that no tokenizer would choose: the hardest case.
   */
  @Test
  void the_successor_of_a_steered_response_reads_only_what_is_new() throws Exception {
    int measured = 0;
    for (int seed = 1; seed <= 12 && measured < 3; seed++) {
      try (var socket = new RawSocket(server, "/v1/responses")) {
        say(
            socket,
            CREATE
                + "\"input\":\"int a = 1; int b = 2; return a + b;\",\"max_output_tokens\":300,"
                + "\"temperature\":1.5,\"seed\":"
                + seed
                + "}");
        var id =
            hear(socket, ofType("response.created")).requireObject("response").requireText("id");
        if (!writes(socket, 100)) {
          continue;
        }
        say(
            socket,
            "{\"type\":\"response.steer\",\"previous_response_id\":\""
                + id
                + "\",\"input\":\"Stop.\"}");
        var steered = usage(hear(socket, ENDED));
        var successor = usage(hear(socket, ENDED));
        int known =
            steered.requireInteger("input_tokens") + steered.requireInteger("output_tokens");
        // The last token that was written has not been read yet.
        assertThat(cached(successor)).isGreaterThanOrEqualTo((known - 1) / PAGE * PAGE);
        measured++;
      }
    }
    assertThat(measured).isEqualTo(3);
  }

  /** Whether so many deltas come before the response ends. */
  private static boolean writes(RawSocket socket, int deltas) throws InterruptedException {
    for (int i = 0; i < deltas; i++) {
      var event = hear(socket, ofType("response.output_text.delta").or(ENDED));
      if (ENDED.test(event)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void a_warm_up_is_answered_at_once_and_really_reads() throws Exception {
    try (var socket = new RawSocket(server, "/v1/responses")) {
      var instructions = "Always answer in Java and nothing but Java. ".repeat(20);
      say(
          socket,
          CREATE
              + "\"input\":[{\"role\":\"developer\",\"content\":\""
              + instructions
              + "\"}],\"generate\":false}");
      var done = hear(socket, ofType("response.completed"));
      assertThat(usage(done).requireInteger("total_tokens")).isZero();
      TestServer.await("it was read", () -> responder.statistics().orElseThrow().running() == 0);
      var id = done.requireObject("response").requireText("id");
      say(
          socket,
          CREATE
              + "\"previous_response_id\":\""
              + id
              + "\",\"input\":\"Hello.\",\"max_output_tokens\":2}");
      var usage = usage(hear(socket, ENDED));
      assertThat(cached(usage)).isGreaterThanOrEqualTo(2 * PAGE);
    }
  }

  @Test
  void a_connection_that_breaks_leaves_the_engine_idle() throws Exception {
    var socket = new RawSocket(server, "/v1/responses");
    say(socket, CREATE + "\"input\":\"Go on and on.\",\"temperature\":1.2}");
    hear(socket, ofType("response.output_text.delta"));
    socket.close();
    TestServer.await("nothing runs", () -> responder.statistics().orElseThrow().running() == 0);
    TestServer.await("nobody is busy", () -> server.idle.idle().isPositive());
  }

  @Test
  void after_an_interrupt_what_was_read_is_found_again() throws Exception {
    var question = "What does this do: " + "x += 1; ".repeat(40);
    for (int seed = 1; seed <= 50; seed++) {
      try (var socket = new RawSocket(server, "/v1/responses")) {
        say(
            socket,
            CREATE + "\"input\":\"" + question + "\",\"temperature\":1.2,\"seed\":" + seed + "}");
        var id =
            hear(socket, ofType("response.created")).requireObject("response").requireText("id");
        if (!writes(socket, 1)) {
          continue;
        }
        say(socket, "{\"type\":\"response.interrupt\",\"response_id\":\"" + id + "\"}");
        var first = hear(socket, ENDED);
        if (!first.requireObject("response").objects("output").isEmpty()) {
          continue; // It had ended by itself before it was interrupted.
        }
        say(
            socket,
            CREATE
                + "\"previous_response_id\":\""
                + id
                + "\",\"input\":\"Shorter.\",\"max_output_tokens\":2}");
        var usage = usage(hear(socket, ENDED));
        int read = usage(first).requireInteger("input_tokens");
        // The question is followed by another message now, not by an answer.
        assertThat(cached(usage)).isGreaterThanOrEqualTo((read - 8) / PAGE * PAGE);
        return;
      }
    }
    fail("no answer was long enough to be interrupted");
  }

  @Test
  void a_conversation_longer_than_the_context_is_refused_with_both_figures() throws Exception {
    try (var socket = new RawSocket(server, "/v1/responses")) {
      say(socket, CREATE + "\"input\":\"" + "Hello there. ".repeat(1000) + "\"}");
      var error = Json.parseObject(socket.event());
      assertThat(error.requireInteger("status")).isEqualTo(400);
      assertThat(error.requireObject("error").requireText("code"))
          .isEqualTo("context_length_exceeded");
      assertThat(error.requireObject("error").requireText("message"))
          .containsPattern("\\d{4,} tokens.*1024");
    }
  }

  private static void say(RawSocket socket, String text) {
    var _ = socket.socket.sendText(text, true).join();
  }

  private static JsonObject hear(RawSocket socket, Predicate<JsonObject> wanted)
      throws InterruptedException {
    while (true) {
      var event = Json.parseObject(socket.event());
      if (wanted.test(event)) {
        return event;
      }
      assertThat(type(event)).as(event.toString()).isNotEqualTo("error");
    }
  }

  private static Predicate<JsonObject> ofType(String type) {
    return event -> type(event).equals(type);
  }

  private static String type(JsonObject event) {
    return event.requireText("type");
  }

  private static JsonObject usage(JsonObject event) {
    return event.requireObject("response").requireObject("usage");
  }

  private static int cached(JsonObject usage) {
    return usage.requireObject("input_tokens_details").requireInteger("cached_tokens");
  }
}
