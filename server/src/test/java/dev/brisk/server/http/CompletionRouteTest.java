package dev.brisk.server.http;

import static dev.brisk.server.http.HttpServerTest.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Urgency;
import dev.brisk.wire.json.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRouteTest {
  private static final String PATH = "/v1/completions";

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWholeAnswerIsOneObject() throws Exception {
    responder.says("a", "b");
    var response = server.post(PATH, "{\"model\": \"scripted\", \"prompt\": [\"once\"]}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var json = Json.parseObject(response.body());
    assertThat(json.requireText("object")).isEqualTo("text_completion");
    var choice = json.objects("choices").getFirst();
    assertThat(choice.requireText("text")).isEqualTo("ab");
    assertThat(choice.requireText("finish_reason")).isEqualTo("stop");
    assertThat(json.requireObject("usage").requireInteger("completion_tokens")).isEqualTo(2);
    var question = Objects.requireNonNull(responder.questions.peek());
    assertThat(question.ask()).isEqualTo(new Ask.Text("once"));
    assertThat(question.decoding().maxTokens()).hasValue(16);
  }

  @Test
  void aStreamEndsWithUsageAndDone() throws Exception {
    responder.says("a", "b");
    var body =
        server
            .post(
                PATH,
                "{\"model\": \"scripted\", \"prompt\": \"once\", \"stream\": true, \"stream_options\": {\"include_usage\": true}}")
            .body();
    var events = body.lines().filter(line -> line.startsWith("data: ")).toList();
    assertThat(events).hasSize(5).last().isEqualTo("data: [DONE]");
    assertThat(Json.parseObject(events.get(1).substring(6)).objects("choices").getFirst())
        .satisfies(choice -> assertThat(choice.requireText("text")).isEqualTo("b"));
    assertThat(Json.parseObject(events.get(3).substring(6)).requireObject("usage")).isNotNull();
  }

  @Test
  void aSuffixAsksForWhatIsBetween() throws Exception {
    responder.says("x");
    var _ =
        server.post(
            PATH,
            "{\"model\": \"scripted\", \"prompt\": \"a(\", \"suffix\": \")\", \"stop\": \"\\n\"}");
    var question = Objects.requireNonNull(responder.questions.peek());
    assertThat(question.ask()).isEqualTo(new Ask.Infill("a(", ")", List.of()));
    assertThat(question.origin().urgency()).isEqualTo(Urgency.KEYSTROKE);
    assertThat(question.decoding().stop()).containsExactly("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"model\": \"scripted\"}|400|invalid_value",
        "{\"model\": \"scripted\", \"prompt\": [\"a\", \"b\"]}|400|invalid_value",
        "{\"model\": \"scripted\", \"prompt\": \"a\", \"n\": 2}|400|unsupported_parameter",
        "{\"model\": \"scripted\", \"prompt\": \"a\", \"echo\": true}|400|unsupported_parameter",
        "{\"model\": \"scripted\", \"prompt\": \"a\", \"logprobs\": 99}|400|invalid_value",
        "{\"model\": \"scripted\", \"prompt\": \"a\", \"max_tokens\": \"x\"}|400|invalid_request",
        "{\"model\": \"other\", \"prompt\": \"a\"}|404|model_not_found"
      })
  void whatCannotBeAnsweredIsRefused(String body, int status, String code) throws Exception {
    var response = server.post(PATH, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(errorCode(response.body())).isEqualTo(code);
  }
}
