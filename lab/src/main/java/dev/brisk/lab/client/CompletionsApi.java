package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;

/**
 * {@code completions}: {@code POST /v1/completions} as a stream, with a suffix for filling in; not
 * every target takes one.
 */
final class CompletionsApi extends EventApi {
  CompletionsApi(Target target) {
    super(target);
  }

  @Override
  public String name() {
    return "completions";
  }

  @Override
  public boolean takes(Ask ask) {
    return ask instanceof Ask.Infill;
  }

  @Override
  String path() {
    return "/v1/completions";
  }

  @Override
  String body(Ask ask) {
    if (!(ask instanceof Ask.Infill(var path, var prefix, var suffix, var maxTokens))) {
      throw new IllegalArgumentException("completions only fill in");
    }
    var json = new JsonWriter().beginObject();
    if (!target().model().isEmpty()) {
      json.member("model", target().model());
    }
    json.member("prompt", prefix).member("suffix", suffix);
    json.member("max_tokens", maxTokens).member("temperature", 0).member("stream", true);
    json.name("stream_options").beginObject().member("include_usage", true).endObject();
    return json.endObject().toString();
  }

  @Override
  Reader reader(Ask ask, Call call) {
    return new Reader() {
      private boolean finished;

      @Override
      public boolean last(JsonObject event, long arrived) {
        if (event.has("error")) {
          call.failed(arrived, Outcome.ERROR, "the target says" + Failures.said(event));
          return true;
        }
        event.object("usage").ifPresent(usage -> call.tokens(Usage.ofChat(usage)));
        for (var choice : event.objects("choices")) {
          choice
              .text("text")
              .filter(text -> !text.isEmpty())
              .ifPresent(text -> call.chunk(arrived, text));
          finished |= choice.has("finish_reason");
        }
        return false;
      }

      @Override
      public boolean done() {
        return finished;
      }
    };
  }
}
