package dev.brisk.server.upstream;

import dev.brisk.engine.FinishReason;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Question;
import dev.brisk.server.tools.Tools;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Responses, without anything stored there: each request holds the whole conversation. */
final class ResponsesApi implements UpstreamApi {
  @Override
  public String path() {
    return "/responses";
  }

  @Override
  public Members body(Question question, Spoken spoken) {
    if (!(question.ask() instanceof Ask.Chat(var conversation, var choice))) {
      throw new IllegalArgumentException("this is no conversation");
    }
    var items = new ResponsesItems(spoken.customTools());
    var body = new Members().put("model", spoken.model());
    body.put("input", items.input(conversation.messages()));
    if (!conversation.tools().isEmpty()) {
      body.put("tools", items.tools(conversation.tools()));
      items.choice(choice, conversation.tools()).ifPresent(c -> body.put("tool_choice", c));
    }
    var decoding = question.decoding();
    body.put("temperature", decoding.sampling().temperature());
    if (!decoding.sampling().isGreedy() && decoding.sampling().topP() < 1) {
      body.put("top_p", decoding.sampling().topP());
    }
    decoding.maxTokens().ifPresent(most -> body.put("max_output_tokens", most));
    question.constraint().ifPresent(c -> Constraints.sayToResponses(c, spoken.engine(), body));
    return body.put("store", false).put("stream", true);
  }

  @Override
  public EventReader reader(Question question, Spoken spoken) {
    var tools =
        question.ask() instanceof Ask.Chat(var conversation, var choice)
            ? conversation.tools()
            : List.<JsonObject>of();
    var reader = new Reader(new CallReader(Tools.of(tools)));
    // The API has no stop strings.
    var stop = question.decoding().stop();
    return stop.isEmpty() ? reader : new StoppedReader(reader, stop);
  }

  private static final class Reader implements EventReader {
    private final CallReader calls;
    private boolean ended;
    private Told told = Told.NOTHING;

    Reader(CallReader calls) {
      this.calls = calls;
    }

    @Override
    public void accept(JsonObject data, Consumer<AnswerEvent> events) {
      switch (data.requireText("type")) {
        case "response.output_text.delta", "response.refusal.delta" ->
            text(data).ifPresent(text -> events.accept(new AnswerEvent.Text(text)));
        case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" ->
            text(data).ifPresent(text -> events.accept(new AnswerEvent.Reasoning(text)));
        case "response.output_item.added" -> begin(data.requireObject("item"), events);
        case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
            calls.input(data.requireText("delta"), events);
        case "response.output_item.done" -> end(data.requireObject("item"), events);
        case "response.completed" -> finish(data, FinishReason.STOP, events);
        case "response.incomplete" -> finish(data, FinishReason.LENGTH, events);
        case "response.failed" ->
            throw new UpstreamErrorException(
                data.requireObject("response")
                    .object("error")
                    .orElseGet(() -> new JsonObject(Map.of())));
        case "error" -> throw new UpstreamErrorException(data.object("error").orElse(data));
        default -> {
          // What else there is repeats what was said.
        }
      }
    }

    private static Optional<String> text(JsonObject data) {
      return data.text("delta").filter(delta -> !delta.isEmpty());
    }

    private void begin(JsonObject item, Consumer<AnswerEvent> events) {
      var type = item.requireText("type");
      if (type.equals("function_call") || type.equals("custom_tool_call")) {
        calls.begin(
            item.text("call_id").orElse(""),
            item.requireText("name"),
            type.equals("custom_tool_call"),
            events);
      }
    }

    private void end(JsonObject item, Consumer<AnswerEvent> events) {
      var type = item.requireText("type");
      if (type.equals("function_call") || type.equals("custom_tool_call")) {
        if (!calls.hasInput()) {
          // Some engines say it once, at the end.
          var whole = type.equals("function_call") ? "arguments" : "input";
          calls.input(item.text(whole).orElse(""), events);
        }
        calls.end(events);
      }
    }

    private void finish(JsonObject data, FinishReason reason, Consumer<AnswerEvent> events) {
      calls.end(events);
      ended = true;
      told = told.reason(reason);
      data.object("response")
          .flatMap(response -> response.object("usage"))
          .ifPresent(usage -> told = told.responsesUsage(usage));
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public Told told() {
      return told;
    }
  }
}
