package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors and a JSON text in a safetensors file: 8 bytes with the header's length, the header
 * as JSON, the numbers in F32, little endian. Everything is one-dimensional here; the text stands
 * under {@code __metadata__}, key {@code brisk}.
 */
public final class Checkpoint {
  private static final int CHUNK = 1 << 16;

  private Checkpoint() {}

  /** Writes a file that appears whole or not at all. */
  static void write(Path path, Map<String, Floats> tensors, String text) throws IOException {
    var json = new JsonWriter().beginObject();
    json.name("__metadata__").beginObject().name("brisk").value(text).endObject();
    var offset = 0L;
    for (var tensor : tensors.entrySet()) {
      var bytes = 4L * tensor.getValue().size();
      json.name(tensor.getKey()).beginObject().name("dtype").value("F32").name("shape");
      json.beginArray().value((long) tensor.getValue().size()).endArray().name("data_offsets");
      json.beginArray().value(offset).value(offset + bytes).endArray().endObject();
      offset += bytes;
    }
    var header = json.endObject().toString().getBytes(StandardCharsets.UTF_8);
    var unfinished = path.resolveSibling(path.getFileName() + ".part");
    try (var out = new BufferedOutputStream(Files.newOutputStream(unfinished), CHUNK)) {
      out.write(bytes(little(8).putLong(header.length)));
      out.write(header);
      for (var floats : tensors.values()) {
        for (var from = 0; from < floats.size(); from += CHUNK) {
          var part = floats.array(from, Math.min(CHUNK, floats.size() - from));
          var bytes = little(4 * part.length);
          bytes.asFloatBuffer().put(part);
          out.write(bytes(bytes));
        }
      }
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads tensors into buffers of the right sizes; tensors that are not asked for are left.
   *
   * @return the text
   * @throws IOException if the file is damaged or has other tensors; the message says what to do
   */
  static JsonObject read(Path path, Map<String, Floats> tensors) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var header = header(path, channel);
      var start = 8 + header.bytes;
      for (var tensor : tensors.entrySet()) {
        var size = tensor.getValue().size();
        var entry = header.json.object(tensor.getKey()).orElse(null);
        var offsets = entry == null ? java.util.List.<Json>of() : entry.array("data_offsets");
        if (offsets.size() != 2 || number(offsets.get(1)) - number(offsets.get(0)) != 4L * size) {
          throw new IOException(
              path + " is of a network of another shape; start a run of another name.");
        }
        fill(channel, start + number(offsets.getFirst()), tensor.getValue());
      }
      return text(path, header.json);
    }
  }

  /** The text of a file only. */
  public static JsonObject text(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return text(path, header(path, channel).json);
    }
  }

  /** The weights of a run, as {@link #write} saw them: the network's, in the layout's order. */
  static Map<String, Floats> weights(Parameters parameters) {
    var result = new LinkedHashMap<String, Floats>();
    result.put("weights", parameters.values());
    return result;
  }

  private record Header(long bytes, JsonObject json) {}

  private static Header header(Path path, FileChannel channel) throws IOException {
    var length = little(8);
    if (channel.read(length, 0) < 8
        || length.getLong(0) < 2
        || length.getLong(0) > channel.size() - 8
        || length.getLong(0) > 1 << 24) {
      throw damaged(path);
    }
    var bytes = ByteBuffer.allocate((int) length.getLong(0));
    while (bytes.hasRemaining() && channel.read(bytes, 8 + bytes.position()) >= 0) {
      // Reads on.
    }
    try {
      return new Header(
          bytes.capacity(), Json.parseObject(new String(bytes(bytes), StandardCharsets.UTF_8)));
    } catch (JsonException e) {
      throw damaged(path);
    }
  }

  private static JsonObject text(Path path, JsonObject header) throws IOException {
    return Json.parseObject(
        header
            .object("__metadata__")
            .flatMap(m -> m.text("brisk"))
            .orElseThrow(() -> damaged(path)));
  }

  private static void fill(FileChannel channel, long at, Floats floats) throws IOException {
    for (var from = 0; from < floats.size(); from += CHUNK) {
      var count = Math.min(CHUNK, floats.size() - from);
      var bytes = little(4 * count);
      while (bytes.hasRemaining() && channel.read(bytes, at + 4L * from + bytes.position()) >= 0) {
        // Reads on.
      }
      var part = new float[count];
      bytes.flip().asFloatBuffer().get(part);
      floats.put(part, from);
    }
  }

  private static long number(Json json) {
    return json instanceof Json.Numeral numeral ? (long) numeral.value() : -1;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var result = new byte[buffer.capacity()];
    buffer.get(0, result);
    return result;
  }

  private static IOException damaged(Path path) {
    return new IOException(path + " is no checkpoint, or damaged; delete it to start again.");
  }
}
