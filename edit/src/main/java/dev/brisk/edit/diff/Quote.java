package dev.brisk.edit.diff;

/** Quoted pieces within one line. */
final class Quote {
  private Quote() {}

  /**
   * The offset behind the quoted piece that begins at {@code from}; {@code from + 1} if it does not
   * end in the line.
   */
  static int end(String line, int from) {
    var quote = line.charAt(from);
    for (var i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i + 1;
      }
    }
    return from + 1;
  }
}
