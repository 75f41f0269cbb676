package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonWriter;

/** A call of a tool that is being written. */
final class OpenCall extends OpenItem {
  private final String callId;
  private final String name;
  private final boolean custom;
  private final String event;
  private final ResponseEvents.Frame frame;
  private boolean complete;

  OpenCall(ResponseEvents events, int index, String callId, String name, boolean custom) {
    super(events, custom ? "ctc_" : "fc_", index);
    this.callId = callId;
    this.name = name;
    this.custom = custom;
    this.event = custom ? "response.custom_tool_call_input." : "response.function_call_arguments.";
    this.frame = events.frame(event + "delta", this::place, "");
  }

  boolean isComplete() {
    return complete;
  }

  @Override
  void begin() {
    sendAdded(json("in_progress"));
  }

  @Override
  void add(String delta) {
    text.append(delta);
    events.delta(frame, delta);
  }

  /** It has all of its input, whether that came piece by piece or not. */
  void complete(String input) {
    if (text.isEmpty() && !input.isEmpty()) {
      add(input);
    }
    text.setLength(0);
    text.append(input);
    complete = true;
  }

  @Override
  String end(String status) {
    events.send(
        event + "done",
        json -> {
          place(json);
          if (!custom) {
            json.member("name", name);
          }
          json.member(custom ? "input" : "arguments", text.toString());
        });
    var item = json(status);
    sendDone(item);
    return item;
  }

  @Override
  Item item() {
    return new Item.Call(callId, name, text.toString(), custom);
  }

  private String json(String status) {
    return new JsonWriter()
        .beginObject()
        .member("type", custom ? "custom_tool_call" : "function_call")
        .member("id", id)
        .member("call_id", callId)
        .member("name", name)
        .member(custom ? "input" : "arguments", text.toString())
        .member("status", status)
        .endObject()
        .toString();
  }
}
