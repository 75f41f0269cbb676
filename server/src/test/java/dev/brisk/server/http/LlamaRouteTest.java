package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Urgency;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaRouteTest {
  /** What llama.vim sends while somebody types. */
  private static final String VIM =
      """
      {"input_prefix":"class A {\\n","input_suffix":"\\n}\\n","prompt":"  int a","n_indent":2,
       "input_extra":[{"text":"class B {}\\n","time":[1,2],"filename":"B.java"}],
       "n_predict":128,"stop":[],"top_k":40,"top_p":0.9,"stream":false,
       "samplers":["top_k","top_p","infill"],"cache_prompt":true,"t_max_prompt_ms":500,
       "t_max_predict_ms":1000,"model":"",
       "response_fields":["content","timings/prompt_n","timings/prompt_ms",
         "timings/prompt_per_token_ms","timings/prompt_per_second","timings/predicted_n",
         "timings/predicted_ms","timings/predicted_per_token_ms","timings/predicted_per_second",
         "truncated","tokens_cached"]}""";

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private final TestServer server = new TestServer(responder);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_request_of_llama_vim_gets_the_fields_that_it_reads() throws Exception {
    responder.says(" = 1;", "\n  int b;", "\n}");
    var answer = server.post("/infill", VIM);
    assertThat(answer.statusCode()).isEqualTo(200);
    var json = Json.parseObject(answer.body());
    assertThat(json.requireText("content")).isEqualTo(" = 1;\n  int b;");
    assertThat(json.members().keySet())
        .containsExactly(
            "content",
            "timings/prompt_n",
            "timings/prompt_ms",
            "timings/prompt_per_token_ms",
            "timings/prompt_per_second",
            "timings/predicted_n",
            "timings/predicted_ms",
            "timings/predicted_per_token_ms",
            "timings/predicted_per_second",
            "truncated",
            "tokens_cached");
  }

  @Test
  void the_question_has_the_whole_text_before_the_cursor_and_the_urgency_of_a_keystroke()
      throws Exception {
    responder.says("x");
    var _ = server.post("/infill", VIM);
    var question = responder.questions.remove();
    assertThat(question.ask())
        .isEqualTo(
            new Ask.Infill(
                "class A {\n  int a", "\n}\n", List.of(new Ask.Extra("B.java", "class B {}\n"))));
    assertThat(question.origin().urgency()).isEqualTo(Urgency.KEYSTROKE);
    assertThat(question.decoding().maxTokens()).hasValue(128);
    assertThat(question.decoding().sampling().isGreedy()).isTrue();
    assertThat(question.prewarm()).isFalse();
  }

  @Test
  void no_tokens_to_predict_is_a_prewarm_and_an_empty_field_asks_for_nothing() throws Exception {
    var answer =
        server.post(
            "/infill",
            """
            {"input_prefix":"","input_suffix":"","prompt":"","n_predict":0,"temperature":0.0,
             "stream":false,"samplers":[],"cache_prompt":true,"t_max_prompt_ms":1,
             "t_max_predict_ms":1,"response_fields":[""],
             "input_extra":[{"text":"class B {}\\n","time":[1,2],"filename":"B.java"}]}""");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(responder.questions.remove().prewarm()).isTrue();
  }

  @Test
  void a_stream_ends_with_the_statistics() throws Exception {
    responder.says("a", "b");
    var answer =
        server.post("/infill", "{\"input_prefix\":\"x\",\"input_suffix\":\"y\",\"stream\":true}");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
    var events = events(answer);
    assertThat(events.stream().map(e -> e.requireText("content")).toList())
        .containsExactly("a", "b", "");
    assertThat(events.stream().map(e -> e.bool("stop").orElseThrow()).toList())
        .containsExactly(false, false, true);
    var last = events.getLast();
    assertThat(last.requireText("stop_type")).isEqualTo("eos");
    assertThat(last.requireObject("timings").requireInteger("prompt_n")).isEqualTo(2);
    assertThat(last.requireObject("generation_settings").requireInteger("n_predict")).isEqualTo(-1);
    assertThat(last.requireInteger("tokens_cached")).isEqualTo(5);
  }

  @Test
  void a_completion_goes_on_with_its_prompt() throws Exception {
    responder.runsOut("and", " on");
    var answer =
        server.post("/completion", "{\"prompt\":\"so\",\"n_predict\":2,\"stop\":\"!\",\"seed\":7}");
    var json = Json.parseObject(answer.body());
    assertThat(json.requireText("content")).isEqualTo("and on");
    assertThat(json.requireText("stop_type")).isEqualTo("limit");
    var question = responder.questions.remove();
    assertThat(question.ask()).isEqualTo(new Ask.Text("so"));
    assertThat(question.decoding().stop()).containsExactly("!");
  }

  @Test
  void an_answer_that_is_over_early_stops_the_engine() throws Exception {
    responder.saysAndHangs("a;\n", "}");
    var answer =
        server.post("/infill", "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"n_indent\":2}");
    var json = Json.parseObject(answer.body());
    assertThat(json.requireText("content")).isEqualTo("a;");
    assertThat(json.requireText("stop_type")).isEqualTo("limit");
    assertThat(responder.running.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"input_suffix\":\"\"}",
        "{\"input_prefix\":1,\"input_suffix\":\"\"}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"input_extra\":{}}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"input_extra\":[{\"filename\":\"a\"}]}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"n_predict\":-7}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"n_predict\":1e99}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"top_p\":7}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"n_indent\":-1}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"stop\":[1]}",
        "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"grammar\":\"root ::= a\"}"
      })
  void what_is_not_understood_gets_400(String body) throws Exception {
    var answer = server.post("/infill", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.parseObject(answer.body()).requireObject("error").requireText("message"))
        .isNotEmpty();
    assertThat(responder.questions).isEmpty();
  }

  @Test
  void another_model_gets_404() throws Exception {
    var answer =
        server.post("/infill", "{\"input_prefix\":\"\",\"input_suffix\":\"\",\"model\":\"other\"}");
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void tokens_that_are_made_elsewhere_cannot_be_asked_for() throws Exception {
    assertThat(server.post("/tokenize", "{\"content\":\"a\"}").statusCode()).isEqualTo(400);
    assertThat(server.post("/detokenize", "{\"tokens\":[1]}").statusCode()).isEqualTo(400);
  }

  @Test
  void the_properties_name_the_context() throws Exception {
    var json = Json.parseObject(server.get("/props").body());
    assertThat(json.requireObject("default_generation_settings").requireInteger("n_ctx"))
        .isEqualTo(1000);
    assertThat(json.requireText("model_alias")).isEqualTo("scripted");
  }

  private static List<JsonObject> events(HttpResponse<String> answer) {
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> Json.parseObject(line.substring(6)))
        .toList();
  }
}
