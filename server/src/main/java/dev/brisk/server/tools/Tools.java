package dev.brisk.server.tools;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools of one conversation, as OpenAI's Chat Completions have them: functions with a JSON
 * schema, and custom tools, which take free text. Templates know functions only, so a custom tool
 * is shown to them as a function of one argument, {@value #INPUT}.
 */
public final class Tools {
  /** The argument that holds the free text of a custom tool. */
  public static final String INPUT = "input";

  private final Map<String, JsonObject> byName = new LinkedHashMap<>();

  private Tools(List<JsonObject> tools) {
    tools.forEach(tool -> name(tool).ifPresent(name -> byName.put(name, tool)));
  }

  public static Tools of(List<JsonObject> tools) {
    return new Tools(tools);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether the tool of that name takes free text. */
  public boolean isCustom(String name) {
    return byName.containsKey(name) && byName.get(name).member("custom").isPresent();
  }

  /** The schema of one parameter of a function; empty if there is none. */
  JsonObject parameter(String function, String parameter) {
    var tool = byName.get(function);
    return tool == null
        ? new JsonObject(Map.of())
        : tool.object("function")
            .flatMap(f -> f.object("parameters"))
            .flatMap(p -> p.object("properties"))
            .flatMap(p -> p.object(parameter))
            .orElse(new JsonObject(Map.of()));
  }

  /** The tools as a chat template takes them. */
  public List<JsonObject> functions() {
    return byName.values().stream().map(Tools::function).toList();
  }

  /**
   * The messages for a model whose template knows no tools: they are explained in the system
   * message, calls and their results are said as text.
   */
  public List<JsonObject> explainedIn(List<JsonObject> messages) {
    return new ToolsInWords(functions()).in(messages);
  }

  private static Optional<String> name(JsonObject tool) {
    return tool.object("function")
        .or(() -> tool.object("custom"))
        .flatMap(inner -> inner.text("name"));
  }

  private static JsonObject function(JsonObject tool) {
    var custom = tool.object("custom");
    if (custom.isEmpty()) {
      return tool;
    }
    var description = new StringBuilder(custom.get().text("description").orElse(""));
    custom
        .get()
        .object("format")
        .flatMap(Tools::definition)
        .ifPresent(
            grammar ->
                description.append("\nThe input must be of this grammar:\n").append(grammar));
    var input = object("type", text("string"));
    var parameters =
        object(
            "type",
            text("object"),
            "properties",
            object(INPUT, input),
            "required",
            new Json.Array(List.of(text(INPUT))));
    return object(
        "type",
        text("function"),
        "function",
        object(
            "name",
            text(custom.get().text("name").orElse("")),
            "description",
            text(description.toString()),
            "parameters",
            parameters));
  }

  /** The grammar of a custom tool: OpenAI's two APIs nest it differently. */
  private static Optional<String> definition(JsonObject format) {
    return format
        .text("definition")
        .or(() -> format.object("grammar").flatMap(grammar -> grammar.text("definition")));
  }

  /**
   * A message of a conversation as a chat template takes it: calls of custom tools become calls of
   * functions.
   */
  public static JsonObject message(JsonObject message) {
    if (message.objects("tool_calls").stream().noneMatch(c -> c.member("custom").isPresent())) {
      return message;
    }
    var members = new LinkedHashMap<>(message.members());
    members.put(
        "tool_calls",
        new Json.Array(
            message.objects("tool_calls").stream().map(Tools::call).map(c -> (Json) c).toList()));
    return new JsonObject(members);
  }

  private static JsonObject call(JsonObject call) {
    var custom = call.object("custom");
    if (custom.isEmpty()) {
      return call;
    }
    var arguments =
        new JsonWriter()
            .beginObject()
            .member(INPUT, custom.get().text("input").orElse(""))
            .endObject()
            .toString();
    return object(
        "id",
        text(call.text("id").orElse("")),
        "type",
        text("function"),
        "function",
        object("name", text(custom.get().text("name").orElse("")), "arguments", text(arguments)));
  }

  private static Json text(String value) {
    return new Json.Text(value);
  }

  private static JsonObject object(Object... members) {
    var out = new LinkedHashMap<String, Json>();
    for (int i = 0; i < members.length; i += 2) {
      out.put((String) members[i], (Json) members[i + 1]);
    }
    return new JsonObject(out);
  }
}
