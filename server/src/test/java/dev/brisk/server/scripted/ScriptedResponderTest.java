package dev.brisk.server.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.respond.ResponseOptions;
import dev.brisk.wire.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ScriptedResponderTest {
  private static final Prompt.Message HELLO = new Prompt.Message("user", "Hello, how are you?");

  @Test
  void says_a_text_token_by_token() throws Exception {
    var answer = ask("{\"say\": \"I am  fine, incomprehensibly so. \"}", HELLO);
    assertThat(events(answer))
        .extracting(e -> e instanceof AnswerEvent.Text t ? t.text() : "")
        .containsExactly("I", " am", "  fine,", " incompre", "hensibly", " so.", " ");
    assertThat(answer.result().reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.result().stats().outputTokens()).isEqualTo(7);
    assertThat(answer.result().stats().promptTokens()).isEqualTo(4);
  }

  @Test
  void never_cuts_a_character_in_two() {
    assertThat(Pieces.of("1234567\uD83D\uDE00x")).containsExactly("1234567\uD83D\uDE00", "x");
    assertThat(Pieces.count("1234567\uD83D\uDE00x")).isEqualTo(2);
  }

  @Test
  void says_all_kinds_of_things_in_order() throws Exception {
    var answer =
        ask(
            """
            {"say": [{"reasoning": "Let me see."}, "Text ", {"pieces": ["ab", "cd"]}, {"tokens": 2, "of": "."}, \
            {"call": "shell", "id": "c1", "arguments": {"command": ["ls"]}}, \
            {"call": "apply_patch", "id": "c2", "input": "*** Begin"}], "finish": "length", \
            "usage": {"cached_tokens": 2, "drafted": 5, "accepted": 3}}""",
            HELLO);
    assertThat(events(answer))
        .containsExactly(
            new AnswerEvent.Reasoning("Let"),
            new AnswerEvent.Reasoning(" me"),
            new AnswerEvent.Reasoning(" see."),
            new AnswerEvent.Text("Text"),
            new AnswerEvent.Text(" "),
            new AnswerEvent.Text("ab"),
            new AnswerEvent.Text("cd"),
            new AnswerEvent.Text("."),
            new AnswerEvent.Text("."),
            new AnswerEvent.ToolBegins("c1", "shell", false),
            new AnswerEvent.ToolInput("{\"comman"),
            new AnswerEvent.ToolInput("d\":[\"ls\""),
            new AnswerEvent.ToolInput("]}"),
            new AnswerEvent.ToolEnds("{\"command\":[\"ls\"]}"),
            new AnswerEvent.ToolBegins("c2", "apply_patch", true),
            new AnswerEvent.ToolInput("***"),
            new AnswerEvent.ToolInput(" Begin"),
            new AnswerEvent.ToolEnds("*** Begin"));
    assertThat(answer.result().reason()).isEqualTo(FinishReason.LENGTH);
    var stats = answer.result().stats();
    assertThat(
            List.of(stats.outputTokens(), stats.cachedTokens(), stats.drafted(), stats.accepted()))
        .containsExactly(16, 2, 5, 3);
  }

  @Test
  void gives_each_call_a_name_of_its_own() throws Exception {
    var responder =
        responder("{\"say\": [{\"call\": \"f\", \"arguments\": {}}], \"repeat\": true}");
    var first = (AnswerEvent.ToolBegins) events(responder.answer(question(HELLO))).getFirst();
    var second = (AnswerEvent.ToolBegins) events(responder.answer(question(HELLO))).getFirst();
    assertThat(first.callId()).startsWith("call_").isNotEqualTo(second.callId());
  }

  @Test
  void tells_when_a_token_is_due_by_the_clock_of_the_machine() throws Exception {
    long before = System.nanoTime();
    var answer =
        ask(
            "{\"say\": [{\"clock\": true}, {\"clock\": true}], \"ttft_ms\": 5, \"itl_ms\": 2}",
            HELLO);
    var due =
        events(answer).stream()
            .mapToLong(e -> e instanceof AnswerEvent.Text t ? Long.parseLong(t.text()) : 0)
            .toArray();
    assertThat(due[0]).isBetween(before + 5_000_000, System.nanoTime());
    assertThat(due[1] - due[0]).isEqualTo(2_000_000);
  }

  @Test
  void takes_the_first_entry_left_that_fits() throws Exception {
    var responder =
        responder(
            "{\"when\": {\"user\": \"rename\"}, \"say\": \"renamed\"}",
            "{\"when\": {\"tool\": \"Done\"}, \"say\": \"after\"}",
            "{\"when\": {\"turn\": 2}, \"say\": \"second\"}",
            "# what is said to everything else",
            "",
            "{\"say\": \"once\"}",
            "{\"say\": \"always\", \"repeat\": true}");
    assertThat(text(responder.answer(question(HELLO)))).isEqualTo("once");
    assertThat(text(responder.answer(question(new Prompt.Message("user", "rename it")))))
        .isEqualTo("renamed");
    assertThat(text(responder.answer(question(new Prompt.Message("user", "rename it")))))
        .isEqualTo("always");
    assertThat(text(responder.answer(question(HELLO, HELLO)))).isEqualTo("second");
    assertThat(text(responder.answer(question(HELLO, new Prompt.Message("tool", "Done.")))))
        .isEqualTo("after");
    assertThat(text(responder.answer(question(HELLO)))).isEqualTo("always");
  }

  @Test
  void refuses_what_the_script_refuses_and_what_it_has_no_answer_for() {
    var responder =
        responder("{\"error\": {\"code\": \"prompt_too_long\", \"message\": \"Too long.\"}}");
    assertThatThrownBy(() -> responder.answer(question(HELLO)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("prompt_too_long"))
        .hasMessage("Too long.");
    assertThatThrownBy(() -> responder.answer(question(HELLO)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(ScriptedResponder.EXHAUSTED))
        .hasMessageContaining("test.jsonl");
  }

  @Test
  void fails_in_the_middle() throws Exception {
    var answer = ask("{\"say\": [\"a b\", {\"fail\": \"out of luck\"}, \"c\"]}", HELLO);
    assertThat(events(answer)).hasSize(2);
    assertThat(answer.result().reason()).isEqualTo(FinishReason.FAILED);
    assertThat(answer.result().message()).isEqualTo("out of luck");
  }

  @Test
  void ends_at_the_limit_and_at_a_stop_string() throws Exception {
    var responder = responder("{\"say\": \"one two three four\", \"repeat\": true}");
    var limited = responder.answer(question(HELLO).decoding(decoding(OptionalInt.of(2))));
    assertThat(text(limited)).isEqualTo("one two");
    assertThat(limited.result().reason()).isEqualTo(FinishReason.LENGTH);
    var stopped =
        responder.answer(
            question(HELLO).decoding(decoding(OptionalInt.empty(), "nothing", "wo thr", "four")));
    assertThat(text(stopped)).isEqualTo("one t");
    assertThat(stopped.result().reason()).isEqualTo(FinishReason.STOP_STRING);
  }

  @Test
  void a_cancelled_answer_ends_whatever_it_waits_for() throws Exception {
    for (var entry :
        List.of(
            "{\"say\": [\"a\", {\"hang\": true}]}",
            "{\"say\": [\"a\", {\"pause_ms\": 3600000}, \"b\"]}",
            "{\"say\": \"a b\", \"itl_ms\": 3600000}")) {
      var cancel = new CancelToken();
      var answer = responder(entry).answer(question(HELLO).cancel(cancel));
      assertThat(answer.next()).contains(new AnswerEvent.Text("a"));
      var rest = CompletableFuture.supplyAsync(() -> ended(answer));
      cancel.cancel();
      assertThat(rest.get(20, TimeUnit.SECONDS).reason()).isEqualTo(FinishReason.CANCELLED);
    }
  }

  @Test
  void keeps_to_its_pace() throws Exception {
    var answer = ask("{\"say\": \"a b c\", \"ttft_ms\": 30, \"tokens_per_second\": 100}", HELLO);
    assertThat(events(answer)).hasSize(3);
    var stats = answer.result().stats();
    assertThat(stats.ttftNanos()).isGreaterThanOrEqualTo(30_000_000);
    assertThat(stats.totalNanos()).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void reads_a_prompt_ahead_without_using_the_script() throws Exception {
    var responder = responder("{\"say\": \"still there\"}");
    var prewarmed = responder.answer(question(HELLO).prewarm(true));
    assertThat(events(prewarmed)).isEmpty();
    assertThat(prewarmed.result().stats().promptTokens()).isEqualTo(4);
    assertThat(text(responder.answer(question(HELLO)))).isEqualTo("still there");
  }

  @Test
  void says_the_text_alone_to_an_edit() throws Exception {
    var responder = responder("{\"say\": [{\"reasoning\": \"hm\"}, \"int a;\"]}");
    var prompt = responder.prepare(new Prompt.Chat(List.of(HELLO)));
    assertThat(prompt.length()).isEqualTo(4);
    var generation =
        responder.respond(
            prompt,
            new ResponseOptions(
                100,
                Sampling.GREEDY,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Origin.LOCAL,
                new CancelToken()));
    var text = new StringBuilder();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      text.append(chunk.get().text());
    }
    assertThat(text.toString()).isEqualTo("int a;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | An entry has either 'say' or 'error'.",
        "{\"say\": 1} | 'say' must be a string or an array, not a number.",
        "{\"say\": [{\"hangs\": true}]} | not with 'hangs'",
        "{\"say\": \"a\", \"itl_ms\": -1} | 'itl_ms' must be from 0",
        "{\"say\": \"a\", \"tokens_per_second\": 0} | must be above 0",
        "{\"say\": \"a\", \"delay\": 1} | 'delay' is unknown here",
        "{\"say\": [{\"call\": \"f\"}]} | either 'arguments' (of a function) or 'input'",
        "{\"say\": \"a\", \"finish\": \"tired\"} | must be stop or length, not tired",
        "{\"say\" | This is not JSON",
      })
  void a_script_that_cannot_be_read_is_refused_with_its_line(String line, String reason) {
    assertThatThrownBy(() -> responder("", line))
        .isInstanceOf(ScriptException.class)
        .hasMessageStartingWith("test.jsonl, line 2: ")
        .hasMessageContaining(reason);
  }

  @Test
  void reads_a_file_with_a_head(@TempDir Path folder) throws Exception {
    var file = folder.resolve("a.jsonl");
    Files.writeString(
        file, "{\"model\": \"parrot\", \"context\": 5, \"edit_format\": \"script-v1\"}\n");
    var card = new ScriptedResponder(Script.read(file)).model();
    assertThat(card.name()).isEqualTo("parrot");
    assertThat(card.contextLength()).isEqualTo(5);
    assertThat(card.editFormat()).contains("script-v1");
    assertThatThrownBy(() -> Script.read(folder.resolve("none")))
        .isInstanceOf(ScriptException.class);
  }

  @Test
  void finds_texts_of_messages_in_parts() {
    var message =
        Json.parseObject(
            "{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"ab\"}, {\"text\": \"c\"}]}");
    assertThat(Heard.of(new Conversation(List.of(message), List.of(), Map.of())).user())
        .isEqualTo("abc");
  }

  private static ScriptedResponder responder(String... lines) {
    return new ScriptedResponder(Script.of("test.jsonl", List.of(lines)));
  }

  private static Question question(Prompt.Message... messages) {
    return Question.of(
        "scripted", new Ask.Chat(Conversation.of(List.of(messages)), ToolChoice.AUTO));
  }

  private static Decoding decoding(OptionalInt limit, String... stop) {
    return new Decoding(Sampling.GREEDY, limit, List.of(stop), OptionalInt.empty());
  }

  private static Answer ask(String line, Prompt.Message... messages) {
    return responder(line).answer(question(messages));
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

  private static GenerationResult ended(Answer answer) {
    try {
      var _ = events(answer);
      return answer.result();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
