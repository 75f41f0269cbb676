package dev.brisk.distill.ask;

import dev.brisk.distill.data.TeacherToken;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.List;

/** A reply as a line of the journal, and as an endpoint sends it. */
final class ReplyJson {
  private ReplyJson() {}

  /** One line, without its end. */
  static String line(Reply reply) {
    var json =
        new JsonWriter()
            .beginObject()
            .member("question", reply.question())
            .member("index", reply.index())
            .member("model", reply.model())
            .member("text", reply.text())
            .member("whole", reply.whole())
            .member("prompt_tokens", reply.promptTokens())
            .member("output_tokens", reply.outputTokens());
    if (!reply.tokens().isEmpty()) {
      TeacherToken.write(json, "tokens", reply.tokens());
    }
    return json.endObject().toString();
  }

  /**
   * Reads a line.
   *
   * @throws JsonException if it is none of a journal
   */
  static Reply parse(String line) {
    var o = Json.parseObject(line);
    return new Reply(
        o.requireText("question"),
        o.requireInteger("index"),
        o.requireText("model"),
        o.requireText("text"),
        o.bool("whole").orElse(true),
        (long) o.number("prompt_tokens").orElse(-1),
        (long) o.number("output_tokens").orElse(-1),
        TeacherToken.read(o, "tokens"));
  }

  /**
   * Reads the body of a chat completion.
   *
   * @throws JsonException if it is none
   */
  static Reply completion(String body, Question question, int index, String model) {
    var o = Json.parseObject(body);
    var choices = o.objects("choices");
    if (choices.isEmpty()) {
      throw new JsonException("'choices' is empty.");
    }
    var choice = choices.getFirst();
    var message = choice.requireObject("message");
    var usage = o.object("usage");
    return new Reply(
        question.id(),
        index,
        model,
        message.text("content").orElse(""),
        !choice.text("finish_reason").orElse("stop").equals("length"),
        usage.map(u -> (long) u.number("prompt_tokens").orElse(-1)).orElse(-1L),
        usage.map(u -> (long) u.number("completion_tokens").orElse(-1)).orElse(-1L),
        choice.object("logprobs").map(ReplyJson::tokens).orElse(List.of()));
  }

  private static List<TeacherToken> tokens(JsonObject logprobs) {
    return logprobs.objects("content").stream()
        .map(
            token ->
                new TeacherToken(
                    choice(token),
                    token.objects("top_logprobs").stream().map(ReplyJson::choice).toList()))
        .toList();
  }

  /** Some endpoints say null or −9999 of what is next to impossible. */
  private static TeacherToken.Choice choice(JsonObject token) {
    return new TeacherToken.Choice(
        token.requireText("token"), Math.clamp(token.number("logprob").orElse(-100), -100, 0));
  }
}
