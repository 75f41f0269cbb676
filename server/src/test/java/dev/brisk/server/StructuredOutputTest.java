package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Model;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.wire.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Constraints with a real engine. Its model was made for something else, so that hardly any of its
 * likeliest tokens is allowed.
 */
class StructuredOutputTest {
  private static EngineResponder responder;

  private static final OutputConstraint REVIEW =
      new OutputConstraint.JsonSchema(
          Json.parseObject(
              """
              {"type": "object", "properties": {
                "verdict": {"enum": ["accept", "reject"]},
                "score": {"type": "integer", "minimum": 1, "maximum": 10},
                "reasons": {"type": "array", "maxItems": 2,
                            "items": {"type": "string", "maxLength": 12}}},
               "required": ["verdict", "score", "reasons"], "additionalProperties": false}
              """));

  @BeforeAll
  static void start(@TempDir Path folder) {
    var file = folder.resolve("chat.gguf");
    ChatWithEngineTest.writeModel(file);
    responder = new EngineResponder(Model.open(file), EngineOptions.defaults());
  }

  @AfterAll
  static void stop() {
    responder.close();
  }

  @Test
  void a_model_that_knows_no_json_answers_by_the_schema_at_any_temperature() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      var sampling = new Sampling(seed * 0.2f, 0, seed % 2 == 0 ? 1 : 0.9f, 0, seed);
      var answer = ask(REVIEW, sampling);
      var json = Json.parseObject(text(answer));
      assertThat(answer.result().reason()).isEqualTo(FinishReason.STOP);
      assertThat(json.members().keySet()).containsExactly("verdict", "score", "reasons");
      assertThat(json.requireText("verdict")).isIn("accept", "reject");
      assertThat(json.requireInteger("score")).isBetween(1, 10);
      assertThat(json.texts("reasons"))
          .hasSizeLessThanOrEqualTo(2)
          .allMatch(reason -> reason.codePointCount(0, reason.length()) <= 12);
    }
  }

  @Test
  void what_has_to_come_is_drafted() throws Exception {
    var answer = ask(REVIEW, Sampling.GREEDY);
    var text = text(answer);
    assertThat(text).startsWith("{\"verdict\":");
    assertThat(answer.result().stats().accepted()).isPositive();
    assertThat(answer.result().stats().passes()).isLessThan(answer.result().stats().outputTokens());
  }

  @Test
  void expressions_and_grammars_are_held_too() throws Exception {
    var date = new OutputConstraint.Regex("2\\d{3}-(0[1-9]|1[0-2]): (é|€|😀){2}");
    assertThat(text(ask(date, new Sampling(1, 0, 1, 0, 3))))
        .matches("2\\d{3}-(0[1-9]|1[0-2]): (é|€|😀){2}");
    var sum = new OutputConstraint.Lark("start: N (\"+\" N)~2\nN: /[1-9]/");
    assertThat(text(ask(sum, Sampling.GREEDY))).matches("[1-9]\\+[1-9]\\+[1-9]");
  }

  @Test
  void a_constraint_that_cannot_be_held_is_refused_before_anything_is_computed() {
    assertThatThrownBy(() -> ask(new OutputConstraint.Regex("(?=a)"), Sampling.GREEDY))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("unsupported_constraint"))
        .hasMessageContaining("looks ahead");
  }

  private static Answer ask(OutputConstraint constraint, Sampling sampling) {
    var conversation = Conversation.of(List.of(new Prompt.Message("user", "What do you say?")));
    return responder.answer(
        Question.of("chat-test", new Ask.Chat(conversation, ToolChoice.AUTO))
            .constraint(Optional.of(constraint))
            .decoding(new Decoding(sampling, OptionalInt.of(300), List.of(), OptionalInt.empty())));
  }

  private static String text(Answer answer) throws InterruptedException {
    var text = new StringBuilder();
    for (var event = answer.next(); event.isPresent(); event = answer.next()) {
      if (event.get() instanceof AnswerEvent.Text(var piece, var _)) {
        text.append(piece);
      }
    }
    return text.toString();
  }
}
