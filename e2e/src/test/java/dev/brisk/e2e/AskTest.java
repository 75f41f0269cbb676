package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brisk as its own teacher: a served model that chats but has learned nothing of it, so that all of
 * the way is real and nothing that it says is worth learning.
 */
class AskTest {
  private static final int REQUESTS = 3;

  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void requests() throws IOException {
    work = folder.resolve("work");
    Files.createDirectories(work.resolve("samples"));
    var lines = new StringBuilder();
    for (var i = 0; i < REQUESTS; i++) {
      lines.append(
          new JsonWriter()
              .beginObject()
              .member("kind", "rename-local")
              .member("source", "program")
              .member("path", "A.java")
              .member("instruction", "rename a" + i + " to b")
              .member("before", "int a" + i + " = 0;")
              .member("after", "int b = 0;")
              .endObject());
      lines.append('\n');
    }
    Files.writeString(work.resolve("samples/train.jsonl"), lines);
  }

  @Test
  void asks_what_it_serves_goes_on_after_being_killed_and_learns_no_nonsense() throws Exception {
    var file = folder.resolve("chat.gguf");
    writeModel(file);
    try (var brisk = Brisk.in(folder)) {
      var serving = brisk.command("serve", "--model", file.toString()).start();
      Await.until(
          "the server is ready",
          () -> !serving.isAlive() || Files.exists(brisk.state().resolve("server.json")));
      var server = brisk.server();
      var ask =
          new String[] {
            "distill",
            "ask",
            "--work",
            work.toString(),
            "--endpoint",
            "http://127.0.0.1:" + server.port() + "/v1",
            "--teacher-model",
            server.model(),
            "--key-env",
            "TEACHER_KEY",
            "--max-tokens",
            "40",
            "--parallel",
            "1"
          };
      var command = brisk.command(ask);
      command.environment().put("TEACHER_KEY", server.token());
      var first = command.start();
      var journal = work.resolve("samples/model.answers.jsonl");
      Await.until("it has an answer", () -> !first.isAlive() || size(journal) > 0);
      Await.killed(first.toHandle());
      var kept = journal().size();
      assertThat(kept).isPositive();

      var outcome = brisk.run(java.util.Map.of("TEACHER_KEY", server.token()), ask);

      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(journal()).hasSize(3 * REQUESTS);
      assertThat(journal().stream().map(a -> a.requireText("question")).distinct())
          .hasSize(REQUESTS);
      assertThat(journal())
          .allSatisfy(answer -> assertThat(answer.requireInteger("output_tokens")).isPositive());
      assertThat(work.resolve("samples/model.jsonl")).isEmptyFile();
      var manifest = Json.parseObject(Files.readString(work.resolve("samples/model.jsonl.json")));
      // The server says the alternatives of each token too.
      assertThat(manifest.requireText("not_taken")).isEmpty();
      assertThat(manifest.requireInteger("samples")).isZero();
      assertThat(manifest.requireObject("of_requests").integer("kept")).isEmpty();
      assertThat(sum(manifest.requireObject("of_requests"))).isEqualTo(REQUESTS);
      assertThat(sum(manifest.requireObject("of_answers"))).isEqualTo(3 * REQUESTS);
      assertThat(Files.readString(work.resolve("samples/model.jsonl.json")))
          .doesNotContain(server.token());
    }
  }

  @Test
  void a_key_that_the_server_does_not_know_is_said_in_a_sentence() {
    try (var brisk = Brisk.in(folder)) {
      var server = brisk.server();

      var outcome =
          brisk.run(
              java.util.Map.of("TEACHER_KEY", "brisk_nobody"),
              "distill",
              "ask",
              "--work",
              work.toString(),
              "--endpoint",
              "http://127.0.0.1:" + server.port() + "/v1",
              "--teacher-model",
              server.model(),
              "--key-env",
              "TEACHER_KEY");

      assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.err()).contains("refuses the key (401)", "--key-env");
    }
  }

  private List<JsonObject> journal() throws IOException {
    return Files.readString(work.resolve("samples/model.answers.jsonl"))
        .lines()
        .map(Json::parseObject)
        .toList();
  }

  private static long sum(JsonObject counts) {
    return counts.members().keySet().stream().mapToLong(counts::requireInteger).sum();
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** The built-in model with the marks of a conversation in the place of others. */
  private static void writeModel(Path file) {
    try (var from = GgufFile.open(Checkout.builtInModel())) {
      var metadata = from.metadata();
      var tokens = new ArrayList<>(metadata.strings("tokenizer.ggml.tokens"));
      tokens.set(1, "<|im_start|>");
      tokens.set(2, "<|im_end|>");
      var to = new GgufWriter();
      for (var key : metadata.keys()) {
        switch (key) {
          case "tokenizer.ggml.tokens" -> to.putStrings(key, tokens);
          case "tokenizer.ggml.merges" -> to.putStrings(key, metadata.strings(key));
          case "tokenizer.ggml.token_type" ->
              to.putIntegers(key, Arrays.stream(metadata.integers(key)).boxed().toList());
          case "general.name" -> to.put(key, "chat-test");
          case "brisk.edit.format" -> {}
          default -> to.put(key, metadata.type(key).orElseThrow(), metadata.value(key));
        }
      }
      to.put(
          "tokenizer.chat_template",
          "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
              + "<|im_start|>assistant\n");
      for (var tensor : from.tensors()) {
        var shape = Arrays.stream(tensor.shape()).boxed().toList();
        to.tensor(tensor.name(), tensor.type(), shape, tensor.data());
      }
      to.write(file);
    }
  }
}
