package dev.brisk.server.upstream;

import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.tools.Tools;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A conversation of Chat Completions as the items of Responses. */
final class ResponsesItems {
  private final boolean customTools;

  ResponsesItems(boolean customTools) {
    this.customTools = customTools;
  }

  /** The messages, and each call and its result as an item of its own. */
  List<Json> input(List<JsonObject> messages) {
    var items = new ArrayList<Json>();
    Set<String> custom = new HashSet<>();
    for (var given : messages) {
      var message = customTools ? given : Tools.message(given);
      var role = message.requireText("role");
      var content = message.text("content").orElse("");
      if (role.equals("tool")) {
        var id = message.text("tool_call_id").orElse("");
        items.add(
            new Members()
                .put(
                    "type",
                    custom.contains(id) ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", id)
                .put("output", content)
                .json());
        continue;
      }
      if (!content.isEmpty()) {
        items.add(message(role, content));
      }
      for (var call : message.objects("tool_calls")) {
        items.add(call(call, custom));
      }
    }
    return items;
  }

  private static Json message(String role, String content) {
    var type = role.equals("assistant") ? "output_text" : "input_text";
    var part = new Members().put("type", type).put("text", content);
    return new Members()
        .put("type", "message")
        .put("role", role)
        .put("content", List.of(part.json()))
        .json();
  }

  private static Json call(JsonObject call, Set<String> custom) {
    var id = call.text("id").orElse("");
    var free = call.object("custom");
    if (free.isPresent()) {
      custom.add(id);
      return new Members()
          .put("type", "custom_tool_call")
          .put("call_id", id)
          .put("name", free.get().requireText("name"))
          .put("input", free.get().text("input").orElse(""))
          .json();
    }
    var function = call.requireObject("function");
    return new Members()
        .put("type", "function_call")
        .put("call_id", id)
        .put("name", function.requireText("name"))
        .put("arguments", function.text("arguments").orElse("{}"))
        .json();
  }

  /** The tools, which here are not nested. */
  List<JsonObject> tools(List<JsonObject> tools) {
    var known = customTools ? tools : Tools.of(tools).functions();
    return known.stream().map(ResponsesItems::tool).toList();
  }

  private static JsonObject tool(JsonObject tool) {
    var type = tool.requireText("type");
    var flat = new Members().put("type", type);
    tool.requireObject(type).members().forEach(flat::put);
    return flat.json();
  }

  /** Whether one is to be called; empty if the model decides. */
  Optional<Json> choice(ToolChoice choice, List<JsonObject> tools) {
    return switch (choice) {
      case ToolChoice.Auto auto -> Optional.empty();
      case ToolChoice.None none -> Optional.of(new Json.Text("none"));
      case ToolChoice.Required required -> Optional.of(new Json.Text("required"));
      case ToolChoice.Named(var name) ->
          Optional.of(
              new Members()
                  .put(
                      "type", customTools && Tools.of(tools).isCustom(name) ? "custom" : "function")
                  .put("name", name)
                  .json());
    };
  }
}
