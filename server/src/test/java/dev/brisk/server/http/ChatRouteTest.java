package dev.brisk.server.http;

import static dev.brisk.server.http.HttpServerTest.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRouteTest {
  private static final String PATH = "/v1/chat/completions";

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_whole_answer_is_one_object() throws Exception {
    responder.says("Hel", "lo \"you\"");
    var response = server.post(PATH, body("\"stream\": false"));
    assertThat(response.statusCode()).isEqualTo(200);
    var json = Json.parseObject(response.body());
    assertThat(json.requireText("object")).isEqualTo("chat.completion");
    assertThat(json.requireText("model")).isEqualTo("scripted");
    var choice = json.objects("choices").getFirst();
    assertThat(choice.requireObject("message").requireText("content")).isEqualTo("Hello \"you\"");
    assertThat(choice.requireObject("message").requireText("role")).isEqualTo("assistant");
    assertThat(choice.requireText("finish_reason")).isEqualTo("stop");
    var usage = json.requireObject("usage");
    assertThat(usage.requireInteger("prompt_tokens")).isEqualTo(3);
    assertThat(usage.requireInteger("completion_tokens")).isEqualTo(2);
    assertThat(usage.requireInteger("total_tokens")).isEqualTo(5);
    assertThat(usage.requireObject("prompt_tokens_details").requireInteger("cached_tokens"))
        .isEqualTo(1);
  }

  @Test
  void an_answer_that_reaches_the_limit_says_length() throws Exception {
    responder.runsOut("cut");
    var json = Json.parseObject(server.post(PATH, body("\"max_tokens\": 7")).body());
    assertThat(json.objects("choices").getFirst().requireText("finish_reason")).isEqualTo("length");
    assertThat(Objects.requireNonNull(responder.asked.peek()).maxTokens()).isEqualTo(7);
  }

  @Test
  void a_stream_comes_in_events_and_ends_with_done() throws Exception {
    responder.says("Hel", "", "lo");
    var response = server.post(PATH, body("\"stream\": true"));
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    var events = events(response.body());
    assertThat(events.getLast()).isEqualTo("[DONE]");
    var chunks = chunks(events);
    assertThat(chunks).hasSize(4);
    assertThat(delta(chunks.getFirst()).requireText("role")).isEqualTo("assistant");
    assertThat(delta(chunks.get(1)).requireText("content")).isEqualTo("Hel");
    assertThat(delta(chunks.get(2)).requireText("content")).isEqualTo("lo");
    assertThat(chunks.get(3).objects("choices").getFirst().requireText("finish_reason"))
        .isEqualTo("stop");
    assertThat(chunks).allMatch(chunk -> !chunk.members().containsKey("usage"));
  }

  @Test
  void a_stream_counts_tokens_if_asked_to() throws Exception {
    responder.says("a", "b");
    var body = body("\"stream\": true, \"stream_options\": {\"include_usage\": true}");
    var chunks = chunks(events(server.post(PATH, body).body()));
    assertThat(chunks.getLast().array("choices")).isEmpty();
    assertThat(chunks.getLast().requireObject("usage").requireInteger("completion_tokens"))
        .isEqualTo(2);
    assertThat(chunks.getFirst().members()).containsEntry("usage", new Json.Null());
  }

  @Test
  void a_stream_is_sent_while_it_is_made() throws Exception {
    responder.saysAndHangs("first");
    var request =
        server
            .request(PATH)
            .POST(HttpRequest.BodyPublishers.ofString(body("\"stream\": true")))
            .build();
    var http = HttpClient.newHttpClient();
    var response = http.send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(response.body().filter(line -> line.contains("first")).findFirst()).isPresent();
    assertThat(responder.running).hasValue(1);
    http.shutdownNow();
    TestServer.await("it ends with its client", () -> responder.running.get() == 0);
  }

  @Test
  void the_options_reach_the_responder() throws Exception {
    responder.says("x");
    var _ =
        server.post(
            PATH,
            body(
                "\"temperature\": 0.5, \"top_p\": 0.9, \"top_k\": 5, \"min_p\": 0.1, \"seed\": 42, \"stop\": [\"a\", \"b\"]"));
    var options = Objects.requireNonNull(responder.asked.peek());
    assertThat(options.sampling()).isEqualTo(new Sampling(0.5f, 5, 0.9f, 0.1f, 42));
    assertThat(options.stopStrings()).containsExactly("a", "b");
  }

  @Test
  void messages_in_parts_are_joined() throws Exception {
    responder.says("x");
    var response =
        server.post(
            PATH,
            """
            {"model": "scripted", "messages": [
              {"role": "developer", "content": "Be brief."},
              {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]}
            """);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Objects.requireNonNull(responder.questions.peek()).ask())
        .isEqualTo(
            new Ask.Chat(
                Conversation.of(
                    List.of(
                        new Prompt.Message("system", "Be brief."),
                        new Prompt.Message("user", "ab"))),
                ToolChoice.AUTO));
  }

  @ParameterizedTest
  @CsvSource({"image_url", "input_audio", "file"})
  void a_part_that_is_not_text_is_named(String type) throws Exception {
    var response =
        server.post(
            PATH,
            """
            {"model": "scripted", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "look"}, {"type": "%s", "%s": {}}]}]}
            """
                .formatted(type, type));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorCode(response.body())).isEqualTo("unsupported_modality");
    assertThat(Json.parseObject(response.body()).requireObject("error").requireText("param"))
        .isEqualTo("messages[0].content[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|invalid_json",
        "[]|invalid_json",
        "{}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":[]}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\"}]}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":\"hi\"}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":-1}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":2}|unsupported_parameter",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{}]}|invalid_request",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"type\":\"magic\"}]}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tool_choice\":\"required\"}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":{\"type\":\"xml\"}}|invalid_value",
        "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"top_logprobs\":21}|invalid_value"
      })
  void what_cannot_be_answered_is_refused_with_a_code(String body, String code) throws Exception {
    var response = server.post(PATH, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorCode(response.body())).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "frequency_penalty|0.5",
        "presence_penalty|-1",
        "repetition_penalty|1.1",
        "logit_bias|{\"1\": -100}",
        "functions|[{}]",
        "modalities|[\"text\", \"audio\"]",
        "n|2",
        "n|\"1\"",
        "grammar|\"root ::= x\""
      })
  void a_parameter_that_cannot_be_honoured_is_named(String name, String value) throws Exception {
    var response = server.post(PATH, body("\"" + name + "\": " + value));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorCode(response.body())).isEqualTo("unsupported_parameter");
    assertThat(Json.parseObject(response.body()).requireObject("error").requireText("param"))
        .isEqualTo(name);
    assertThat(responder.asked).isEmpty();
  }

  @Test
  void parameters_that_change_nothing_are_passed_over() throws Exception {
    responder.says("x");
    var response =
        server.post(
            PATH,
            body(
                """
                "frequency_penalty": 0, "presence_penalty": 0.0, "repetition_penalty": 1,
                "logit_bias": {}, "tools": [], "tool_choice": "auto", "functions": null,
                "response_format": {"type": "text"}, "modalities": ["text"], "n": 1,
                "logprobs": false, "top_logprobs": 0, "parallel_tool_calls": true,
                "user": "me", "store": false, "metadata": {}, "service_tier": "auto"
                """));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void a_call_without_a_function_is_refused() throws Exception {
    var response =
        server.post(
            PATH,
            """
            {"model": "scripted", "messages": [
              {"role": "assistant", "content": "x", "tool_calls": [{"id": "1"}]}]}
            """);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.parseObject(response.body()).requireObject("error").requireText("param"))
        .isEqualTo("messages[0].tool_calls");
  }

  @Test
  void calls_and_their_results_reach_the_model() throws Exception {
    responder.says("x");
    var response =
        server.post(
            PATH,
            """
            {"model": "scripted",
             "tools": [{"type": "function", "function": {"name": "run"}}],
             "tool_choice": {"type": "function", "function": {"name": "run"}},
             "prediction": {"type": "content", "content": [{"type": "text", "text": "as before"}]},
             "response_format": {"type": "json_schema",
               "json_schema": {"name": "n", "schema": {"type": "object"}}},
             "logprobs": true, "top_logprobs": 2, "prompt_cache_key": "thread",
             "messages": [
              {"role": "user", "content": "go"},
              {"role": "assistant", "content": null, "tool_calls": [
                {"id": "1", "type": "function", "function": {"name": "run", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "1", "content": "done"}]}
            """);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var question = Objects.requireNonNull(responder.questions.peek());
    var chat = (Ask.Chat) question.ask();
    assertThat(chat.choice()).isEqualTo(new ToolChoice.Named("run"));
    assertThat(chat.conversation().tools()).hasSize(1);
    assertThat(chat.conversation().messages())
        .extracting(m -> m.requireText("role"))
        .containsExactly("user", "assistant", "tool");
    assertThat(chat.conversation().messages().get(1).objects("tool_calls")).hasSize(1);
    assertThat(question.prediction()).contains("as before");
    assertThat(question.constraint())
        .contains(new OutputConstraint.JsonSchema(Json.parseObject("{\"type\": \"object\"}")));
    assertThat(question.decoding().topLogprobs()).hasValue(2);
    assertThat(question.origin().session()).contains("thread");
  }

  @Test
  void an_unknown_model_is_not_found() throws Exception {
    var response = server.post(PATH, body("\"x\": 1").replace("scripted", "other"));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(errorCode(response.body())).isEqualTo("model_not_found");
  }

  @Test
  void a_model_that_does_not_chat_says_so() throws Exception {
    try (var other = new TestServer(new ScriptedResponder(false))) {
      var response = other.post(PATH, body("\"stream\": true"));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(errorCode(response.body())).isEqualTo("chat_unsupported");
    }
  }

  private static String body(String more) {
    return "{\"model\": \"scripted\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], "
        + more
        + "}";
  }

  private static List<String> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  private static List<JsonObject> chunks(List<String> events) {
    return events.stream().filter(event -> !event.equals("[DONE]")).map(Json::parseObject).toList();
  }

  private static JsonObject delta(JsonObject chunk) {
    return chunk.objects("choices").getFirst().requireObject("delta");
  }
}
