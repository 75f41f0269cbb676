package dev.brisk.edit.format;

import java.util.Optional;
import java.util.regex.Pattern;

/** One line of an edit script. Lines of the region are counted from 1. */
sealed interface Operation {
  Pattern RENAME = Pattern.compile("rename\\t([^\\t]+)\\t([^\\t]+)");
  Pattern SUBSTITUTE = Pattern.compile("([0-9]+)\\t([^\\t]*)\\t([^\\t]*)");
  Pattern DELETE = Pattern.compile("([0-9]+)-([0-9]+)?");
  Pattern INSERT = Pattern.compile("([0-9]+)\\+(>*)(.*)", Pattern.DOTALL);

  /** The identifier {@code before} becomes {@code after} wherever it stands. */
  record Rename(String before, String after) implements Operation {}

  /** {@code before}, which stands once in the line, becomes {@code after}. */
  record Substitute(int line, String before, String after) implements Operation {}

  /** Lines {@code first} to {@code last} go. */
  record Delete(int first, int last) implements Operation {}

  /** {@code text} comes in after {@code line}, {@code steps} deeper than usual there. */
  record Insert(int line, int steps, String text) implements Operation {}

  /** The operation that a line of a script says; empty if it says none. */
  static Optional<Operation> parse(String line) {
    var rename = RENAME.matcher(line);
    if (rename.matches()) {
      return Optional.of(new Rename(rename.group(1), rename.group(2)));
    }
    var substitute = SUBSTITUTE.matcher(line);
    if (substitute.matches()) {
      return Optional.of(
          new Substitute(number(substitute.group(1)), substitute.group(2), substitute.group(3)));
    }
    var delete = DELETE.matcher(line);
    if (delete.matches()) {
      var first = number(delete.group(1));
      return Optional.of(
          new Delete(first, delete.group(2) == null ? first : number(delete.group(2))));
    }
    var insert = INSERT.matcher(line);
    if (insert.matches()) {
      return Optional.of(
          new Insert(number(insert.group(1)), insert.group(2).length(), insert.group(3)));
    }
    return Optional.empty();
  }

  /** A number of any length; what is too large for an int is no line of any region. */
  private static int number(String digits) {
    var significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
  }
}
