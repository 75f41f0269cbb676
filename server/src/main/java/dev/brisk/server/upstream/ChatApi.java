package dev.brisk.server.upstream;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.tools.Tools;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/** Chat Completions. */
final class ChatApi implements UpstreamApi {
  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Members body(Question question, Spoken spoken) {
    if (!(question.ask() instanceof Ask.Chat(var conversation, var choice))) {
      throw new IllegalArgumentException("this is no conversation");
    }
    var body = new Members().put("model", spoken.model());
    body.put("messages", messages(conversation, spoken));
    if (!conversation.tools().isEmpty()) {
      body.put("tools", tools(conversation, spoken));
      choice(choice, conversation, spoken, body);
    }
    if (!conversation.variables().isEmpty()) {
      body.put("chat_template_kwargs", new JsonObject(conversation.variables()));
    }
    decoding(question.decoding(), body);
    var probabilities = question.decoding().topLogprobs();
    if (probabilities.isPresent()) {
      body.put("logprobs", true).put("top_logprobs", probabilities.getAsInt());
    }
    if (spoken.prediction()) {
      question
          .prediction()
          .ifPresent(
              text ->
                  body.put(
                      "prediction", new Members().put("type", "content").put("content", text)));
    }
    question.constraint().ifPresent(c -> Constraints.say(c, spoken.engine(), body));
    return streamed(body);
  }

  /** Has it streamed, with the tokens counted at the end. */
  static Members streamed(Members body) {
    return body.put("stream", true).put("stream_options", new Members().put("include_usage", true));
  }

  /** How tokens are chosen: what changes nothing is not said, as not every engine knows it. */
  static void decoding(Decoding decoding, Members body) {
    var sampling = decoding.sampling();
    body.put("temperature", sampling.temperature());
    if (!sampling.isGreedy()) {
      if (sampling.topP() < 1) {
        body.put("top_p", sampling.topP());
      }
      if (sampling.topK() > 0) {
        body.put("top_k", sampling.topK());
      }
      if (sampling.minP() > 0) {
        body.put("min_p", sampling.minP());
      }
      // Engines take 32 bits at the least; the half that is cut off is no loss.
      body.put("seed", sampling.seed() & 0x7fff_ffffL);
    }
    decoding.maxTokens().ifPresent(most -> body.put("max_tokens", most));
    if (!decoding.stop().isEmpty()) {
      body.texts("stop", decoding.stop());
    }
  }

  private static List<JsonObject> messages(Conversation conversation, Spoken spoken) {
    return spoken.customTools()
        ? conversation.messages()
        : conversation.messages().stream().map(Tools::message).toList();
  }

  private static List<JsonObject> tools(Conversation conversation, Spoken spoken) {
    return spoken.customTools() ? conversation.tools() : Tools.of(conversation.tools()).functions();
  }

  private static void choice(
      ToolChoice choice, Conversation conversation, Spoken spoken, Members body) {
    switch (choice) {
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> body.put("tool_choice", "none");
      case ToolChoice.Required required -> body.put("tool_choice", "required");
      case ToolChoice.Named(var name) -> {
        boolean custom = spoken.customTools() && Tools.of(conversation.tools()).isCustom(name);
        var type = custom ? "custom" : "function";
        body.put(
            "tool_choice",
            new Members().put("type", type).put(type, new Members().put("name", name)));
      }
    }
  }

  @Override
  public EventReader reader(Question question, Spoken spoken) {
    var tools =
        question.ask() instanceof Ask.Chat(var conversation, var choice)
            ? conversation.tools()
            : List.<JsonObject>of();
    return new Reader(new CallReader(Tools.of(tools)));
  }

  private static final class Reader implements EventReader {
    private final CallReader calls;
    private int call = -1;
    private boolean finished;
    private Told told = Told.NOTHING;

    Reader(CallReader calls) {
      this.calls = calls;
    }

    @Override
    public void accept(JsonObject data, Consumer<AnswerEvent> events) {
      data.object("error")
          .ifPresent(
              error -> {
                throw new UpstreamErrorException(error);
              });
      data.object("usage").ifPresent(usage -> told = told.chatUsage(usage));
      for (var choice : data.objects("choices")) {
        choice.object("delta").ifPresent(delta -> delta(delta, choice, events));
        choice.text("finish_reason").ifPresent(reason -> finish(reason, events));
      }
    }

    private void delta(JsonObject delta, JsonObject choice, Consumer<AnswerEvent> events) {
      delta
          .text("reasoning_content")
          .or(() -> delta.text("reasoning"))
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> events.accept(new AnswerEvent.Reasoning(text)));
      var logprobs = Logprobs.of(choice);
      var text = delta.text("content").orElse("");
      if (!text.isEmpty() || !logprobs.isEmpty()) {
        events.accept(new AnswerEvent.Text(text, logprobs));
      }
      for (var part : delta.objects("tool_calls")) {
        call(part, events);
      }
    }

    private void call(JsonObject part, Consumer<AnswerEvent> events) {
      int index = part.integer("index").orElse(0);
      boolean custom = part.has("custom");
      var inner = custom ? part.requireObject("custom") : part.object("function").orElse(part);
      if (index > call) {
        call = index;
        calls.begin(part.text("id").orElse(""), inner.requireText("name"), custom, events);
      } else if (index < call) {
        throw new JsonException("A call goes on after another has begun.");
      }
      inner.text(custom ? "input" : "arguments").ifPresent(input -> calls.input(input, events));
    }

    private void finish(String reason, Consumer<AnswerEvent> events) {
      calls.end(events);
      finished = true;
      told = told.reason(Reasons.of(reason));
    }

    @Override
    public boolean ended() {
      return finished;
    }

    @Override
    public Told told() {
      return told;
    }
  }
}
