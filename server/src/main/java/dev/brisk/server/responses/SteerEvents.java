package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Says what becomes of steers. */
final class SteerEvents {
  private SteerEvents() {}

  static void accepted(ResponseEvents events, Steer steer) {
    events.send("response.steer.accepted", json -> named(json, steer).endObject());
  }

  /** The steer waits until tools have answered. */
  static void pending(ResponseEvents events, Steer steer, List<Item.Call> owed) {
    events.send(
        "response.steer.pending",
        json -> {
          named(json, steer).endObject().member("reason", "waiting_for_required_input");
          json.name("required_input").beginArray();
          for (var call : owed) {
            json.beginObject()
                .member("type", call.custom() ? "custom_tool_call_output" : "function_call_output")
                .member("call_id", call.callId())
                .endObject();
          }
          json.endArray();
        });
  }

  static void failed(
      ResponseEvents events, Optional<String> id, Steer steer, String code, String sentence) {
    events.send(
        "response.steer.failed",
        json -> {
          json.name("steer").beginObject();
          id.ifPresent(known -> json.member("id", known));
          json.member("previous_response_id", steer.response())
              .name("input")
              .value(steer.input())
              .endObject();
          json.name("error")
              .beginObject()
              .member("type", "invalid_request_error")
              .member("code", code)
              .member("message", sentence)
              .endObject();
        });
  }

  private static JsonWriter named(JsonWriter json, Steer steer) {
    return json.name("steer")
        .beginObject()
        .member("id", steer.id())
        .member("previous_response_id", steer.response());
  }
}
