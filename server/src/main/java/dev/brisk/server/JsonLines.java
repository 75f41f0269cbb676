package dev.brisk.server;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** JSON values on standard input, one a line. */
final class JsonLines {
  private JsonLines() {}

  /** Reads all lines; empty ones are passed over. */
  static void read(InputStream in, Consumer<Json> each) {
    int line = 0;
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          each.accept(Json.parse(text));
        }
      }
    } catch (JsonException e) {
      throw new CommandException("Line " + line + " of the input: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException("The input cannot be read: " + e.getMessage(), e);
    }
  }

  /** A text. */
  static String text(Json json) {
    if (json instanceof Json.Text(var value)) {
      return value;
    }
    throw new JsonException("a string was expected, not " + json.kind() + ".");
  }

  /** Token ids. */
  static int[] ids(Json json) {
    if (!(json instanceof Json.Array(var items)) || items.isEmpty()) {
      throw new JsonException("an array of token ids was expected.");
    }
    int[] ids = new int[items.size()];
    for (int i = 0; i < ids.length; i++) {
      if (!(items.get(i) instanceof Json.Numeral number)
          || number.value() != (int) number.value()) {
        throw new JsonException("token ids are whole numbers.");
      }
      ids[i] = (int) number.value();
    }
    return ids;
  }
}
