package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Model;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chat with a model that has a ChatML template: the built-in one under other token names, so what
 * it says makes no sense, but all of the way is real.
 */
public class ChatWithEngineTest {
  private static EngineResponder responder;
  private static HttpServer server;
  private static HttpClient http;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var file = folder.resolve("chat.gguf");
    writeModel(file);
    responder = new EngineResponder(Model.open(file), EngineOptions.defaults());
    server =
        new HttpServer(new Models(responder), 0, "token", "test", new IdleClock(System::nanoTime));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow();
    server.close();
    responder.close();
  }

  @Test
  void the_same_question_gets_the_same_answer_streamed_or_not() throws Exception {
    var whole = Json.parseObject(post(body("\"max_tokens\": 20")).body());
    var text = whole.objects("choices").getFirst().requireObject("message").requireText("content");
    assertThat(text).isNotEmpty();
    var streamed = new StringBuilder();
    post(body("\"max_tokens\": 20, \"stream\": true"))
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Json.parseObject(line.substring(6)))
        .forEach(chunk -> streamed.append(content(chunk)));
    assertThat(streamed).hasToString(text);
  }

  @Test
  void a_seed_makes_sampling_repeatable() throws Exception {
    var options = "\"max_tokens\": 20, \"temperature\": 1.5, \"seed\": 7";
    assertThat(answer(options))
        .isEqualTo(answer(options))
        .isNotEqualTo(answer(options.replace("7", "8")));
  }

  @Test
  void the_second_question_finds_the_first_in_the_cache() throws Exception {
    var unused = post(body("\"max_tokens\": 2"));
    var usage = Json.parseObject(post(body("\"max_tokens\": 2")).body()).requireObject("usage");
    assertThat(usage.requireObject("prompt_tokens_details").requireInteger("cached_tokens"))
        .isPositive();
    assertThat(unused.statusCode()).isEqualTo(200);
  }

  @Test
  void a_conversation_longer_than_the_context_is_refused() throws Exception {
    var response = post(body("\"x\": 1").replace("Hello", "Hello there. ".repeat(1000)));
    assertThat(response.statusCode()).isEqualTo(400);
    var error = Json.parseObject(response.body()).requireObject("error");
    assertThat(error.requireText("code")).isEqualTo("context_length_exceeded");
    assertThat(error.requireText("message")).contains("1024");
  }

  @Test
  void edits_are_asked_for_in_a_conversation() throws Exception {
    try (var client =
        EditClient.connect(
            URI.create("http://127.0.0.1:" + server.port()), "token", Duration.ofSeconds(10))) {
      for (var format : new String[] {"region-chat", "script-chat"}) {
        var options = new EditOptions(format, null, 30, null, null, false);
        var call =
            client.create(
                new EditCreate(
                    null,
                    "A.java",
                    "int a;\nint b;\n",
                    new LineRange(1, 1),
                    "rename a",
                    null,
                    options));
        var events = new ArrayList<EditServerEvent>();
        do {
          events.add(call.next());
        } while (!call.isLast(events.getLast()));
        assertThat(events.getFirst()).as(format).isInstanceOf(EditStarted.class);
        assertThat(((EditStarted) events.getFirst()).format()).isEqualTo(format);
        assertThat(events.getLast().endsAttempt()).isTrue();
      }
    }
  }

  @Test
  void a_tool_that_is_named_is_called() throws Exception {
    var tools =
        """
        "max_tokens": 20, "tools": [{"type": "function", "function": {"name": "look",
          "description": "Looks.", "parameters": {"type": "object"}}}],
        "tool_choice": {"type": "function", "function": {"name": "look"}}
        """;
    var choice = Json.parseObject(post(body(tools)).body()).objects("choices").getFirst();
    var call = choice.requireObject("message").objects("tool_calls").getFirst();
    assertThat(call.requireObject("function").requireText("name")).isEqualTo("look");
    var streamed = new StringBuilder();
    post(body(tools + ", \"stream\": true"))
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Json.parseObject(line.substring(6)).objects("choices").getFirst())
        .flatMap(chunk -> chunk.requireObject("delta").objects("tool_calls").stream())
        .forEach(
            delta -> streamed.append(delta.requireObject("function").requireText("arguments")));
    assertThat(streamed).hasToString(call.requireObject("function").requireText("arguments"));
  }

  @Test
  void probabilities_are_told_with_each_token() throws Exception {
    var options = "\"max_tokens\": 8, \"logprobs\": true, \"top_logprobs\": 3";
    var choice = Json.parseObject(post(body(options)).body()).objects("choices").getFirst();
    var told = choice.requireObject("logprobs").objects("content");
    assertThat(told).isNotEmpty();
    for (var token : told) {
      var top = token.objects("top_logprobs");
      assertThat(top).hasSize(3);
      // The answer is greedy, so the token is the likeliest.
      assertThat(top.getFirst().requireText("token")).isEqualTo(token.requireText("token"));
      assertThat(top).isSortedAccordingTo((a, b) -> Double.compare(logprob(b), logprob(a)));
      assertThat(top.stream().mapToDouble(t -> Math.exp(logprob(t))).sum()).isBetween(0.0, 1.0001);
      assertThat(logprob(token)).isEqualTo(logprob(top.getFirst()));
    }
    assertThat(told.stream().map(t -> t.requireText("token")).reduce("", String::concat))
        .isEqualTo(choice.requireObject("message").requireText("content"));
  }

  private static double logprob(JsonObject token) {
    return token.number("logprob").orElseThrow();
  }

  private static String answer(String options) throws Exception {
    return content(Json.parseObject(post(body(options)).body()), "message");
  }

  private static String content(JsonObject chunk) {
    return content(chunk, "delta");
  }

  private static String content(JsonObject json, String member) {
    return json.objects("choices").getFirst().requireObject(member).text("content").orElse("");
  }

  private static String body(String more) {
    return "{\"model\": \"chat-test\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}], "
        + more
        + "}";
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
            .header("Authorization", "Bearer token")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public static void writeModel(Path file) {
    try (var from = BuiltInModel.openFile(BuiltInModel.NAME)) {
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
          "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}"
              + "{% endfor %}{{ '<|im_start|>assistant\n' }}");
      for (var tensor : from.tensors()) {
        var shape = Arrays.stream(tensor.shape()).boxed().toList();
        to.tensor(tensor.name(), tensor.type(), shape, tensor.data());
      }
      to.write(file);
    }
  }
}
