package dev.brisk.lab.mock;

import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an answer is said in one of the APIs: the texts of its events, whatever carries them. */
sealed interface Framing {
  /** Events before the first token. */
  List<String> head();

  /** The event with a piece of the answer. */
  String chunk(String text);

  /** Events after the last token. */
  List<String> tail(Counts counts);

  /**
   * What the end says.
   *
   * @param queueNanos from the arrival to the turn
   */
  record Counts(
      int promptTokens, int outputTokens, long queueNanos, long prefillNanos, long decodeNanos) {}

  /** Chat completions. */
  record Chat() implements Framing {
    private static JsonWriter open() {
      return new JsonWriter()
          .beginObject()
          .member("id", "chatcmpl-mock")
          .member("object", "chat.completion.chunk")
          .member("model", "mock")
          .name("choices")
          .beginArray();
    }

    private static String event(String text, boolean last) {
      var json = open().beginObject().member("index", 0).name("delta").beginObject();
      if (!text.isEmpty()) {
        json.member("content", text);
      }
      json.endObject().name("finish_reason");
      if (last) {
        json.value("stop");
      } else {
        json.nullValue();
      }
      return json.endObject().endArray().endObject().toString();
    }

    @Override
    public List<String> head() {
      return List.of();
    }

    @Override
    public String chunk(String text) {
      return event(text, false);
    }

    @Override
    public List<String> tail(Counts counts) {
      var usage = open().endArray().name("usage").beginObject();
      usage.member("prompt_tokens", counts.promptTokens());
      usage.member("completion_tokens", counts.outputTokens()).endObject();
      return List.of(event("", true), usage.endObject().toString(), "[DONE]");
    }
  }

  /** Responses, over either transport. */
  record Responses(String id) implements Framing {
    private String response(String type, String status, Counts counts) {
      var json = new JsonWriter().beginObject().member("type", type).name("response").beginObject();
      json.member("id", id).member("object", "response").member("status", status);
      if (type.equals("response.incomplete")) {
        json.name("incomplete_details").beginObject().member("reason", "interrupted").endObject();
      }
      if (!type.equals("response.created")) {
        json.name("usage").beginObject().member("input_tokens", counts.promptTokens());
        json.member("output_tokens", counts.outputTokens());
        json.member("total_tokens", counts.promptTokens() + counts.outputTokens()).endObject();
      }
      return json.endObject().endObject().toString();
    }

    @Override
    public List<String> head() {
      return List.of(
          response("response.created", "in_progress", new Counts(0, 0, 0, 0, 0)),
          "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\","
              + "\"id\":\"msg\",\"role\":\"assistant\",\"content\":[]}}");
    }

    @Override
    public String chunk(String text) {
      return new JsonWriter()
          .beginObject()
          .member("type", "response.output_text.delta")
          .member("item_id", "msg")
          .member("delta", text)
          .endObject()
          .toString();
    }

    @Override
    public List<String> tail(Counts counts) {
      return List.of(response("response.completed", "completed", counts));
    }

    String interrupted(Counts counts) {
      return response("response.incomplete", "incomplete", counts);
    }
  }

  /** llama.cpp's infill, with the mock's own times in {@code timings}. */
  record Infill() implements Framing {
    @Override
    public List<String> head() {
      return List.of();
    }

    @Override
    public String chunk(String text) {
      return new JsonWriter()
          .beginObject()
          .member("content", text)
          .member("stop", false)
          .endObject()
          .toString();
    }

    @Override
    public List<String> tail(Counts counts) {
      var timings = new ArrayList<String>();
      timings.add("\"prompt_n\":" + counts.promptTokens());
      timings.add(String.format(Locale.ROOT, "\"prompt_ms\":%.3f", counts.prefillNanos() / 1e6));
      timings.add("\"predicted_n\":" + counts.outputTokens());
      timings.add(String.format(Locale.ROOT, "\"predicted_ms\":%.3f", counts.decodeNanos() / 1e6));
      return List.of(
          "{\"content\":\"\",\"stop\":true,\"timings\":{" + String.join(",", timings) + "}}");
    }
  }
}
