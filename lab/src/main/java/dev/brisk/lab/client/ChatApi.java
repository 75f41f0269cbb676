package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** {@code chat}: {@code POST /v1/chat/completions} as a stream. Edits are asked for in words. */
final class ChatApi extends EventApi {
  ChatApi(Target target) {
    super(target);
  }

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public boolean takes(Ask ask) {
    return !(ask instanceof Ask.Infill);
  }

  @Override
  String path() {
    return "/v1/chat/completions";
  }

  @Override
  String body(Ask ask) {
    return switch (ask) {
      case Ask.Edit(var request, var _) ->
          body(EditByChat.messages(request), EditByChat.maxTokens(request));
      case Ask.Chat chat -> body(chat.messages(), chat.maxTokens());
      case Ask.Infill infill -> throw new IllegalArgumentException("chat does not fill in");
    };
  }

  private String body(List<Ask.Message> messages, int maxTokens) {
    var json = new JsonWriter().beginObject();
    if (!target().model().isEmpty()) {
      json.member("model", target().model());
    }
    json.name("messages").beginArray();
    for (var message : messages) {
      json.beginObject()
          .member("role", message.role())
          .member("content", message.content())
          .endObject();
    }
    json.endArray().member("max_tokens", maxTokens).member("temperature", 0);
    json.member("stream", true);
    json.name("stream_options").beginObject().member("include_usage", true).endObject();
    return json.endObject().toString();
  }

  @Override
  Reader reader(Ask ask, Call call) {
    return new Chunks(ask, call);
  }

  /** Chunks of a chat completion. */
  private static final class Chunks implements Reader {
    private final Ask ask;
    private final Call call;
    private boolean finished;

    Chunks(Ask ask, Call call) {
      this.ask = ask;
      this.call = call;
    }

    @Override
    public boolean last(JsonObject event, long arrived) {
      if (event.has("error")) {
        call.failed(arrived, Outcome.ERROR, "the target says" + Failures.said(event));
        return true;
      }
      event.object("usage").ifPresent(usage -> call.tokens(Usage.ofChat(usage)));
      event.object("timings").map(Usage::timesOfTimings).ifPresent(call::serverTimes);
      for (var choice : event.objects("choices")) {
        choice.object("delta").ifPresent(delta -> delta(delta, arrived));
        finished |= choice.has("finish_reason");
      }
      return false;
    }

    private void delta(JsonObject delta, long arrived) {
      var text = delta.text("content").orElse("");
      boolean other =
          filled(delta.text("reasoning_content"))
              || filled(delta.text("reasoning"))
              || !delta.array("tool_calls").isEmpty();
      if (!text.isEmpty() || other) {
        call.chunk(arrived, text);
      }
    }

    @Override
    public boolean done() {
      if (finished && ask instanceof Ask.Edit(var request, var _)) {
        EditByChat.read(request, call.text()).ifPresent(call::edited);
      }
      return finished;
    }

    private static boolean filled(Optional<String> text) {
      return text.isPresent() && !text.get().isEmpty();
    }
  }
}
