package dev.brisk.distill.lines;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with a cursor in it; the three texts together are the file.
 *
 * @param kind where the cursor stands: "line" at the line's beginning, "mid" between two words,
 *     "word" within one
 * @param middle the rest of the cursor's line
 */
public record CursorCase(String kind, String prefix, String middle, String suffix) {
  /**
   * Reads a file of objects with kind, prefix, middle and suffix, one a line.
   *
   * @throws IOException if it cannot be read
   * @throws dev.brisk.wire.json.JsonException if a line is none of such a file
   */
  public static List<CursorCase> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank())
        .map(Json::parseObject)
        .map(CursorCase::of)
        .toList();
  }

  private static CursorCase of(JsonObject json) {
    return new CursorCase(
        json.text("kind").orElse("line"),
        json.requireText("prefix"),
        json.requireText("middle"),
        json.requireText("suffix"));
  }

  /** As a line of such a file. */
  public String json() {
    return new JsonWriter()
        .beginObject()
        .name("kind")
        .value(kind)
        .name("prefix")
        .value(prefix)
        .name("middle")
        .value(middle)
        .name("suffix")
        .value(suffix)
        .endObject()
        .toString();
  }
}
