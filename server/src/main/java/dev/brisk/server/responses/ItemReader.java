package dev.brisk.server.responses;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code input}: a text, or items. */
final class ItemReader {
  private static final Set<String> TEXT = Set.of("input_text", "output_text", "text");

  private static final Set<String> MEDIA =
      Set.of("input_image", "image_url", "image", "input_audio", "audio", "input_file", "file");

  private ItemReader() {}

  /**
   * The items of an input; none if there is none.
   *
   * @throws RefusedException which names the item that cannot be understood
   */
  static List<Item> read(Optional<Json> input) {
    if (input.isEmpty()) {
      return List.of();
    }
    return switch (input.get()) {
      case Json.Text(var text) -> List.of(new Item.Message("user", text));
      case Json.Array(var values) -> items(values);
      default ->
          throw new RefusedException(
              Refusals.INVALID_REQUEST,
              "input",
              "'input' must be a string or an array of items, not " + input.get().kind() + ".");
    };
  }

  private static List<Item> items(List<Json> values) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < values.size(); i++) {
      var place = "input[" + i + "]";
      if (!(values.get(i) instanceof JsonObject object)) {
        throw new RefusedException(
            Refusals.INVALID_REQUEST,
            place,
            "'" + place + "' must be an object, not " + values.get(i).kind() + ".");
      }
      Refusals.at(place, () -> item(object, place)).ifPresent(items::add);
    }
    return items;
  }

  private static Optional<Item> item(JsonObject item, String place) {
    var type = item.text("type").orElseGet(() -> item.has("role") ? "message" : "");
    return switch (type) {
      case "message" ->
          Optional.of(
              new Item.Message(
                  role(item.requireText("role"), place), text(item, "content", place)));
      case "function_call" ->
          Optional.of(
              new Item.Call(
                  item.requireText("call_id"),
                  item.requireText("name"),
                  item.text("arguments").orElse(""),
                  false));
      case "custom_tool_call" ->
          Optional.of(
              new Item.Call(
                  item.requireText("call_id"),
                  item.requireText("name"),
                  item.text("input").orElse(""),
                  true));
      case "function_call_output", "custom_tool_call_output" ->
          Optional.of(
              new Item.CallOutput(item.requireText("call_id"), text(item, "output", place)));
      case "reasoning" -> reasoning(item);
      case "additional_tools" ->
          Optional.of(new Item.Tools(ResponseTools.read(item.objects("tools"), place + ".tools")));
      case "compaction" ->
          OpaqueText.read(item.text("encrypted_content").orElse(""))
              .map(summary -> new Item.Message("user", summary));
      case "" ->
          throw Refusals.invalid(
              place + ".type", "'" + place + "' has neither 'type' nor 'role'; send one of them.");
      default ->
          throw Refusals.invalid(
              place + ".type",
              "Items of the type '" + type + "' are not understood; leave out '" + place + "'.");
    };
  }

  private static String role(String role, String place) {
    return switch (role) {
      case "system", "developer" -> "system";
      case "user", "assistant" -> role;
      default ->
          throw Refusals.invalid(
              place + ".role",
              "The role '" + role + "' is unknown; use system, developer, user or assistant.");
    };
  }

  /** The text of a member that is a text or an array of parts. */
  private static String text(JsonObject item, String member, String place) {
    var value = item.member(member).orElse(new Json.Text(""));
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    var all = new StringBuilder();
    int index = 0;
    for (var part : item.objects(member)) {
      all.append(part(part, place + "." + member + "[" + index++ + "]"));
    }
    return all.toString();
  }

  private static String part(JsonObject part, String place) {
    var type = part.requireText("type");
    if (TEXT.contains(type)) {
      return part.requireText("text");
    }
    if (type.equals("refusal")) {
      return part.requireText("refusal");
    }
    if (MEDIA.contains(type)) {
      throw new RefusedException(
          "unsupported_modality",
          place,
          "Brisk reads text only: " + place + " is of the type '" + type + "'; leave it out.");
    }
    throw Refusals.invalid(
        place + ".type", "The part type '" + type + "' is unknown; use input_text.");
  }

  private static Optional<Item> reasoning(JsonObject item) {
    var said = parts(item, "content");
    var text =
        said.isEmpty()
            ? OpaqueText.read(item.text("encrypted_content").orElse(""))
                .orElseGet(() -> parts(item, "summary"))
            : said;
    return text.isEmpty() ? Optional.empty() : Optional.of(new Item.Reasoning(text));
  }

  private static String parts(JsonObject item, String member) {
    return item.objects(member).stream()
        .map(part -> part.text("text").orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
