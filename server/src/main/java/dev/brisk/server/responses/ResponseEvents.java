package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Numbers the events of one response and writes them. Safe for use by many threads, since somebody
 * keeps the connection alive while another waits for the model.
 */
final class ResponseEvents {
  private final Optional<String> lane;
  private final JsonWriter json = new JsonWriter();
  private final EventBytes bytes = new EventBytes();
  private EventSink sink = EventSink.NONE;
  private long number;
  private volatile long sentAt = System.nanoTime();

  ResponseEvents(Optional<String> lane) {
    this.lane = lane;
  }

  /** Says where they go; before, they go nowhere. */
  synchronized ResponseEvents to(EventSink to) {
    sink = to;
    return this;
  }

  /** Everything of a kind of delta but the text and the number, ready to be sent. */
  record Frame(String type, byte[] before, byte[] after) {}

  /**
   * Prepares deltas.
   *
   * @param members what tells to which part they belong
   * @param more what follows the text
   */
  Frame frame(String type, Consumer<JsonWriter> members, String more) {
    var start = new JsonWriter().beginObject().member("type", type);
    members.accept(start);
    start.name("delta");
    var end = new StringBuilder("\"").append(more);
    lane.ifPresent(
        id -> {
          var name = new JsonWriter().value(id).toString();
          end.append(",\"stream_id\":").append(name);
        });
    end.append(",\"sequence_number\":");
    return new Frame(type, utf8(start + "\""), utf8(end.toString()));
  }

  synchronized void delta(Frame frame, String text) {
    bytes.reset().add(frame.before()).text(text).add(frame.after()).add(number++).add('}');
    sentAt = System.nanoTime();
    sink.event(frame.type(), bytes.bytes(), bytes.length());
  }

  /** Sends an event with members that {@code members} writes. */
  synchronized void send(String type, Consumer<JsonWriter> members) {
    json.reset().beginObject().member("type", type);
    members.accept(json);
    lane.ifPresent(id -> json.member("stream_id", id));
    json.member("sequence_number", number++).endObject();
    var event = utf8(json.toString());
    sentAt = System.nanoTime();
    sink.event(type, event, event.length);
  }

  /** {@link System#nanoTime} of the last event. */
  long sentAt() {
    return sentAt;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
