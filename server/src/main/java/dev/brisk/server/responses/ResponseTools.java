package dev.brisk.server.responses;

import dev.brisk.server.answer.ToolChoice;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads tools: functions, custom tools, and name spaces of both, which are taken apart. */
final class ResponseTools {
  private ResponseTools() {}

  /**
   * The tools as OpenAI's Chat Completions have them. Those that OpenAI runs itself, such as a web
   * search, are left out: nobody runs them here, and models are not to call them.
   *
   * @param place where they stand, for refusals
   */
  static List<JsonObject> read(List<JsonObject> tools, String place) {
    var all = new ArrayList<JsonObject>();
    for (int i = 0; i < tools.size(); i++) {
      var tool = tools.get(i);
      var here = place + "[" + i + "]";
      Refusals.at(here, () -> all.addAll(tool(tool, here)));
    }
    return all;
  }

  private static List<JsonObject> tool(JsonObject tool, String place) {
    var type = tool.requireText("type");
    return switch (type) {
      case "function" ->
          List.of(nested("function", tool, "name", "description", "parameters", "strict"));
      case "custom" -> List.of(nested("custom", tool, "name", "description", "format"));
      case "namespace" -> read(tool.objects("tools"), place + ".tools");
      default -> List.of();
    };
  }

  private static JsonObject nested(String type, JsonObject tool, String... names) {
    var name = tool.requireText("name");
    if (name.isEmpty()) {
      throw Refusals.invalid("tools", "A tool has an empty name; give it one.");
    }
    // Looked at here, so that what reads them later need not expect anything else.
    var _ = tool.text("description");
    var _ = tool.object("parameters");
    var _ = tool.object("format");
    var inner = new LinkedHashMap<String, Json>();
    for (var member : names) {
      tool.member(member).ifPresent(value -> inner.put(member, value));
    }
    var outer = new LinkedHashMap<String, Json>();
    outer.put("type", new Json.Text(type));
    outer.put(type, new JsonObject(inner));
    return new JsonObject(outer);
  }

  static String name(JsonObject tool) {
    return tool.object("function")
        .or(() -> tool.object("custom"))
        .flatMap(inner -> inner.text("name"))
        .orElse("");
  }

  /** Reads {@code tool_choice}. */
  static ToolChoice choice(Optional<Json> choice) {
    if (choice.isEmpty()) {
      return ToolChoice.AUTO;
    }
    return switch (choice.get()) {
      case Json.Text(var mode) -> mode(mode);
      case JsonObject object -> {
        var type = object.requireText("type");
        yield switch (type) {
          case "function", "custom" -> new ToolChoice.Named(object.requireText("name"));
          case "allowed_tools" -> mode(object.text("mode").orElse("auto"));
          default ->
              throw Refusals.invalid(
                  "tool_choice",
                  "'tool_choice' of the type '" + type + "' is not supported; name a function.");
        };
      }
      default ->
          throw Refusals.invalid(
              "tool_choice",
              "'tool_choice' must be a string or an object, not " + choice.get().kind() + ".");
    };
  }

  private static ToolChoice mode(String mode) {
    return switch (mode) {
      case "auto" -> ToolChoice.AUTO;
      case "none" -> ToolChoice.NONE;
      case "required" -> new ToolChoice.Required();
      default ->
          throw Refusals.invalid(
              "tool_choice",
              "'tool_choice' is '" + mode + "'; use auto, none, required or name a tool.");
    };
  }

  /** The names that {@code tool_choice} leaves, if it leaves only some. */
  static Optional<Set<String>> allowed(Optional<Json> choice) {
    if (choice.orElse(null) instanceof JsonObject object
        && object.text("type").orElse("").equals("allowed_tools")) {
      return Optional.of(
          object.objects("tools").stream()
              .map(tool -> tool.text("name").orElse(""))
              .collect(Collectors.toSet()));
    }
    return Optional.empty();
  }
}
