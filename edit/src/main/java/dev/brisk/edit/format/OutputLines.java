package dev.brisk.edit.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts output that arrives in pieces into lines; {@code \n}, {@code \r\n} and a lone {@code \r} end
 * one.
 */
final class OutputLines {
  private final StringBuilder open = new StringBuilder();

  /** Whether the last piece ended with a carriage return, which a line feed may belong to. */
  private boolean returned;

  private int complete;

  /** The lines that {@code chunk} completes. */
  List<String> accept(String chunk) {
    var lines = new ArrayList<String>();
    for (var i = 0; i < chunk.length(); i++) {
      var c = chunk.charAt(i);
      if (c == '\n' && returned) {
        returned = false;
        continue;
      }
      returned = c == '\r';
      if (c == '\n' || c == '\r') {
        lines.add(open.toString());
        open.setLength(0);
      } else {
        open.append(c);
      }
    }
    complete += lines.size();
    return lines;
  }

  /** What stands behind the last line end; may be empty. */
  String rest() {
    return open.toString();
  }

  /** How many lines were completed. */
  int complete() {
    return complete;
  }
}
