package dev.brisk.server.responses;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stored responses as JSON: {@code {"version":1,"id":…,"owner":…,"status":…,"items":[…],
 * "response":…}}. The response, and tools, are JSON in texts: they come from clients and may be
 * nested as deeply as JSON may be here.
 */
public final class StoredJson {
  private static final int VERSION = 1;

  private StoredJson() {}

  /** One line. */
  public static String write(StoredResponse response) {
    var json =
        new JsonWriter()
            .beginObject()
            .member("version", VERSION)
            .member("id", response.id())
            .member("owner", response.owner())
            .member("status", response.status())
            .name("items")
            .beginArray();
    response.items().forEach(item -> write(json, item));
    return json.endArray().member("response", response.json()).endObject().toString();
  }

  private static void write(JsonWriter json, Item item) {
    json.beginObject();
    switch (item) {
      case Item.Message(var role, var text) ->
          json.member("type", "message").member("role", role).member("text", text);
      case Item.Reasoning(var text) -> json.member("type", "reasoning").member("text", text);
      case Item.Call(var id, var name, var input, var custom) ->
          json.member("type", "call")
              .member("call_id", id)
              .member("name", name)
              .member("input", input)
              .member("custom", custom);
      case Item.CallOutput(var id, var output) ->
          json.member("type", "output").member("call_id", id).member("output", output);
      case Item.Tools(var tools) -> {
        json.member("type", "tools").name("tools").beginArray();
        tools.forEach(tool -> json.value(new JsonWriter().value(tool).toString()));
        json.endArray();
      }
    }
    json.endObject();
  }

  /** Reads one; empty if it was written by somebody else, or by another version. */
  public static Optional<StoredResponse> read(String text) {
    try {
      var json = Json.parseObject(text);
      if (json.requireInteger("version") != VERSION) {
        return Optional.empty();
      }
      var items = new ArrayList<Item>();
      for (var item : json.objects("items")) {
        items.add(item(item));
      }
      return Optional.of(
          new StoredResponse(
              json.requireText("id"),
              json.requireText("owner"),
              json.requireText("status"),
              items,
              json.requireText("response")));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Item item(JsonObject json) {
    return switch (json.requireText("type")) {
      case "message" -> new Item.Message(json.requireText("role"), json.requireText("text"));
      case "reasoning" -> new Item.Reasoning(json.requireText("text"));
      case "call" ->
          new Item.Call(
              json.requireText("call_id"),
              json.requireText("name"),
              json.requireText("input"),
              json.bool("custom").orElse(false));
      case "output" -> new Item.CallOutput(json.requireText("call_id"), json.requireText("output"));
      case "tools" -> new Item.Tools(tools(json));
      default -> throw new JsonException("This is no item.");
    };
  }

  private static List<JsonObject> tools(JsonObject json) {
    return json.texts("tools").stream().map(Json::parseObject).toList();
  }
}
