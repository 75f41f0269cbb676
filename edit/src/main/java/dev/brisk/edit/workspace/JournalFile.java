package dev.brisk.edit.workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the journal as a file: seven lines of UTF-8 (format, time, edited file, instruction,
 * fingerprints before and after the edit, whether it was taken back), then the bytes of the edited
 * file before the edit.
 */
record JournalFile(
    Instant time,
    Path file,
    String note,
    String before,
    String after,
    boolean undone,
    ByteBuffer bytes) {
  private static final String FORMAT = "brisk-undo 1";
  private static final int LINES = 7;

  /** This entry as one that was taken back, without the bytes, which nobody needs any more. */
  JournalFile withUndone() {
    return new JournalFile(time, file, note, before, after, true, ByteBuffer.allocate(0));
  }

  /** The bytes of the edited file before the edit, as a copy. */
  byte[] content() {
    var content = new byte[bytes.remaining()];
    bytes.get(bytes.position(), content);
    return content;
  }

  byte[] encode() {
    var header =
        String.join(
            "\n",
            FORMAT,
            time.toString(),
            escaped(file.toString()),
            escaped(note),
            before,
            after,
            undone ? "undone" : "done");
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((header + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(content());
    return bytes.toByteArray();
  }

  /** The entry in {@code path}; empty if there is none or it is broken. */
  static Optional<JournalFile> read(Path path) {
    try {
      return decode(Files.readAllBytes(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<JournalFile> decode(byte[] bytes) {
    var end = 0;
    for (var line = 0; line < LINES; line++) {
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        return Optional.empty();
      }
      end++;
    }
    var header = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1);
    try {
      return header[0].equals(FORMAT)
          ? Optional.of(
              new JournalFile(
                  Instant.parse(header[1]),
                  Path.of(unescaped(header[2])),
                  unescaped(header[3]),
                  header[4],
                  header[5],
                  header[6].equals("undone"),
                  ByteBuffer.wrap(bytes, end, bytes.length - end)))
          : Optional.empty();
    } catch (DateTimeException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    var result = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        result.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i) == 'r' ? '\r' : text.charAt(i));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }
}
