package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Model;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that are read before the person has finished asking, by a model with a chat template. */
class EditPrewarmTest {
  private static final String TEXT = "class A {\n" + "  int value = next();\n".repeat(8) + "}\n";
  private static final LineRange REGION = new LineRange(2, 4);

  private static EngineResponder responder;
  private static HttpServer server;
  private static EditClient client;

  private final BlockingQueue<EditPrewarmed> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start(@TempDir Path folder) {
    var file = folder.resolve("chat.gguf");
    ChatWithEngineTest.writeModel(file);
    responder = new EngineResponder(Model.open(file), EngineOptions.defaults());
    responder.allowReplay();
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
  void all_but_the_instruction_is_read_before_it_is_known() throws Exception {
    var create = create("A.java", "rename value to number", replay(""));
    var _ = client.prewarm(EditPrewarm.of(create), heard::add);
    var warm = hear();
    assertThat(warm.complete()).isTrue();
    assertThat(warm.format()).isEqualTo("region-chat");
    assertThat(warm.cachedTokens() + warm.computedTokens()).isEqualTo(warm.prefixTokens());
    assertThat(warm.prefixTokens()).isGreaterThan(warm.promptTokens() * 8 / 10);

    var stats = stats(create);
    assertThat(stats.cachedTokens()).isGreaterThanOrEqualTo(warm.prefixTokens());
    assertThat(stats.promptTokens() - stats.cachedTokens()).isLessThan(40);
  }

  @Test
  void what_is_typed_so_far_is_read_too() throws Exception {
    var words = "rename value to number, and say in a comment what it is good for in this class";
    var create = create("B.java", words, replay(""));
    var prewarming = client.prewarm(EditPrewarm.of(create), heard::add);
    int before = hear().prefixTokens();
    prewarming.typed(words.substring(0, 60));
    var typed = hear();
    assertThat(typed.attempt()).isEqualTo(2);
    assertThat(typed.prefixTokens()).isGreaterThan(before + 8);
    assertThat(stats(create).cachedTokens()).isGreaterThanOrEqualTo(typed.prefixTokens());
  }

  @Test
  void only_the_newest_is_read_to_its_end() throws Exception {
    var prewarming = client.prewarm(EditPrewarm.of(create("C.java", "x", replay(""))), heard::add);
    for (int i = 1; i <= 20; i++) {
      prewarming.typed("rename value to number ".substring(0, i));
    }
    // The answers come in any order: each reading has a thread of its own.
    boolean last = false;
    for (int i = 0; i <= 20; i++) {
      var warm = hear();
      last |= warm.attempt() == 21 && warm.complete();
    }
    assertThat(last).isTrue();
  }

  @Test
  void a_model_says_what_is_replayed() throws Exception {
    var create = create("D.java", "whatever", replay("  int value = 1;\n  int other = 2;\n"));
    var completed = (EditCompleted) last(create);
    assertThat(completed.hunks()).hasSize(1);
    assertThat(completed.hunks().getFirst().added())
        .containsExactly("  int value = 1;", "  int other = 2;");
    assertThat(completed.stats().tokens()).isGreaterThan(10);
    assertThat(completed.stats().passes()).isPositive();
  }

  @Test
  void a_context_that_cannot_be_edited_is_passed_over_and_the_edit_tells() throws Exception {
    var create = create("", "x", EditOptions.DEFAULTS);
    var _ = client.prewarm(EditPrewarm.of(create), heard::add);
    assertThat(last(create)).isInstanceOf(EditFailed.class);
    assertThat(heard).isEmpty();
  }

  private EditPrewarmed hear() throws InterruptedException {
    return Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS), "no message within 30 s");
  }

  private static EditOptions replay(String text) {
    return new EditOptions(null, null, null, null, null, null, text);
  }

  private static EditCreate create(String path, String instruction, EditOptions options) {
    return new EditCreate(null, path, TEXT, REGION, instruction, 3, options);
  }

  private static EditStats stats(EditCreate create) throws InterruptedException {
    return switch (last(create)) {
      case EditCompleted completed -> completed.stats();
      case EditFailed failed -> Objects.requireNonNull(failed.stats(), failed.message());
      default -> throw new AssertionError();
    };
  }

  private static EditServerEvent last(EditCreate create) throws InterruptedException {
    var call = client.create(create);
    var event = call.next();
    while (!call.isLast(event)) {
      event = call.next();
    }
    return event;
  }
}
