package dev.brisk.server.http;

import dev.brisk.server.answer.ToolChoice;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The tools of a chat request and whether they are to be called. */
record ChatTools(List<JsonObject> tools, ToolChoice choice) {
  /**
   * Reads {@code tools} and {@code tool_choice}.
   *
   * @throws ApiException if one cannot be understood
   */
  static ChatTools of(JsonObject request) {
    var tools = new ArrayList<JsonObject>();
    for (var tool : request.objects("tools")) {
      var place = "tools[" + tools.size() + "]";
      var type = tool.requireText("type");
      if (!type.equals("function") && !type.equals("custom")) {
        throw refused(
            place + ".type", "The tool type '" + type + "' is unknown; use function or custom.");
      }
      if (tool.requireObject(type).requireText("name").isEmpty()) {
        throw refused(
            place + "." + type + ".name", "The tool " + place + " has no name; give it one.");
      }
      tools.add(tool);
    }
    var choice = choice(request);
    checkChoice(choice, tools);
    return new ChatTools(List.copyOf(tools), choice);
  }

  private static void checkChoice(ToolChoice choice, List<JsonObject> tools) {
    switch (choice) {
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> {}
      case ToolChoice.Required required -> {
        if (tools.isEmpty()) {
          throw refused("tool_choice", "A tool is required, but there are none; send 'tools'.");
        }
      }
      case ToolChoice.Named(var name) -> {
        if (tools.stream().noneMatch(tool -> name(tool).equals(name))) {
          throw refused(
              "tool_choice", "There is no tool named '" + name + "'; name one of 'tools'.");
        }
      }
    }
  }

  private static ToolChoice choice(JsonObject request) {
    var choice = request.member("tool_choice");
    if (choice.isEmpty()) {
      return ToolChoice.AUTO;
    }
    return switch (choice.get()) {
      case Json.Text(var text) ->
          switch (text) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> new ToolChoice.Required();
            default ->
                throw refused(
                    "tool_choice",
                    "'tool_choice' is '" + text + "'; use auto, none, required or name a tool.");
          };
      case JsonObject named -> new ToolChoice.Named(name(named));
      default ->
          throw refused(
              "tool_choice", "'tool_choice' must be a text or an object that names a tool.");
    };
  }

  private static String name(JsonObject tool) {
    return tool.object("function")
        .or(() -> tool.object("custom"))
        .map(inner -> inner.requireText("name"))
        .orElse("");
  }

  private static ApiException refused(String parameter, String message) {
    return new ApiException(ApiError.badRequest("invalid_value", parameter, message));
  }
}
