package dev.brisk.server.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the data of server-sent events in pieces of bytes that are cut anywhere. The names of
 * events are passed over: the APIs say them in the data too.
 */
final class SseReader {
  private static final int MOST = 16 << 20;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private boolean anyData;

  /**
   * Takes the next pieces.
   *
   * @param events takes the data of each event that is complete
   * @throws IllegalArgumentException if a line is longer than 16 MiB
   */
  void accept(List<ByteBuffer> pieces, Consumer<String> events) {
    for (var piece : pieces) {
      while (piece.hasRemaining()) {
        byte b = piece.get();
        if (b == '\n') {
          end(events);
        } else if (line.size() >= MOST) {
          throw new IllegalArgumentException("a line is too long");
        } else {
          line.write(b);
        }
      }
    }
  }

  private void end(Consumer<String> events) {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.endsWith("\r")) {
      text = text.substring(0, text.length() - 1);
    }
    if (text.isEmpty()) {
      if (anyData) {
        events.accept(data.toString());
      }
      data.setLength(0);
      anyData = false;
    } else if (text.startsWith("data:")) {
      if (anyData) {
        data.append('\n');
      }
      data.append(text, text.startsWith("data: ") ? 6 : 5, text.length());
      anyData = true;
    }
  }
}
