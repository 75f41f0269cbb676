package dev.brisk.server.scripted;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads what an entry says: a text, or a list of texts, calls, pauses and failures. */
final class Beats {
  private static final int MOST_TOKENS = 10_000_000;

  private Beats() {}

  static List<Beat> of(Json say) {
    return switch (say) {
      case Json.Text(var text) -> texts(Pieces.of(text));
      case Json.Array(var steps) -> steps.stream().flatMap(step -> step(step).stream()).toList();
      default ->
          throw new JsonException("'say' must be a string or an array, not " + say.kind() + ".");
    };
  }

  private static List<Beat> step(Json step) {
    if (step instanceof Json.Text(var text)) {
      return texts(Pieces.of(text));
    }
    if (!(step instanceof JsonObject json) || json.members().isEmpty()) {
      throw new JsonException(
          "A step of 'say' must be a string or an object that says what to do.");
    }
    var kind = json.members().keySet().iterator().next();
    return switch (kind) {
      case "text" -> texts(Pieces.of(only(json).requireText("text")));
      case "pieces" -> texts(only(json).texts("pieces"));
      case "tokens" -> filler(json);
      case "reasoning" ->
          Pieces.of(only(json).requireText("reasoning")).stream()
              .<Beat>map(piece -> new Beat.Says(new AnswerEvent.Reasoning(piece)))
              .toList();
      case "call" -> call(json);
      case "clock" -> List.of(only(json, new Beat.Clock()));
      case "pause_ms" ->
          List.of(new Beat.Pauses(ScriptReader.nanos(kind, only(json).number(kind).orElseThrow())));
      case "hang" -> List.of(only(json, new Beat.Hangs()));
      case "fail" -> List.of(new Beat.Fails(only(json).requireText("fail")));
      default ->
          throw new JsonException(
              "A step of 'say' begins with text, pieces, tokens, reasoning, call, clock, pause_ms, hang or fail, not with '"
                  + kind
                  + "'.");
    };
  }

  private static JsonObject only(JsonObject json) {
    ScriptReader.admit(json, Set.of(json.members().keySet().iterator().next()));
    return json;
  }

  private static Beat only(JsonObject json, Beat beat) {
    var _ = only(json);
    return beat;
  }

  private static List<Beat> texts(List<String> pieces) {
    return pieces.stream().<Beat>map(piece -> new Beat.Says(new AnswerEvent.Text(piece))).toList();
  }

  /** The same token again and again, as one object: it costs no memory and no time. */
  private static List<Beat> filler(JsonObject json) {
    ScriptReader.admit(json, Set.of("tokens", "of"));
    int count = json.requireInteger("tokens");
    if (count < 0 || count > MOST_TOKENS) {
      throw new JsonException("'tokens' must be from 0 to " + MOST_TOKENS + ".");
    }
    return Collections.nCopies(
        count, new Beat.Says(new AnswerEvent.Text(json.text("of").orElse(" token"))));
  }

  private static List<Beat> call(JsonObject json) {
    ScriptReader.admit(json, Set.of("call", "id", "arguments", "input"));
    if (json.has("arguments") == json.has("input")) {
      throw new JsonException(
          "A call has either 'arguments' (of a function) or 'input' (of a custom tool).");
    }
    boolean custom = json.has("input");
    var input = custom ? json.requireText("input") : arguments(json);
    var beats = new ArrayList<Beat>();
    beats.add(new Beat.Calls(json.text("id").orElse(""), json.requireText("call"), custom));
    for (var piece : Pieces.of(input)) {
      beats.add(new Beat.Says(new AnswerEvent.ToolInput(piece)));
    }
    beats.add(new Beat.HasCalled(input));
    return beats;
  }

  /** A string is said as it is, so that a script can also say broken JSON. */
  private static String arguments(JsonObject json) {
    var arguments = json.member("arguments").orElseThrow();
    return arguments instanceof Json.Text(var text)
        ? text
        : new JsonWriter().value(arguments).toString();
  }
}
