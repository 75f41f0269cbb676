package dev.brisk.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.config.UpstreamModel.Replica;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * llama-server as an upstream, with a small model of random weights. It is looked for on the PATH,
 * and in the root folder that {@code BRISK_LLAMA} names, where it runs by chroot.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaServerTest {
  private static final String MODEL = "conformance/models/qwen3.Q8_0.gguf";

  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<Process> process = Optional.empty();
  private Optional<UpstreamResponder> opened = Optional.empty();
  private URI uri = URI.create("http://127.0.0.1");

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    var model = Path.of("").toAbsolutePath().resolve("../../shared").resolve(MODEL);
    assumeTrue(Files.exists(model), "Skipped: ../shared/" + MODEL + " is absent.");
    var command = command(model);
    assumeTrue(
        !command.isEmpty(), "Skipped: no llama-server on the PATH, and BRISK_LLAMA names none.");
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    command.addAll(
        List.of("--host", "127.0.0.1", "--port", port + "", "-c", "4096", "-np", "2", "--slots"));
    var log = folder.resolve("log").toFile();
    var started = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    process = Optional.of(started);
    uri = URI.create("http://127.0.0.1:" + port);
    await(() -> !started.isAlive() || isReady());
    assertThat(started.isAlive()).as(Files.readString(log.toPath())).isTrue();
    opened =
        Optional.of(
            UpstreamResponder.open(
                Optional.of("llama"),
                OptionalInt.empty(),
                UpstreamModel.of(List.of(new Replica(uri, 1)), Optional.empty()),
                Optional.empty()));
  }

  private static List<String> command(Path model) throws IOException {
    for (var folder :
        System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
      if (Files.isExecutable(Path.of(folder, "llama-server"))) {
        return new ArrayList<>(List.of("llama-server", "-m", model.toString()));
      }
    }
    var root = System.getenv("BRISK_LLAMA");
    if (root == null || !Files.exists(Path.of(root, "usr/bin/llama-server"))) {
      return List.of();
    }
    var inside = Path.of(root, "tmp", "brisk-upstream-test.gguf");
    Files.copy(model, inside, StandardCopyOption.REPLACE_EXISTING);
    return new ArrayList<>(
        List.of("chroot", root, "llama-server", "-m", "/tmp/" + inside.getFileName()));
  }

  @AfterAll
  void stop() throws Exception {
    opened.ifPresent(UpstreamResponder::close);
    http.shutdownNow();
    if (process.isPresent()) {
      process.get().destroy();
      process.get().waitFor();
    }
  }

  private UpstreamResponder responder() {
    return opened.orElseThrow();
  }

  @Test
  void says_who_it_is() {
    assertThat(responder().model().name()).isEqualTo("llama");
    assertThat(responder().model().contextLength()).isPositive();
  }

  @Test
  void answers_a_conversation_and_counts_tokens() throws Exception {
    var question = question("Write a method that counts to ten.", 12);
    var answer = responder().answer(question);
    assertThat(text(answer)).isNotEmpty();
    assertThat(answer.result().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.result().stats().outputTokens()).isEqualTo(12);
    assertThat(answer.result().stats().promptTokens()).isPositive();
  }

  @Test
  void goes_on_with_a_text() throws Exception {
    var decoding = new Decoding(Sampling.GREEDY, OptionalInt.of(8), List.of(), OptionalInt.empty());
    var answer =
        responder().answer(Question.of("llama", new Ask.Text("int a = ")).decoding(decoding));
    assertThat(text(answer)).isNotEmpty();
    assertThat(answer.result().stats().outputTokens()).isEqualTo(8);
  }

  @Test
  void keeps_to_a_schema() throws Exception {
    var schema =
        Json.parseObject(
            "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"],\"additionalProperties\":false}");
    var question =
        question("Is it?", 100).constraint(Optional.of(new OutputConstraint.JsonSchema(schema)));
    var text = text(responder().answer(question));
    assertThat(Json.parseObject(text).bool("ok")).isPresent();
  }

  @Test
  void stops_computing_when_it_is_cancelled() throws Exception {
    var cancel = new CancelToken();
    var answer = responder().answer(question("Go on for ever.", 3000).cancel(cancel));
    assertThat(answer.next()).isPresent();
    cancel.cancel();
    assertThat(text(answer)).isNotNull();
    assertThat(answer.result().reason()).isEqualTo(FinishReason.CANCELLED);
    await(this::isIdle);
  }

  private static Question question(String text, int limit) {
    return Question.of(
            "llama",
            new Ask.Chat(
                Conversation.of(List.of(new Prompt.Message("user", text))), ToolChoice.AUTO))
        .decoding(
            new Decoding(Sampling.GREEDY, OptionalInt.of(limit), List.of(), OptionalInt.empty()));
  }

  /** All that is said, thoughts included: a model of random weights may begin with them. */
  private static String text(Answer answer) throws InterruptedException {
    var text = new StringBuilder();
    for (var event = answer.next(); event.isPresent(); event = answer.next()) {
      switch (event.get()) {
        case AnswerEvent.Text(var piece, var logprobs) -> text.append(piece);
        case AnswerEvent.Reasoning(var piece) -> text.append(piece);
        default -> {}
      }
    }
    return text.toString();
  }

  private boolean isReady() throws InterruptedException {
    return get("/health").isPresent();
  }

  private boolean isIdle() throws InterruptedException {
    return get("/slots")
        .map(
            text ->
                ((Json.Array) Json.parse(text))
                    .items().stream()
                        .noneMatch(slot -> ((JsonObject) slot).bool("is_processing").orElse(true)))
        .orElse(false);
  }

  private Optional<String> get(String path) throws InterruptedException {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(uri.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      // It does not listen yet.
      return Optional.empty();
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
