package dev.brisk.server.respond;

/**
 * A cursor in a line, for what completes whole lines: says how far the line is indented where the
 * person has typed nothing yet, and fits a completion in before what stands behind the cursor.
 *
 * @param prefix the text before the cursor
 * @param suffix the text behind it
 * @param indentation what goes before a completion of an empty line, else empty
 */
record LineGap(String prefix, String suffix, String indentation) {

  static LineGap of(String prefix, String suffix) {
    boolean empty = (prefix.isEmpty() || prefix.endsWith("\n")) && firstLine(suffix).isBlank();
    return new LineGap(prefix, suffix, empty ? expected(prefix, suffix) : "");
  }

  /** The text before the completion, the indentation included. */
  String before() {
    return prefix + indentation;
  }

  /** What is to be inserted of the likely rest of the line; empty if it does not fit. */
  String fit(String completion) {
    var rest = firstLine(suffix).strip();
    if (completion.isEmpty()) {
      return "";
    }
    if (rest.isEmpty()) {
      return indentation + completion;
    }
    for (int n = Math.min(rest.length(), completion.length()); n > 0; n--) {
      if (completion.endsWith(rest.substring(0, n))) {
        return completion.substring(0, completion.length() - n);
      }
    }
    int at = completion.lastIndexOf(rest);
    return at > 0 && closes(completion.substring(at + rest.length()))
        ? completion.substring(0, at)
        : "";
  }

  private static boolean closes(String text) {
    return text.chars().allMatch(c -> ")]};".indexOf(c) >= 0);
  }

  /** As deep as the last line before, one step deeper if that opens a block. */
  private static String expected(String prefix, String suffix) {
    var last = lastFilled(prefix);
    var indentation = indentation(last);
    var end = last.stripTrailing();
    if (!end.endsWith("{") && !end.endsWith("(")) {
      return indentation;
    }
    var next = indentation(firstFilled(suffix));
    return next.length() > indentation.length() ? next : indentation + step(prefix, indentation);
  }

  /** One step of indentation, as far as the lines before show it. */
  private static String step(String prefix, String indentation) {
    if (indentation.indexOf('\t') >= 0) {
      return "\t";
    }
    int smallest = 0;
    int before = 0;
    for (var line : prefix.lines().filter(l -> !l.isBlank()).toList()) {
      if (line.charAt(0) == '\t') {
        return "\t";
      }
      int now = indentation(line).length();
      if (now - before > 1 && (smallest == 0 || now - before < smallest)) {
        smallest = now - before;
      }
      before = now;
    }
    return " ".repeat(smallest == 0 || smallest > 8 ? 4 : smallest);
  }

  private static String lastFilled(String text) {
    var filled = text.stripTrailing();
    return filled.substring(filled.lastIndexOf('\n') + 1);
  }

  private static String firstFilled(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static String indentation(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static String firstLine(String text) {
    int feed = text.indexOf('\n');
    return feed < 0 ? text : text.substring(0, feed);
  }
}
