package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.stream.EditCall;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole way of an edit with the model that is in the module: socket, service, engine, and back.
 */
class BuiltInEditTest {
  private static final String SUM =
      """
      class Numbers {
        static int add(int[] values) {
          int sum = 0;
          for (int value : values) {
            sum += value;
          }
          return sum;
        }
      }
      """;

  private static final EditOptions MODEL = new EditOptions(null, null, null, null, true, false);

  private static EngineResponder responder;
  private static HttpServer server;
  private static EditClient client;

  @BeforeAll
  static void start() {
    responder = new EngineResponder(BuiltInModel.open(BuiltInModel.NAME), EngineOptions.defaults());
    server =
        new HttpServer(new Models(responder), 0, "token", "test", new IdleClock(System::nanoTime));
    client =
        EditClient.connect(
            URI.create("http://127.0.0.1:" + server.port()), "token", Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    responder.close();
  }

  @Test
  void renames_a_variable() throws Exception {
    var completed = (EditCompleted) last(SUM, 2, 8, "rename sum to total");
    assertThat(apply(SUM, completed)).isEqualTo(SUM.replace("sum", "total"));
    assertThat(completed.stats().promptTokens()).isPositive();
    assertThat(completed.stats().tokens()).isPositive();
    assertThat(completed.minimality()).isEqualTo(1.0);
  }

  @Test
  void the_same_request_again_finds_its_prompt_in_the_cache() throws Exception {
    var _ = last(SUM, 3, 7, "rename value to number");
    var again = last(SUM, 3, 7, "rename value to number");
    assertThat(again).isInstanceOf(EditCompleted.class);
    var stats = ((EditCompleted) again).stats();
    assertThat(stats.cachedTokens()).isGreaterThan(stats.promptTokens() / 2);
  }

  @Test
  void an_instruction_longer_than_the_context_is_refused_with_both_figures() throws Exception {
    var failed = (EditFailed) last(SUM, 2, 8, "rename sum to total ".repeat(300));
    assertThat(failed.code()).isEqualTo(EditFailed.PROMPT_TOO_LONG);
    assertThat(failed.message()).contains("1024").containsPattern("[0-9]{4} tokens");
  }

  @Test
  void a_file_larger_than_the_context_is_edited() throws Exception {
    var large = SUM + "// and so on\n".repeat(2000);
    assertThat(apply(large, (EditCompleted) last(large, 2, 8, "rename sum to total")))
        .isEqualTo(large.replace("sum", "total"));
  }

  @Test
  void a_limit_of_one_token_cuts_the_edit_off() throws Exception {
    var options = new EditOptions(null, null, 1, null, null, false);
    var call =
        client.create(
            new EditCreate(
                null, "A.java", SUM, new LineRange(2, 8), "rename sum to total", null, options));
    assertThat(((EditFailed) events(call).getLast()).code()).isEqualTo(EditFailed.CUT_OFF);
  }

  @Test
  void cancelled_edits_end_and_the_next_one_works() throws Exception {
    for (int i = 0; i < 20; i++) {
      var call = client.create(create(SUM, 2, 8, "rename sum to total" + i));
      call.cancel();
      var end = events(call).getLast();
      // It may have been quicker than the cancellation.
      assertThat(
              end instanceof EditCompleted
                  || ((EditFailed) end).code().equals(EditFailed.CANCELLED))
          .as(end.toString())
          .isTrue();
    }
    assertThat(last(SUM, 2, 8, "rename sum to total")).isInstanceOf(EditCompleted.class);
  }

  private static EditServerEvent last(String text, int first, int last, String instruction)
      throws InterruptedException {
    return run(text, first, last, instruction).getLast();
  }

  private static List<EditServerEvent> run(String text, int first, int last, String instruction)
      throws InterruptedException {
    return events(client.create(create(text, first, last, instruction)));
  }

  private static EditCreate create(String text, int first, int last, String instruction) {
    return new EditCreate(
        null, "Numbers.java", text, new LineRange(first, last), instruction, null, MODEL);
  }

  private static List<EditServerEvent> events(EditCall call) throws InterruptedException {
    var events = new ArrayList<EditServerEvent>();
    do {
      events.add(call.next());
    } while (!call.isLast(events.getLast()));
    return events;
  }

  private static String apply(String text, EditCompleted completed) {
    var result = new StringBuilder(text);
    for (var edit : completed.edits().reversed()) {
      result.replace(edit.start(), edit.end(), edit.replacement());
    }
    return result.toString();
  }
}
