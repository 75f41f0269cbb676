package dev.brisk.edit.diff;

import java.util.List;

/** How much deeper into brackets a line leads, judged from the line alone. */
public final class Depth {
  private Depth() {}

  /**
   * Opening minus closing brackets, outside quotes that end in the line and outside line comments.
   */
  public static int of(String line) {
    var depth = 0;
    for (var i = 0; i < line.length(); i++) {
      switch (line.charAt(i)) {
        case '{', '(', '[' -> depth++;
        case '}', ')', ']' -> depth--;
        case '"', '\'', '`' -> i = Quote.end(line, i) - 1;
        case '/' -> {
          if (line.startsWith("//", i)) {
            return depth;
          }
        }
        default -> {
          // nothing that nests
        }
      }
    }
    return depth;
  }

  /** The same for several lines. */
  public static int of(List<String> lines) {
    return lines.stream().mapToInt(Depth::of).sum();
  }
}
