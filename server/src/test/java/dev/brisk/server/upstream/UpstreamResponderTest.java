package dev.brisk.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.answer.Urgency;
import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.config.UpstreamModel.Api;
import dev.brisk.server.config.UpstreamModel.EngineKind;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upstreams that behave, and those that do not, at real sockets. */
@Timeout(60)
class UpstreamResponderTest {
  private static final String KEY = "sk-a-secret-key";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void reads_text_thoughts_and_usage() throws Exception {
    var engine =
        engine()
            .streams(
                delta("\"role\":\"assistant\",\"content\":\"\""),
                delta("\"reasoning_content\":\"Hm.\""),
                delta("\"content\":\"Grüße \""),
                delta("\"content\":\"Welt\""),
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":8},"
                    + "\"completion_tokens_details\":{\"accepted_prediction_tokens\":3,\"rejected_prediction_tokens\":1}}}");
    var answer = responder(engine).answer(question("Hello"));
    assertThat(events(answer))
        .containsExactly(
            new AnswerEvent.Reasoning("Hm."),
            new AnswerEvent.Text("Grüße "),
            new AnswerEvent.Text("Welt"));
    var result = answer.result();
    assertThat(result.reason()).isEqualTo(FinishReason.LENGTH);
    var stats = result.stats();
    assertThat(
            List.of(
                stats.promptTokens(),
                stats.cachedTokens(),
                stats.outputTokens(),
                stats.drafted(),
                stats.accepted()))
        .containsExactly(12, 8, 5, 4, 3);
  }

  @Test
  void what_the_upstream_does_not_tell_is_zero() throws Exception {
    var engine = engine().streams(delta("\"content\":\"a\""), stop());
    var answer = responder(engine).answer(question("Hello"));
    assertThat(events(answer)).hasSize(1);
    assertThat(answer.result().reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.result().stats().outputTokens()).isZero();
    assertThat(answer.result().stats().promptTokens()).isZero();
  }

  @Test
  void asks_as_chat_completions_want_it() throws Exception {
    var engine = engine().streams(stop());
    var tool =
        Json.parseObject(
            "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}");
    var conversation =
        new Conversation(
            List.of(message("system", "Be brief."), message("user", "Hi")),
            List.of(tool),
            Map.of("enable_thinking", new Json.Bool(false)));
    var question =
        Question.of("raw", new Ask.Chat(conversation, new ToolChoice.Named("f")))
            .decoding(
                new Decoding(
                    new Sampling(0.5f, 40, 0.9f, 0.05f, 7),
                    OptionalInt.of(100),
                    List.of("END"),
                    OptionalInt.of(2)))
            .prediction(Optional.of("likely"))
            .constraint(
                Optional.of(
                    new OutputConstraint.JsonSchema(Json.parseObject("{\"type\":\"object\"}"))));
    assertThat(events(responder(engine).answer(question))).isEmpty();
    assertThat(Json.parseObject(engine.asked()))
        .isEqualTo(
            Json.parseObject(
                """
                {"model":"raw","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],
                "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
                "tool_choice":{"type":"function","function":{"name":"f"}},
                "chat_template_kwargs":{"enable_thinking":false},
                "temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.05,"seed":7,"max_tokens":100,"stop":["END"],
                "logprobs":true,"top_logprobs":2,"prediction":{"type":"content","content":"likely"},
                "response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"},"strict":true}},
                "stream":true,"stream_options":{"include_usage":true}}"""));
    assertThat(engine.heads.peek())
        .startsWith("POST /v1/chat/completions HTTP/1.1")
        .contains("Authorization: Bearer " + KEY);
  }

  @Test
  void reads_calls_and_makes_custom_tools_of_functions_again() throws Exception {
    var engine =
        engine()
            .streams(
                delta(
                    "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"ls\",\"arguments\":\"\"}}]"),
                delta(
                    "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"d\\\":\"}}]"),
                delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]"),
                delta(
                    "\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"apply_patch\",\"arguments\":\"{\\\"input\\\":\"}}]"),
                delta(
                    "\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"\\\"a\\\\nb\\\"}\"}}]"),
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
    var tools =
        List.of(
            Json.parseObject("{\"type\":\"function\",\"function\":{\"name\":\"ls\"}}"),
            Json.parseObject("{\"type\":\"custom\",\"custom\":{\"name\":\"apply_patch\"}}"));
    var conversation = new Conversation(List.of(message("user", "Hi")), tools, Map.of());
    var answer =
        responder(engine).answer(Question.of("raw", new Ask.Chat(conversation, ToolChoice.AUTO)));
    assertThat(events(answer))
        .containsExactly(
            new AnswerEvent.ToolBegins("a", "ls", false),
            new AnswerEvent.ToolInput("{\"d\":"),
            new AnswerEvent.ToolInput("1}"),
            new AnswerEvent.ToolEnds("{\"d\":1}"),
            new AnswerEvent.ToolBegins("b", "apply_patch", true),
            new AnswerEvent.ToolInput("a\nb"),
            new AnswerEvent.ToolEnds("a\nb"));
    var sent = Json.parseObject(engine.asked()).objects("tools");
    assertThat(sent).allMatch(tool -> tool.requireText("type").equals("function"));
  }

  @Test
  void speaks_responses_if_told_to() throws Exception {
    var engine =
        engine()
            .streams(
                "{\"type\":\"response.created\",\"response\":{}}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"delta\":\"Hm.\"}",
                "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\"}}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"Hello EN\"}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"TER\"}",
                "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\"}}",
                "{\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{}\"}",
                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}}",
                "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":4,\"input_tokens_details\":{\"cached_tokens\":3}}}}");
    var messages =
        List.of(
            message("system", "Be brief."),
            message("user", "Hi"),
            Json.parseObject(
                "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"x\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"),
            Json.parseObject("{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"ok\"}"));
    var tool = Json.parseObject("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
    var question =
        Question.of(
                "raw",
                new Ask.Chat(new Conversation(messages, List.of(tool), Map.of()), ToolChoice.AUTO))
            .decoding(
                new Decoding(
                    Sampling.GREEDY, OptionalInt.of(50), List.of("END"), OptionalInt.empty()));
    var answer = responder(settings(Optional.of(Api.RESPONSES), engine)).answer(question);
    assertThat(events(answer))
        .containsExactly(
            new AnswerEvent.Reasoning("Hm."),
            new AnswerEvent.Text("Hello "),
            new AnswerEvent.Text("ENTER"),
            new AnswerEvent.ToolBegins("c", "f", false),
            new AnswerEvent.ToolInput("{}"),
            new AnswerEvent.ToolEnds("{}"));
    assertThat(answer.result().stats().promptTokens()).isEqualTo(9);
    assertThat(answer.result().stats().cachedTokens()).isEqualTo(3);
    assertThat(Json.parseObject(engine.asked()))
        .isEqualTo(
            Json.parseObject(
                """
                {"model":"raw","input":[
                {"type":"message","role":"system","content":[{"type":"input_text","text":"Be brief."}]},
                {"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},
                {"type":"function_call","call_id":"x","name":"f","arguments":"{}"},
                {"type":"function_call_output","call_id":"x","output":"ok"}],
                "tools":[{"type":"function","name":"f"}],
                "temperature":0.0,"max_output_tokens":50,"store":false,"stream":true}"""));
  }

  @Test
  void finds_out_that_only_responses_are_there_and_remembers_it() throws Exception {
    var engine =
        engine()
            .answers(404, "{\"detail\":\"Not Found\"}")
            .streams("{\"type\":\"response.completed\",\"response\":{}}")
            .streams("{\"type\":\"response.completed\",\"response\":{}}");
    var responder = responder(engine);
    assertThat(events(responder.answer(question("Hello")))).isEmpty();
    assertThat(events(responder.answer(question("Hello")))).isEmpty();
    assertThat(engine.heads)
        .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
        .containsExactly("POST /v1/chat/completions", "POST /v1/responses", "POST /v1/responses");
  }

  @Test
  void stops_a_response_at_a_stop_string_and_hangs_up() throws Exception {
    var hungUp = new CountDownLatch(1);
    var engine =
        engine()
            .then(
                call -> {
                  call.beginStream();
                  call.event("{\"type\":\"response.output_text.delta\",\"delta\":\"one E\"}");
                  call.event("{\"type\":\"response.output_text.delta\",\"delta\":\"ND two\"}");
                  call.awaitHangUp();
                  hungUp.countDown();
                });
    var question =
        question("Hello")
            .decoding(
                new Decoding(
                    Sampling.GREEDY, OptionalInt.empty(), List.of("END"), OptionalInt.empty()));
    var answer = responder(settings(Optional.of(Api.RESPONSES), engine)).answer(question);
    assertThat(events(answer)).containsExactly(new AnswerEvent.Text("one "));
    assertThat(answer.result().reason()).isEqualTo(FinishReason.STOP_STRING);
    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_cancelled_answer_hangs_up_at_once() throws Exception {
    var hungUp = new CountDownLatch(1);
    var engine =
        engine()
            .then(
                call -> {
                  call.beginStream();
                  call.event(delta("\"content\":\"a\""));
                  call.awaitHangUp();
                  hungUp.countDown();
                });
    var cancel = new CancelToken();
    var answer = responder(engine).answer(question("Hello").cancel(cancel));
    assertThat(answer.next()).contains(new AnswerEvent.Text("a"));
    cancel.cancel();
    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(answer.next()).isEmpty();
    assertThat(answer.result().reason()).isEqualTo(FinishReason.CANCELLED);
  }

  @Test
  void a_question_that_is_cancelled_before_its_answer_begins_hangs_up_too() throws Exception {
    var asked = new CountDownLatch(1);
    var hungUp = new CountDownLatch(1);
    var engine =
        engine()
            .then(
                call -> {
                  asked.countDown();
                  call.awaitHangUp();
                  hungUp.countDown();
                });
    var cancel = new CancelToken();
    var responder = responder(engine);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              cancel.cancel();
            });
    var answer = responder.answer(question("Hello").cancel(cancel));
    assertThat(answer.next()).isEmpty();
    assertThat(answer.result().reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(responder.kernels()).doesNotContain("does not answer");
  }

  @Test
  void a_connection_is_used_again() throws Exception {
    var engine =
        engine()
            .streams(delta("\"content\":\"a\""), stop())
            .streams(delta("\"content\":\"b\""), stop());
    var responder = responder(engine);
    assertThat(events(responder.answer(question("Hello")))).hasSize(1);
    assertThat(events(responder.answer(question("Hello")))).hasSize(1);
  }

  @Test
  void another_replica_answers_when_one_dies_before_its_first_token() throws Exception {
    for (RawEngine.Behaviour death :
        List.<RawEngine.Behaviour>of(
            RawEngine.Call::hangUp,
            call -> {
              call.beginStream();
              call.event(delta("\"role\":\"assistant\",\"content\":\"\""));
              call.hangUp();
            },
            call -> call.whole(503, "text/html", "<html>overloaded</html>"),
            call -> call.whole(500, "application/json", "{\"error\":{\"message\":\"oom\"}}"),
            call -> call.whole(200, "text/html", "<html>Welcome</html>"))) {
      var dying = engine().then(death);
      var living = engine().streams(delta("\"content\":\"alive\""), stop());
      dying.streams(delta("\"content\":\"alive\""), stop());
      living.then(death);
      var responder = responder(settings(Optional.empty(), dying, living));
      // Whichever of the two is asked first, one of the two questions meets the death.
      assertThat(text(responder.answer(question("Hello")))).isIn("alive");
    }
  }

  @Test
  void an_answer_that_breaks_off_has_failed_and_is_not_begun_again() throws Exception {
    RawEngine.Behaviour breaks =
        call -> {
          call.beginStream();
          call.event(delta("\"content\":\"half\""));
          call.hangUp();
        };
    var first = engine().then(breaks);
    var second = engine().then(breaks);
    var answer = responder(settings(Optional.empty(), first, second)).answer(question("Hello"));
    assertThat(text(answer)).isEqualTo("half");
    assertThat(answer.result().reason()).isEqualTo(FinishReason.FAILED);
    assertThat(answer.result().message()).contains("broke off its answer").doesNotContain(KEY);
    assertThat(first.heads.size() + second.heads.size()).isEqualTo(1);
  }

  @Test
  void a_replica_that_is_not_there_is_left_and_found_again() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var living = engine();
    for (int i = 0; i < 20; i++) {
      living.streams(delta("\"content\":\"here\""), stop());
    }
    var responder =
        responder(
            settings(
                Optional.empty(), List.of(URI.create("http://127.0.0.1:" + port), living.url())));
    assertThat(responder.kernels()).contains(port + " (does not answer)");
    for (int i = 0; i < 20; i++) {
      assertThat(text(responder.answer(question("Hello " + i)))).isEqualTo("here");
    }
    var back = new RawEngine(port);
    open.add(back);
    await(() -> !responder.kernels().contains("does not answer"));
  }

  @Test
  void nobody_there_is_said_in_one_sentence() throws Exception {
    var engine = engine();
    var responder = responder(engine);
    engine.close();
    assertThatThrownBy(() -> responder.answer(question("Hello")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(RefusedException.UPSTREAM_UNAVAILABLE))
        .hasMessageStartingWith("The upstream http://127.0.0.1:" + engine.port())
        .hasMessageEndingWith("; try again, or ask another model.");
  }

  @Test
  void a_first_token_that_does_not_come_is_not_waited_for_longer_than_said() throws Exception {
    var settings =
        new UpstreamModel(
            List.of(new UpstreamModel.Replica(silent().url(), 1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofMillis(200));
    var responder = responder(settings);
    assertThatThrownBy(() -> responder.answer(question("Hello")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(RefusedException.UPSTREAM_TIMEOUT))
        .hasMessageContaining("has not answered within 200 ms");
    var answer = responder.answer(question("Hello"));
    assertThat(text(answer)).isEmpty();
    assertThat(answer.result().message()).contains("has not said anything within 200 ms");
    answer = responder.answer(question("Hello"));
    assertThat(text(answer)).isEqualTo("a");
    assertThat(answer.result().message()).contains("has not gone on with its answer for 200 ms");
  }

  private RawEngine silent() throws IOException {
    return engine()
        .then(RawEngine.Call::awaitHangUp)
        .then(
            call -> {
              call.beginStream();
              call.awaitHangUp();
            })
        .then(
            call -> {
              call.beginStream();
              call.event(delta("\"content\":\"a\""));
              call.awaitHangUp();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":{\"message\":\"Nope\",\"code\":\"bad\"}} | upstream_refused | refuses the request: Nope.",
        "400 | {\"error\":{\"message\":\"This model's maximum context length is 8\"}} | prompt_too_long | maximum context length is 8.",
        "401 | {\"error\":{\"message\":\"Wrong key sk-a-secret-key\"}} | upstream_unavailable | refuses the key of this server (status 401)",
        "422 | {\"detail\":\"key sk-a-secret-key is odd\"} | upstream_refused | refuses the request: key … is odd.",
        "429 | {\"error\":{\"message\":\"Slow down.\"}} | upstream_busy | has too much to do: Slow down; try",
        "500 | {\"error\":{\"message\":\"Out of memory\"}} | upstream_unavailable | failed (status 500): Out of memory; try",
        "502 | <html>Bad gateway</html> | upstream_unavailable | failed (status 502): it says no more than the status 502; try",
      })
  void an_error_of_the_upstream_is_said_without_secrets(
      int status, String body, String code, String sentence) throws Exception {
    var responder = responder(engine().answers(status, body));
    assertThatThrownBy(() -> responder.answer(question("Hello")))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | answers what nobody understands",
        "{\"choices\": 7} | answers what nobody understands",
        "[DONE] | broke off its answer",
        "{\"error\":{\"message\":\"CUDA out of luck, key sk-a-secret-key\"}} | failed: CUDA out of luck, key …",
      })
  void nonsense_fails_the_answer(String data, String clause) throws Exception {
    var answer =
        responder(engine().streams(delta("\"content\":\"a\""), data)).answer(question("Hello"));
    assertThat(text(answer)).isEqualTo("a");
    assertThat(answer.result().reason()).isEqualTo(FinishReason.FAILED);
    assertThat(answer.result().message()).contains(clause).doesNotContain(KEY);
  }

  @Test
  void a_prediction_that_is_not_wanted_is_not_sent_again() throws Exception {
    var engine =
        engine()
            .answers(400, "{\"error\":{\"message\":\"Bad request\"}}")
            .streams(stop())
            .streams(stop());
    var responder = responder(engine);
    var question = question("Hello").prediction(Optional.of("likely"));
    assertThat(text(responder.answer(question))).isEmpty();
    assertThat(engine.asked()).contains("prediction");
    assertThat(engine.asked()).doesNotContain("prediction");
    assertThat(text(responder.answer(question))).isEmpty();
    assertThat(engine.asked()).doesNotContain("prediction");
  }

  @Test
  void a_parameter_that_is_unknown_there_is_left_out() throws Exception {
    var engine =
        engine()
            .answers(
                400,
                "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0 with this model.\",\"param\":\"temperature\",\"code\":\"unsupported_value\"}}")
            .streams(stop());
    assertThat(text(responder(engine).answer(question("Hello")))).isEmpty();
    assertThat(engine.asked()).contains("temperature");
    assertThat(engine.asked()).doesNotContain("temperature");
  }

  @Test
  void a_constraint_that_cannot_be_said_is_refused() throws Exception {
    var responder = responder(engine());
    var question = question("Hello").constraint(Optional.of(new OutputConstraint.Regex("[a-z]+")));
    assertThatThrownBy(() -> responder.answer(question))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("regular expression");
  }

  @Test
  void completes_texts() throws Exception {
    var engine =
        engine()
            .streams(
                "{\"choices\":[{\"text\":\"b\",\"finish_reason\":null}]}",
                "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}");
    var answer = responder(engine).answer(Question.of("raw", new Ask.Text("a")));
    assertThat(text(answer)).isEqualTo("b");
    assertThat(Json.parseObject(engine.asked()).requireText("prompt")).isEqualTo("a");
    assertThat(engine.heads.peek()).startsWith("POST /v1/completions ");
  }

  @Test
  void sessions_stay_on_one_replica() throws Exception {
    var engines = List.of(engine(), engine(), engine());
    for (var engine : engines) {
      for (int i = 0; i < 10; i++) {
        engine.streams(stop());
      }
    }
    var responder = responder(settings(Optional.empty(), engines.toArray(RawEngine[]::new)));
    var origin = new Origin(Caller.LOCAL, Optional.of("thread-1"), Urgency.INTERACTIVE);
    for (int i = 0; i < 10; i++) {
      assertThat(text(responder.answer(question("Message " + i).origin(origin)))).isEmpty();
    }
    assertThat(engines).extracting(engine -> engine.heads.size()).containsOnlyOnce(10);
    assertThat(engines).extracting(engine -> engine.heads.size()).contains(0);
  }

  @Test
  void says_who_it_is_by_what_the_engine_says() throws Exception {
    var engine = engine();
    engine.models =
        "{\"data\":[{\"id\":\"Qwen/Big\",\"owned_by\":\"vllm\",\"max_model_len\":32768}]}";
    var card = responder(engine).model();
    assertThat(card.name()).isEqualTo("Qwen/Big");
    assertThat(card.contextLength()).isEqualTo(32_768);
    assertThat(card.chats()).isTrue();
  }

  @Test
  void replicas_of_different_models_are_refused() throws Exception {
    var one = engine();
    var other = engine();
    other.models = "{\"data\":[{\"id\":\"other\"}]}";
    assertThatThrownBy(() -> responder(settings(Optional.empty(), one, other)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("raw, other");
  }

  @Test
  void an_unnamed_upstream_that_is_not_there_is_refused() throws Exception {
    var engine = engine();
    engine.close();
    assertThatThrownBy(() -> responder(engine))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be reached");
  }

  private RawEngine engine() throws IOException {
    var engine = new RawEngine();
    open.add(engine);
    return engine;
  }

  private UpstreamResponder responder(RawEngine... engines) throws InterruptedException {
    return responder(settings(Optional.empty(), engines));
  }

  private UpstreamResponder responder(UpstreamModel settings) throws InterruptedException {
    var responder =
        UpstreamResponder.open(Optional.empty(), OptionalInt.empty(), settings, Optional.of(KEY));
    open.add(responder);
    return responder;
  }

  private static UpstreamModel settings(Optional<Api> api, RawEngine... engines) {
    return settings(api, Arrays.stream(engines).map(RawEngine::url).toList());
  }

  private static UpstreamModel settings(Optional<Api> api, List<URI> urls) {
    return new UpstreamModel(
        urls.stream().map(url -> new UpstreamModel.Replica(url, 1)).toList(),
        Optional.empty(),
        Optional.empty(),
        api,
        Optional.<EngineKind>empty(),
        false,
        true,
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20));
  }

  private static Question question(String text) {
    return Question.of(
        "raw",
        new Ask.Chat(Conversation.of(List.of(new Prompt.Message("user", text))), ToolChoice.AUTO));
  }

  private static JsonObject message(String role, String content) {
    return Json.parseObject("{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}");
  }

  private static String delta(String members) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]}";
  }

  private static String stop() {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
  }

  private static List<AnswerEvent> events(Answer answer) throws InterruptedException {
    var events = new ArrayList<AnswerEvent>();
    for (var event = answer.next(); event.isPresent(); event = answer.next()) {
      events.add(event.get());
    }
    return events;
  }

  private static String text(Answer answer) throws InterruptedException {
    var text = new StringBuilder();
    for (var event : events(answer)) {
      if (event instanceof AnswerEvent.Text piece) {
        text.append(piece.text());
      }
    }
    return text.toString();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
