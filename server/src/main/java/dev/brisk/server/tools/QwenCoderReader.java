package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads {@code <function=name><parameter=key>value</parameter>…</function>}, within {@code
 * <tool_call>} or without. A value is text where the schema says so or where it is no JSON; it is
 * handed on once it is complete.
 */
final class QwenCoderReader implements OutputReader {
  private static final String TOOL_CALL = "<tool_call>";
  private static final String TOOL_CALL_END = "</tool_call>";
  private static final String FUNCTION = "<function=";
  private static final String FUNCTION_END = "</function>";
  private static final String PARAMETER = "<parameter=";
  private static final String PARAMETER_END = "</parameter>";

  private static final Json STRING = new Json.Text("string");

  private enum State {
    TEXT,
    NAME,
    CALL,
    KEY,
    VALUE
  }

  private final Tools tools;
  private final MarkedText text = new MarkedText();
  private final Prose prose = new Prose();
  private final StringBuilder input = new StringBuilder();
  private State state = State.TEXT;
  private String name = "";
  private String key = "";
  private boolean custom;

  QwenCoderReader(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    text.append(piece);
    prose.add(logprobs);
    boolean more = true;
    while (more) {
      more =
          switch (state) {
            case TEXT -> text(events);
            case NAME -> name(events);
            case CALL -> call(events);
            case KEY -> key();
            case VALUE -> value(events);
          };
    }
  }

  private boolean text(Consumer<AnswerEvent> events) {
    if (text.has(FUNCTION)) {
      var before = text.takeBefore(FUNCTION).replace(TOOL_CALL_END, "");
      int at = before.lastIndexOf(TOOL_CALL);
      prose.before(at < 0 ? before : before.substring(0, at), events);
      state = State.NAME;
      return true;
    }
    if (!text.has(TOOL_CALL) && !text.has(TOOL_CALL_END)) {
      prose.write(text.takeCertain(TOOL_CALL, TOOL_CALL_END, FUNCTION), events);
    }
    return false;
  }

  private boolean name(Consumer<AnswerEvent> events) {
    if (!text.has(">")) {
      return false;
    }
    name = text.takeBefore(">").strip();
    custom = tools.isCustom(name);
    input.setLength(0);
    events.accept(new AnswerEvent.ToolBegins(CallIds.next(), name, custom));
    state = State.CALL;
    return true;
  }

  private boolean call(Consumer<AnswerEvent> events) {
    boolean parameter = text.has(PARAMETER);
    boolean end = text.has(FUNCTION_END);
    if (parameter && (!end || text.comesFirst(PARAMETER, FUNCTION_END))) {
      var _ = text.takeBefore(PARAMETER);
      state = State.KEY;
      return true;
    }
    if (end) {
      var _ = text.takeBefore(FUNCTION_END);
      end(events);
    }
    return end;
  }

  private boolean key() {
    if (!text.has(">")) {
      return false;
    }
    key = text.takeBefore(">").strip();
    state = State.VALUE;
    return true;
  }

  private boolean value(Consumer<AnswerEvent> events) {
    if (!text.has(PARAMETER_END)) {
      return false;
    }
    argument(text.takeBefore(PARAMETER_END), events);
    state = State.CALL;
    return true;
  }

  private void argument(String written, Consumer<AnswerEvent> events) {
    var value = withoutFrame(written);
    int from = input.length();
    if (custom) {
      input.append(value);
    } else {
      input.append(input.isEmpty() ? "{" : ", ");
      input.append(new JsonWriter().value(key)).append(": ").append(json(value));
    }
    events.accept(new AnswerEvent.ToolInput(input.substring(from)));
  }

  /** The line feeds beside the marks are not part of the value. */
  private static String withoutFrame(String written) {
    int from = written.startsWith("\n") ? 1 : 0;
    int to = written.length() - (written.length() > from && written.endsWith("\n") ? 1 : 0);
    return written.substring(from, to);
  }

  private String json(String value) {
    var text = new JsonWriter().value(value).toString();
    if (tools.parameter(name, key).member("type").equals(Optional.of(STRING))) {
      return text;
    }
    try {
      return new JsonWriter().value(Json.parse(value)).toString();
    } catch (JsonException e) {
      return text;
    }
  }

  private void end(Consumer<AnswerEvent> events) {
    if (!custom) {
      var rest = input.isEmpty() ? "{}" : "}";
      input.append(rest);
      events.accept(new AnswerEvent.ToolInput(rest));
    }
    events.accept(new AnswerEvent.ToolEnds(input.toString()));
    state = State.TEXT;
  }

  @Override
  public void finish(Consumer<AnswerEvent> events) {
    switch (state) {
      case TEXT -> prose.write(text.takeAll().replace(TOOL_CALL_END, ""), events);
      case NAME, KEY, CALL -> endCutOff(events);
      case VALUE -> {
        argument(text.takeAll(), events);
        endCutOff(events);
      }
    }
    prose.finish(events);
  }

  private void endCutOff(Consumer<AnswerEvent> events) {
    if (state != State.NAME) {
      end(events);
    }
  }
}
