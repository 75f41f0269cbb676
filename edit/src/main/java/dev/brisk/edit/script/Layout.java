package dev.brisk.edit.script;

import java.util.List;

/**
 * How the lines of a region are indented: a base that all have, and steps.
 *
 * @param base the columns of the least indented line
 * @param step the white space of one step
 */
record Layout(int base, String step) {
  static Layout of(List<String> lines) {
    var base = Integer.MAX_VALUE;
    var tabs = false;
    for (var line : lines) {
      if (!line.isBlank()) {
        base = Math.min(base, indentation(line).length());
        tabs |= line.charAt(0) == '\t';
      }
    }
    if (tabs) {
      return new Layout(base, "\t");
    }
    var smallest = Integer.MAX_VALUE;
    var last = -1;
    for (var line : lines) {
      if (!line.isBlank()) {
        var columns = indentation(line).length();
        var difference = Math.abs(columns - last);
        if (last >= 0 && difference >= 2 && difference <= 4) {
          smallest = Math.min(smallest, difference);
        }
        last = columns;
      }
    }
    // One level only: two where the region itself stands at an odd number of twos.
    var step =
        smallest != Integer.MAX_VALUE
            ? smallest
            : base != Integer.MAX_VALUE && base % 4 == 2 ? 2 : 4;
    return new Layout(base == Integer.MAX_VALUE ? 0 : base, " ".repeat(step));
  }

  /** The blanks and tabs that {@code line} begins with. */
  static String indentation(String line) {
    var end = 0;
    while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
      end++;
    }
    return line.substring(0, end);
  }

  /** Whole steps that {@code line} stands deeper than the base, as far as they can be said. */
  int depth(String line) {
    return Math.min(
        Marks.DEPTHS - 1, Math.max(0, indentation(line).length() - base) / step.length());
  }

  /** The line without its base and its whole steps; "" if it is blank. */
  String content(String line) {
    return line.isBlank()
        ? ""
        : line.substring(Math.min(line.length(), base + depth(line) * step.length()));
  }

  /** What stands before {@link #content}. */
  String before(String line) {
    return line.substring(0, Math.min(line.length(), base + depth(line) * step.length()));
  }

  /** {@code indentation} with {@code steps} more, or fewer if negative; never less than none. */
  String shifted(String indentation, int steps) {
    return steps >= 0
        ? indentation + step.repeat(steps)
        : indentation.substring(0, Math.max(0, indentation.length() + steps * step.length()));
  }
}
