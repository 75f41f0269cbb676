package dev.brisk.engine.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Texts of all sorts, from source code to noise. */
final class AnyText {
  private static final String[] SOURCE = {
    "    public static void main(String[] args) {\n",
    "\t\tfor (int i = 0; i < 1_000; i++) {",
    "don't I'LL we've 'S 'lL",
    "HTTPServer2 parseJSONFile x86_64 0xDEADBEEF 3.14e-10",
    "// größer als 10 — 你好,世界 😀👍🏽 नमस्ते",
    "  \r\n\r\n \n\t \r",
    "/*/**/ ==> ??? !!! ... --- ///\n\n",
    "<|end|> <|end <|fim_prefix|><s></s> <0x0A> <unk> ▁▁a",
    "a1b22c333d4444"
  };

  /** Characters at which classes, encodings and spellings change. */
  private static final int[] EDGES = {
    0, 1, 9, 10, 11, 13, 0x1C, 0x20, 0x27, 0x7F, 0x80, 0x85, 0xA0, 0xAD, 0x130, 0x131, 0x17F,
    0x212A, 0x2BC, 0x300, 0x560, 0x660, 0x7FF, 0x800, 0x1680, 0x200B, 0x200D, 0x2028, 0x2029,
    0x2581, 0x3000, 0x4E00, 0x9FA5, 0xAC00, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFE0F,
    0xFEFF, 0xFF01, 0xFF5C, 0xFFFD, 0xFFFF, 0x10000, 0x1D400, 0x1F600, 0x2A6DF, 0xE0001, 0x10FFFF
  };

  private AnyText() {}

  /** At most some 20,000 characters, of which one in 300 texts has many. */
  static String make(Random random) {
    var text = new StringBuilder();
    for (var parts = random.nextInt(12); parts > 0; parts--) {
      append(text, random);
    }
    if (random.nextInt(300) == 0) {
      return text.toString().repeat(1 + 20_000 / (text.length() + 1));
    }
    return text.substring(0, Math.min(text.length(), 20_000));
  }

  private static void append(StringBuilder text, Random random) {
    switch (random.nextInt(7)) {
      case 0 -> text.append(SOURCE[random.nextInt(SOURCE.length)]);
      case 1 -> {
        var line = SOURCE[random.nextInt(SOURCE.length)];
        var from = random.nextInt(line.length());
        text.append(line, from, from + random.nextInt(line.length() - from));
      }
      case 2 -> {
        for (var n = random.nextInt(20); n > 0; n--) {
          text.appendCodePoint(EDGES[random.nextInt(EDGES.length)]);
        }
      }
      case 3 -> {
        for (var n = random.nextInt(30); n > 0; n--) {
          text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x3000 : 0x110000));
        }
      }
      case 4 -> {
        var bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        var charset = random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        text.append(new String(bytes, charset));
      }
      case 5 -> {
        var unit = Character.toString(EDGES[random.nextInt(EDGES.length)]);
        text.append(unit.repeat(random.nextInt(random.nextInt(20) == 0 ? 5000 : 40)));
      }
      default -> {
        for (var n = random.nextInt(40); n > 0; n--) {
          text.append((char) ('a' + random.nextInt(3)));
        }
      }
    }
  }
}
