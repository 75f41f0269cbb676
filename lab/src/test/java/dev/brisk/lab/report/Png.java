package dev.brisk.lab.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/**
 * The colours of a picture of eight bits a channel, as browsers write them; read by hand, since
 * this module does without java.desktop. The format is RFC 2083.
 */
final class Png {
  private Png() {}

  /** Each colour that occurs, as 0xRRGGBB. */
  static Set<Integer> colours(Path file) throws IOException {
    var in = ByteBuffer.wrap(Files.readAllBytes(file)).position(8);
    var packed = new ByteArrayOutputStream();
    var width = 0;
    var channels = 0;
    while (in.hasRemaining()) {
      var length = in.getInt();
      var type = in.getInt();
      var data = new byte[length];
      in.get(data).getInt();
      if (type == 0x49484452) { // IHDR
        width = ByteBuffer.wrap(data).getInt();
        channels = data[9] == 6 ? 4 : 3;
      } else if (type == 0x49444154) { // IDAT
        packed.writeBytes(data);
      }
    }
    try (var lines = new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      return colours(lines, width * channels, channels);
    }
  }

  private static Set<Integer> colours(InflaterInputStream lines, int length, int channels)
      throws IOException {
    var colours = new HashSet<Integer>();
    var above = new byte[length];
    for (var filter = lines.read(); filter >= 0; filter = lines.read()) {
      var line = lines.readNBytes(length);
      for (var i = 0; i < length; i++) {
        var left = i < channels ? 0 : line[i - channels] & 255;
        var corner = i < channels ? 0 : above[i - channels] & 255;
        line[i] += (byte) predicted(filter, left, above[i] & 255, corner);
      }
      for (var i = 0; i < length; i += channels) {
        colours.add((line[i] & 255) << 16 | (line[i + 1] & 255) << 8 | (line[i + 2] & 255));
      }
      above = line;
    }
    return colours;
  }

  private static int predicted(int filter, int left, int up, int corner) {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      default -> {
        var guess = left + up - corner;
        var a = Math.abs(guess - left);
        var b = Math.abs(guess - up);
        var c = Math.abs(guess - corner);
        yield a <= b && a <= c ? left : b <= c ? up : corner;
      }
    };
  }
}
