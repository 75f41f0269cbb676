package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Admission;
import dev.brisk.server.admission.AdmittedResponder;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.admission.Objective;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {
  private static final String CHAT =
      "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String STREAM =
      "{\"model\":\"scripted\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private final Admission admission =
      new Admission(Objective.DEFAULT.most(1).places(2).patience(Duration.ofSeconds(1)));
  private final TestServer server =
      new TestServer(new AdmittedResponder(responder, admission, Limits.NONE));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void who_runs_at_once_hears_nothing_of_a_queue() throws Exception {
    responder.says("hello");
    var response = server.post("/v1/chat/completions", CHAT);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map()).doesNotContainKey("x-brisk-queue-position");
  }

  @Test
  void who_waited_and_had_its_turn_is_told_so() throws Exception {
    responder.saysAndHangs("a").says("b");
    var first = later(CHAT);
    TestServer.await("the first runs", () -> admission.running() == 1);
    var second = later(STREAM);
    TestServer.await("the second waits", () -> admission.waiting() == 1);
    responder.asked.peek().cancel().cancel();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    assertThat(second.get().headers().firstValue("x-brisk-queue-position")).hasValue("0");
    assertThat(second.get().headers().firstValueAsLong("x-brisk-queue-wait-ms")).isPresent();
    assertThat(second.get().body()).contains("\"content\":\"b\"", "[DONE]");
  }

  @Test
  void who_waits_too_long_gets_429_also_if_it_wanted_a_stream() throws Exception {
    responder.saysAndHangs("a");
    var _ = later(CHAT);
    TestServer.await("the first runs", () -> admission.running() == 1);
    refused(server.post("/v1/chat/completions", STREAM), "waited 1.0 s");
  }

  @Test
  void who_finds_no_place_gets_429_at_once() throws Exception {
    responder.saysAndHangs("a");
    for (int i = 0; i < 3; i++) {
      var _ = later(CHAT);
    }
    TestServer.await("all places are taken", () -> admission.waiting() == 2);
    var refusal = server.post("/v1/chat/completions", CHAT);
    refused(refusal, "2 requests wait");
    assertThat(refusal.headers().firstValue("x-brisk-queue-position")).hasValue("2");
  }

  @Test
  void a_question_that_cannot_be_answered_gives_its_place_back() throws Exception {
    try (var silent =
        new TestServer(
            new AdmittedResponder(new ScriptedResponder(false), admission, Limits.NONE))) {
      assertThat(silent.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(400);
    }
    assertThat(admission.running()).isZero();
  }

  @Test
  void an_edit_that_waits_says_where_it_stands() throws Exception {
    var editor = new ScriptedResponder(false);
    editor.saysAndHangs("\n1").says("\n3-\n");
    try (var edits = new TestServer(new AdmittedResponder(editor, admission, Limits.NONE));
        var socket = new RawSocket(edits)) {
      socket.say(edit("e1"));
      assertThat(socket.event()).contains("edit.started", "\"e1\"");
      socket.say(edit("e2"));
      assertThat(socket.event()).contains("edit.queued", "\"e2\"", "\"position\":0", "wait_ms");
      var overHttp = later(edits, "/v1/edits", edit("e3"));
      TestServer.await("both wait", () -> admission.waiting() == 2);
      refused(edits.post("/v1/edits", edit("e4")), "2 requests wait");
      socket.say(edit("e5"));
      assertThat(socket.event()).contains("edit.failed", "\"e5\"", "rate_limit_exceeded");
      editor.says("\n3-\n");
      editor.asked.peek().cancel().cancel();
      assertThat(overHttp.get().statusCode()).isEqualTo(200);
      assertThat(overHttp.get().headers().firstValue("x-brisk-queue-position")).hasValue("1");
      assertThat(overHttp.get().body()).contains("edit.completed").doesNotContain("edit.queued");
    }
  }

  private static String edit(String id) {
    return "{\"type\":\"edit.create\",\"id\":\""
        + id
        + "\",\"path\":\"A.java\",\"text\":\"a\\nb\\nc\\n\",\"region\":{\"first_line\":1,\"last_line\":3},"
        + "\"instruction\":\"x\",\"options\":{\"direct\":false}}";
  }

  /**
   * Four times as many as there is room for, at once: each gets an answer, or is told to come back.
   */
  @Test
  void nothing_is_lost_when_too_many_come() throws Exception {
    int people = 12;
    for (int i = 0; i < people; i++) {
      responder.says("one ", "two");
    }
    var responses = new ArrayList<Future<HttpResponse<String>>>();
    for (int i = 0; i < people; i++) {
      responses.add(later(i % 2 == 0 ? CHAT : STREAM));
    }
    int served = 0;
    for (var response : responses) {
      switch (response.get().statusCode()) {
        case 200 -> {
          assertThat(response.get().body()).contains("two");
          served++;
        }
        case 429 ->
            assertThat(response.get().headers().firstValueAsLong("retry-after").orElse(0))
                .isPositive();
        default -> throw new AssertionError(response.get().body());
      }
    }
    assertThat(served).isPositive();
    assertThat(admission.running()).isZero();
    assertThat(admission.waiting()).isZero();
  }

  private Future<HttpResponse<String>> later(String body) {
    return later(server, "/v1/chat/completions", body);
  }

  private static Future<HttpResponse<String>> later(TestServer server, String path, String body) {
    var future = new CompletableFuture<HttpResponse<String>>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                future.complete(server.post(path, body));
              } catch (Exception e) {
                future.completeExceptionally(e);
              }
            });
    return future;
  }

  private static void refused(HttpResponse<String> response, String because) {
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body()).contains("rate_limit_exceeded", because);
    assertThat(response.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
    assertThat(response.headers().firstValue("x-brisk-queue-wait-ms")).isPresent();
  }
}
