package dev.brisk.server.responses;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items as the messages of a chat: what a model thought, said and called at a time is one message,
 * and the outputs of its calls follow it, wherever they stand among the items.
 */
final class Transcript {
  private final List<JsonObject> messages = new ArrayList<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<Json> calls = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private Optional<String> thought = Optional.empty();
  private Optional<String> said = Optional.empty();

  private Transcript() {}

  /** The messages, with {@code instructions} as the first of them. */
  static List<JsonObject> of(Optional<String> instructions, List<Item> items) {
    var transcript = new Transcript();
    instructions.ifPresent(text -> transcript.add(new Item.Message("system", text)));
    for (var item : items) {
      if (item instanceof Item.CallOutput(var id, var output)) {
        transcript.outputs.put(id, output);
      }
    }
    items.forEach(transcript::add);
    transcript.endTurn();
    return List.copyOf(transcript.messages);
  }

  private void add(Item item) {
    switch (item) {
      case Item.Message(var role, var text) -> {
        if (!role.equals("assistant") || said.isPresent() || !calls.isEmpty()) {
          endTurn();
        }
        if (role.equals("assistant")) {
          said = Optional.of(text);
        } else {
          messages.add(message(role, text));
        }
      }
      case Item.Reasoning(var text) -> {
        if (said.isPresent() || !calls.isEmpty()) {
          endTurn();
        }
        thought = Optional.of(text);
      }
      case Item.Call call -> {
        calls.add(json(call));
        open.add(call.callId());
        names.put(call.callId(), call.name());
      }
      case Item.CallOutput(var id, var output) -> {
        endTurn();
        answer(id);
      }
      case Item.Tools tools -> {}
    }
  }

  /** Writes down what the model did, and what its tools answered. */
  private void endTurn() {
    if (said.isPresent() || !calls.isEmpty()) {
      var members = new LinkedHashMap<String, Json>();
      members.put("role", new Json.Text("assistant"));
      members.put("content", new Json.Text(said.orElse("")));
      thought.ifPresent(text -> members.put("reasoning_content", new Json.Text(text)));
      if (!calls.isEmpty()) {
        members.put("tool_calls", new Json.Array(calls));
      }
      messages.add(new JsonObject(members));
    }
    said = Optional.empty();
    thought = Optional.empty();
    calls.clear();
    open.forEach(this::answer);
    open.clear();
  }

  private void answer(String callId) {
    var output = outputs.remove(callId);
    if (output != null) {
      var members = new LinkedHashMap<String, Json>();
      members.put("role", new Json.Text("tool"));
      members.put("tool_call_id", new Json.Text(callId));
      var name = names.get(callId);
      if (name != null) {
        members.put("name", new Json.Text(name));
      }
      members.put("content", new Json.Text(output));
      messages.add(new JsonObject(members));
    }
  }

  private static JsonObject message(String role, String text) {
    return object("role", new Json.Text(role), "content", new Json.Text(text));
  }

  private static JsonObject json(Item.Call call) {
    var type = call.custom() ? "custom" : "function";
    var what =
        object(
            "name",
            new Json.Text(call.name()),
            call.custom() ? "input" : "arguments",
            new Json.Text(call.input()));
    var members = new LinkedHashMap<String, Json>();
    members.put("id", new Json.Text(call.callId()));
    members.put("type", new Json.Text(type));
    members.put(type, what);
    return new JsonObject(members);
  }

  private static JsonObject object(String first, Json value, String second, Json other) {
    var members = new LinkedHashMap<String, Json>();
    members.put(first, value);
    members.put(second, other);
    return new JsonObject(members);
  }
}
