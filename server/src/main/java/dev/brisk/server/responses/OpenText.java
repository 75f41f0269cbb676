package dev.brisk.server.responses;

import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An item of the output that is one part of text. */
abstract class OpenText extends OpenItem {
  private final String event;
  private final ResponseEvents.Frame frame;

  OpenText(ResponseEvents events, String prefix, int index, String event, String more) {
    super(events, prefix, index);
    this.event = event;
    this.frame = events.frame(event + "delta", this::partPlace, more);
  }

  /** The item with a content, which is JSON. */
  abstract String json(String status, String content);

  abstract void writePart(JsonWriter json, String words);

  /** Writes what follows the text where it is done. */
  abstract void writeDone(JsonWriter json);

  void partPlace(JsonWriter json) {
    place(json);
    json.member("content_index", 0);
  }

  @Override
  void begin() {
    sendAdded(json("in_progress", "[]"));
    sendPart("response.content_part.added", "");
  }

  @Override
  void add(String delta) {
    text.append(delta);
    events.delta(frame, delta);
  }

  @Override
  String end(String status) {
    var whole = text.toString();
    events.send(
        event + "done",
        json -> {
          partPlace(json);
          json.member("text", whole);
          writeDone(json);
        });
    sendPart("response.content_part.done", whole);
    var content = new JsonWriter().beginArray();
    writePart(content, whole);
    var item = json(status, content.endArray().toString());
    sendDone(item);
    return item;
  }

  private void sendPart(String type, String words) {
    events.send(
        type,
        json -> {
          partPlace(json);
          writePart(json.name("part"), words);
        });
  }

  /** What the model says. */
  static final class Answer extends OpenText {
    private final List<TokenLogprob> told = new ArrayList<>();

    Answer(ResponseEvents events, int index) {
      super(events, "msg_", index, "response.output_text.", ",\"logprobs\":[]");
    }

    void add(String delta, List<TokenLogprob> logprobs) {
      text.append(delta);
      told.addAll(logprobs);
      events.send(
          "response.output_text.delta",
          json -> {
            partPlace(json);
            json.member("delta", delta);
            write(json, logprobs);
          });
    }

    @Override
    void writePart(JsonWriter json, String words) {
      json.beginObject()
          .member("type", "output_text")
          .member("text", words)
          .name("annotations")
          .beginArray()
          .endArray();
      if (!told.isEmpty()) {
        write(json, told);
      }
      json.endObject();
    }

    @Override
    void writeDone(JsonWriter json) {
      write(json, told);
    }

    @Override
    String json(String status, String content) {
      return new JsonWriter()
          .beginObject()
          .member("type", "message")
          .member("id", id)
          .member("role", "assistant")
          .member("status", status)
          .name("content")
          .raw(content)
          .endObject()
          .toString();
    }

    @Override
    Item item() {
      return new Item.Message("assistant", text.toString());
    }

    private static void write(JsonWriter json, List<TokenLogprob> logprobs) {
      json.name("logprobs").beginArray();
      for (var one : logprobs) {
        writeOne(json, one);
        json.name("top_logprobs").beginArray();
        for (var other : one.top()) {
          writeOne(json, other);
          json.endObject();
        }
        json.endArray().endObject();
      }
      json.endArray();
    }

    private static void writeOne(JsonWriter json, TokenLogprob one) {
      json.beginObject()
          .member("token", one.text())
          .member("logprob", one.logprob())
          .name("bytes")
          .beginArray();
      for (byte b : one.text().getBytes(StandardCharsets.UTF_8)) {
        json.value(b & 255);
      }
      json.endArray();
    }
  }

  /** What the model thinks. */
  static final class Thought extends OpenText {
    private final boolean seals;

    Thought(ResponseEvents events, int index, boolean seals) {
      super(events, "rs_", index, "response.reasoning_text.", "");
      this.seals = seals;
    }

    @Override
    void writePart(JsonWriter json, String words) {
      json.beginObject().member("type", "reasoning_text").member("text", words).endObject();
    }

    @Override
    void writeDone(JsonWriter json) {}

    @Override
    String json(String status, String content) {
      var json =
          new JsonWriter()
              .beginObject()
              .member("type", "reasoning")
              .member("id", id)
              .member("status", status)
              .name("summary")
              .beginArray()
              .endArray()
              .name("content")
              .raw(content);
      if (seals && !text.isEmpty()) {
        json.member("encrypted_content", OpaqueText.of(text.toString()));
      }
      return json.endObject().toString();
    }

    @Override
    Item item() {
      return new Item.Reasoning(text.toString());
    }
  }
}
