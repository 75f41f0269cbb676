package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.Replacement;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.stream.EditCall;
import dev.brisk.wire.stream.EditClient;
import dev.brisk.wire.stream.EditCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditsSocketTest {
  private static final String TEXT = "one\ntwo\nthree\n";

  private final ScriptedResponder responder = new ScriptedResponder(false);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_edit_starts_shows_hunks_and_completes() throws Exception {
    responder.says("\n1", "\tone\teins", "\n3-\n");
    try (var client = server.edits()) {
      var events = events(client.create(create("Say eins", 1, 3)));
      assertThat(events.getFirst())
          .isEqualTo(new EditStarted("e1", 1, "scripted", "script-v1", 3, false));
      assertThat(events).filteredOn(EditHunk.class::isInstance).isNotEmpty();
      var completed = (EditCompleted) events.getLast();
      assertThat(apply(completed)).isEqualTo("eins\ntwo\n");
      assertThat(completed.minimality()).isEqualTo(1.0);
      var stats = completed.stats();
      assertThat(stats.tokens()).isEqualTo(3);
      assertThat(stats.drafted()).isEqualTo(4);
      assertThat(stats.accepted()).isEqualTo(2);
      assertThat(stats.cachedTokens()).isEqualTo(1);
      assertThat(stats.ttftMs()).isPositive().isLessThanOrEqualTo(stats.totalMs());
    }
  }

  @Test
  void the_prompt_holds_the_instruction_and_the_region() throws Exception {
    responder.says("\n1-");
    try (var client = server.edits()) {
      var _ = events(client.create(create("Delete the first", 1, 2)));
    }
    assertThat(responder.prompts.peek()).isInstanceOf(Prompt.Parts.class);
    var parts = ((Prompt.Parts) responder.prompts.element()).parts();
    assertThat(parts)
        .filteredOn(Part.Text.class::isInstance)
        .extracting(part -> ((Part.Text) part).text())
        .contains("Delete the first", "\n1|one\n2|two");
  }

  @Test
  void an_edit_that_breaks_its_thread_ends_with_a_failure() throws Exception {
    responder.breaks(new OutOfMemoryError("made up"));
    try (var client = server.edits()) {
      var failure = failure(client.create(create("x", 1, 3)));
      assertThat(failure.code()).isEqualTo(EditFailed.INTERNAL_ERROR);
      // What broke is for the log.
      assertThat(failure.message()).contains("log").doesNotContain("made up", "Error");
    }
  }

  @Test
  void cancelling_stops_the_response_and_ends_the_edit() throws Exception {
    responder.saysAndHangs("\n2-");
    try (var client = server.edits()) {
      var call = client.create(create("x", 1, 3));
      assertThat(call.next()).isInstanceOf(EditStarted.class);
      call.cancel();
      assertThat(failure(call).code()).isEqualTo(EditFailed.CANCELLED);
      assertThat(responder.cancelled).hasValue(1);
    }
  }

  @Test
  void a_redirect_ends_the_attempt_and_starts_another() throws Exception {
    responder.saysAndHangs("\n2-").says("\n1-");
    try (var client = server.edits()) {
      var call = client.create(create("x", 1, 3));
      assertThat(call.next()).isInstanceOf(EditStarted.class);
      call.redirect("Delete the first");
      var events = events(call);
      var failed =
          (EditFailed)
              events.stream().filter(EditFailed.class::isInstance).findFirst().orElseThrow();
      assertThat(failed.code()).isEqualTo(EditFailed.REDIRECTED);
      assertThat(failed.attempt()).isEqualTo(1);
      var completed = (EditCompleted) events.getLast();
      assertThat(completed.attempt()).isEqualTo(2);
      assertThat(apply(completed)).isEqualTo("two\nthree\n");
      // Not one event of the first attempt after the first of the second.
      assertThat(events).isSortedAccordingTo((a, b) -> Integer.compare(a.attempt(), b.attempt()));
    }
  }

  @Test
  void several_redirects_at_once_leave_the_last() throws Exception {
    responder.saysAndHangs().saysAndHangs().saysAndHangs().says("\n3-");
    try (var client = server.edits()) {
      var call = client.create(create("x", 1, 3));
      TestServer.await("the first attempt runs", () -> responder.running.get() == 1);
      call.redirect("a");
      call.redirect("b");
      call.redirect("c");
      var events = events(call);
      assertThat(events.getLast()).isInstanceOf(EditCompleted.class);
      assertThat(events.getLast().attempt()).isEqualTo(4);
      assertThat(events)
          .filteredOn(EditFailed.class::isInstance)
          .extracting(event -> ((EditFailed) event).code())
          .containsExactly(EditFailed.REDIRECTED, EditFailed.REDIRECTED, EditFailed.REDIRECTED);
    }
  }

  @Test
  void a_completed_edit_can_be_redirected() throws Exception {
    responder.says("\n1-").says("\n2-");
    try (var client = server.edits()) {
      var call = client.create(create("x", 1, 3));
      assertThat(events(call).getLast().attempt()).isEqualTo(1);
      call.redirect("y");
      var events = events(call);
      assertThat(events).noneMatch(EditFailed.class::isInstance);
      assertThat(apply((EditCompleted) events.getLast())).isEqualTo("one\nthree\n");
    }
  }

  @Test
  void a_connection_that_breaks_stops_its_edits() throws Exception {
    responder.saysAndHangs().saysAndHangs();
    var client = server.edits();
    var _ = client.create(create("x", 1, 3));
    var _ = client.create(create("y", 1, 3));
    TestServer.await("both run", () -> responder.running.get() == 2);
    client.close();
    TestServer.await("both have stopped", () -> responder.cancelled.get() == 2);
    TestServer.await("nothing is being done", () -> responder.running.get() == 0);
  }

  @Test
  void output_that_does_not_apply_is_a_failure_with_its_place() throws Exception {
    responder.says("\n9-\n");
    try (var client = server.edits()) {
      assertThat(failure(client.create(create("x", 1, 3))).code()).isEqualTo("script_invalid");
    }
  }

  @Test
  void output_that_reaches_its_limit_is_cut_off() throws Exception {
    responder.runsOut("\n2-\n1");
    try (var client = server.edits()) {
      var failed = failure(client.create(create("x", 1, 3)));
      assertThat(failed.code()).isEqualTo(EditFailed.CUT_OFF);
      assertThat(failed.stats()).isNotNull();
    }
  }

  @Test
  void requests_that_make_no_sense_fail_with_a_code() throws Exception {
    try (var client = server.edits()) {
      assertThat(failure(client.create(create("x", 2, 9))).code()).isEqualTo("region_outside");
      assertThat(failure(client.create(create(" ", 1, 1))).code()).isEqualTo("empty_instruction");
      assertThat(
              failure(
                      client.create(
                          with(new EditOptions("nonsense", null, null, null, null, false))))
                  .code())
          .isEqualTo(EditFailed.BAD_REQUEST);
      assertThat(
              failure(client.create(with(new EditOptions(null, null, null, "other", null, false))))
                  .code())
          .isEqualTo(EditFailed.UNKNOWN_MODEL);
      assertThat(
              failure(
                      client.create(
                          with(new EditOptions("region-chat", null, null, null, null, false))))
                  .code())
          .isEqualTo("chat_unsupported");
      assertThat(
              failure(client.create(with(new EditOptions(null, null, 0, null, null, false))))
                  .code())
          .isEqualTo(EditFailed.BAD_REQUEST);
    }
    assertThat(responder.asked).isEmpty();
  }

  @Test
  void the_limit_of_tokens_is_passed_on() throws Exception {
    responder.says("\n1-");
    try (var client = server.edits()) {
      var _ = events(client.create(with(new EditOptions(null, true, 77, "scripted", null, false))));
    }
    assertThat(responder.asked.element().maxTokens()).isEqualTo(77);
  }

  @Test
  void many_edits_on_one_connection_do_not_mix() throws Exception {
    int count = 12;
    for (int i = 0; i < count; i++) {
      responder.says("\n", "2-");
    }
    try (var client = server.edits()) {
      var calls = new ArrayList<EditCall>();
      for (int i = 0; i < count; i++) {
        calls.add(client.create(create("x" + i, 1, 3)));
      }
      for (var call : calls) {
        var events = events(call);
        assertThat(events).allMatch(event -> event.id().equals(call.id()));
        assertThat(apply((EditCompleted) events.getLast())).isEqualTo("one\nthree\n");
      }
    }
  }

  @Test
  void more_edits_than_a_connection_may_have_are_refused() throws Exception {
    try (var client = server.edits()) {
      var calls = new ArrayList<EditCall>();
      for (int i = 0; i < 16; i++) {
        responder.saysAndHangs();
        calls.add(client.create(create("x", 1, 3)));
      }
      assertThat(failure(client.create(create("x", 1, 3))).code())
          .isEqualTo(EditFailed.SERVER_BUSY);
      calls.getFirst().cancel();
      var _ = failure(calls.getFirst());
      responder.says("\n1-");
      TestServer.await("one has ended", () -> responder.running.get() == 15);
      assertThat(events(client.create(create("x", 1, 3))).getLast())
          .isInstanceOf(EditCompleted.class);
    }
  }

  @Test
  void a_large_file_arrives_whole() throws Exception {
    var text = "// ä€😀 and more\n".repeat(250_000);
    responder.says("\n1-");
    try (var client = server.edits()) {
      var create =
          new EditCreate(
              null, "A.java", text, new LineRange(2, 2), "x", null, EditOptions.DEFAULTS);
      var completed = (EditCompleted) events(client.create(create)).getLast();
      assertThat(completed.edits()).containsExactly(new Replacement(17, 34, ""));
    }
  }

  @Test
  void a_wrong_token_is_refused() {
    assertThatThrownBy(
            () -> EditClient.connect(server.uri(""), "brisk_wrong", Duration.ofSeconds(5)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("token");
  }

  @Test
  void what_is_not_a_message_is_answered_and_the_connection_stays() throws Exception {
    try (var raw = new RawSocket(server)) {
      raw.socket.sendText("{nonsense", true).join();
      assertThat(raw.event()).contains("bad_request");
      raw.socket.sendText("{\"type\":\"edit.fly\",\"id\":\"e7\"}", true).join();
      assertThat(raw.event()).contains("bad_request").contains("e7").contains("edit.create");
      raw.socket.sendText("{\"type\":\"edit.cancel\",\"id\":\"e8\"}", true).join();
      assertThat(raw.event()).contains("unknown_edit");
      responder.says("\n1-");
      raw.socket.sendText(EditCodec.write(create("x", 1, 1)), true).join();
      assertThat(raw.event()).contains("edit.started").contains("edit-1");
    }
  }

  @Test
  void a_message_in_pieces_is_put_together() throws Exception {
    responder.says("\n1-");
    try (var raw = new RawSocket(server)) {
      var text = EditCodec.write(create("ä€😀", 1, 1));
      for (int i = 0; i < text.length(); i += 10) {
        int end = Math.min(text.length(), i + 10);
        // The client's API does not send half a character either.
        var piece = text.substring(i, end);
        raw.socket.sendText(piece, end == text.length()).join();
      }
      assertThat(raw.event()).contains("edit.started");
    }
    var parts = ((Prompt.Parts) responder.prompts.element()).parts();
    assertThat(parts)
        .anyMatch(part -> part instanceof Part.Text(var t, var trim) && t.equals("ä€😀"));
  }

  @Test
  void a_message_over_the_limit_closes_the_connection() throws Exception {
    try (var raw = new RawSocket(server)) {
      var piece = "x".repeat(1 << 20);
      try {
        for (int i = 0; i < 12; i++) {
          raw.socket.sendText(piece, false).join();
        }
      } catch (RuntimeException e) {
        // The server may close while the client still sends.
      }
      assertThat(raw.event()).startsWith("closed");
    }
  }

  @Test
  void a_ping_is_answered() throws Exception {
    try (var raw = new RawSocket(server)) {
      raw.socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
      assertThat(raw.event()).isEqualTo("pong 3");
    }
  }

  @Test
  void a_client_that_reads_nothing_stalls_nobody() throws Exception {
    try (var raw = new RawSocket(server, false);
        var client = server.edits()) {
      for (int i = 0; i < 400; i++) {
        raw.socket.sendText("{\"type\":\"" + "y".repeat(50_000) + "\"}", true).join();
      }
      responder.says("\n1-");
      assertThat(events(client.create(create("x", 1, 1))).getLast())
          .isInstanceOf(EditCompleted.class);
    }
  }

  private static EditCreate create(String instruction, int first, int last) {
    return new EditCreate(
        null, "A.java", TEXT, new LineRange(first, last), instruction, null, EditOptions.DEFAULTS);
  }

  private static EditCreate with(EditOptions options) {
    return new EditCreate(null, "A.java", TEXT, new LineRange(1, 3), "x", null, options);
  }

  private static List<EditServerEvent> events(EditCall call) throws InterruptedException {
    var events = new ArrayList<EditServerEvent>();
    do {
      events.add(call.next());
    } while (!call.isLast(events.getLast()));
    return events;
  }

  private static EditFailed failure(EditCall call) throws InterruptedException {
    return (EditFailed) events(call).getLast();
  }

  private static String apply(EditCompleted completed) {
    var text = new StringBuilder(TEXT);
    for (var edit : completed.edits().reversed()) {
      text.replace(edit.start(), edit.end(), edit.replacement());
    }
    return text.toString();
  }
}
