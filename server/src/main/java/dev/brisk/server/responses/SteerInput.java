package dev.brisk.server.responses;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.json.Json;
import java.util.List;
import java.util.Optional;

/** Reads the input of a steer: a text, or messages of the user. */
final class SteerInput {
  private SteerInput() {}

  /**
   * @throws RefusedException if it is anything else
   */
  static List<Item> read(Json input) {
    if (input instanceof Json.Null) {
      throw Refusals.invalid("input", "'input' is missing; send a text or messages of the user.");
    }
    var items = ItemReader.read(Optional.of(input));
    if (items.isEmpty()) {
      throw Refusals.invalid("input", "'input' is empty; send a text or messages of the user.");
    }
    for (var item : items) {
      if (!(item instanceof Item.Message(var role, var text)) || !role.equals("user")) {
        throw Refusals.invalid("input", "Only messages of the user can steer a response.");
      }
    }
    return items;
  }
}
