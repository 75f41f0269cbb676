package dev.brisk.lab.mock;

import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a mock did, as JSON lines: nanoseconds of the machine's monotonic clock. */
public final class Truth {
  private Truth() {}

  /** Writes a line a request: {@code id}, {@code arrived}, {@code turn}, {@code chunks}. */
  public static void write(Path file, List<MockRecord> records) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      var json = new JsonWriter();
      for (var record : records) {
        json.reset().beginObject().member("id", record.id());
        json.member("arrived", record.arrivedNanos()).member("turn", record.turnNanos());
        json.member("tokens", record.tokens()).name("chunks").beginArray();
        for (long chunk : record.chunkNanos()) {
          json.value(chunk);
        }
        out.write(json.endArray().endObject() + "\n");
      }
    }
  }
}
