package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonWriter;
import java.util.UUID;

/** An item of the output that is being written. */
abstract class OpenItem {
  final ResponseEvents events;
  final String id;
  final int index;
  final StringBuilder text = new StringBuilder();

  OpenItem(ResponseEvents events, String prefix, int index) {
    this.events = events;
    this.id = prefix + UUID.randomUUID().toString().replace("-", "");
    this.index = index;
  }

  /** Tells that it begins. */
  abstract void begin();

  /** Goes on with it. */
  abstract void add(String delta);

  /** Tells that it ends; returns it as JSON. */
  abstract String end(String status);

  /** What of it is remembered. */
  abstract Item item();

  /** Writes which item an event is about. */
  void place(JsonWriter json) {
    json.member("item_id", id).member("output_index", index);
  }

  void sendAdded(String item) {
    events.send(
        "response.output_item.added",
        json -> json.member("output_index", index).name("item").raw(item));
  }

  void sendDone(String item) {
    events.send(
        "response.output_item.done",
        json -> json.member("output_index", index).name("item").raw(item));
  }
}
