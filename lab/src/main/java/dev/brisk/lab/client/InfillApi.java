package dev.brisk.lab.client;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;

/** {@code infill}: llama.cpp's {@code POST /infill} as a stream, which Brisk has too. */
final class InfillApi extends EventApi {
  InfillApi(Target target) {
    super(target);
  }

  @Override
  public String name() {
    return "infill";
  }

  @Override
  public boolean takes(Ask ask) {
    return ask instanceof Ask.Infill;
  }

  @Override
  String path() {
    return "/infill";
  }

  @Override
  String body(Ask ask) {
    if (!(ask instanceof Ask.Infill(var path, var prefix, var suffix, var maxTokens))) {
      throw new IllegalArgumentException("infill only fills in");
    }
    var json = new JsonWriter().beginObject();
    if (!target().model().isEmpty()) {
      json.member("model", target().model());
    }
    json.member("input_prefix", prefix).member("input_suffix", suffix).member("prompt", "");
    json.member("n_predict", maxTokens).member("temperature", 0).member("cache_prompt", true);
    return json.member("stream", true).endObject().toString();
  }

  @Override
  Reader reader(Ask ask, Call call) {
    return new Reader() {
      @Override
      public boolean last(JsonObject event, long arrived) {
        if (event.has("error")) {
          call.failed(arrived, Outcome.ERROR, "the target says" + Failures.said(event));
          return true;
        }
        event
            .text("content")
            .filter(text -> !text.isEmpty())
            .ifPresent(text -> call.chunk(arrived, text));
        var timings = event.object("timings");
        timings.map(Usage::ofTimings).ifPresent(call::tokens);
        timings.map(Usage::timesOfTimings).ifPresent(call::serverTimes);
        return event.bool("stop").orElse(false);
      }

      @Override
      public boolean done() {
        return false;
      }
    };
  }
}
