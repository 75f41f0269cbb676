package dev.brisk.edit;

import java.util.regex.Pattern;

/** Blocks of languages that nest by indentation. */
final class IndentedBlocks {
  private static final Pattern FUNCTION = Pattern.compile("(async\\s+)?(def|func|fn|proc)\\b.*");
  private static final Pattern DECORATOR = Pattern.compile("@.*");

  private IndentedBlocks() {}

  static Region enclosing(Lines lines, int line) {
    if (lines.content(line).isBlank() && !inside(lines, line)) {
      return new Region(line, line);
    }
    Region innermost = null;
    for (var head = head(lines, line); head >= 1; head = parent(lines, head)) {
      var block = block(lines, head);
      if (block.lines() > Enclosing.MOST_LINES) {
        break;
      }
      if (FUNCTION.matcher(lines.content(head).strip()).matches()) {
        return block;
      }
      // A class is a block too, but not one that a single line in it stands for.
      if (innermost == null && !lines.content(head).strip().startsWith("class ")) {
        innermost = block;
      }
    }
    return innermost != null ? innermost : Enclosing.paragraph(lines, line, 1, lines.count());
  }

  /** Whether the next line with text below is indented. */
  private static boolean inside(Lines lines, int line) {
    for (var n = line + 1; n <= lines.count(); n++) {
      if (!lines.content(n).isBlank()) {
        return indentation(lines, n) > 0;
      }
    }
    return false;
  }

  /**
   * The line that begins the innermost block around {@code line}: itself, if deeper lines follow; 0
   * if there is none.
   */
  private static int head(Lines lines, int line) {
    var at = line;
    while (at < lines.count() && (lines.content(at).isBlank() || isDecorator(lines, at))) {
      at++;
    }
    if (lines.content(at).isBlank()) {
      return 0;
    }
    return block(lines, at).lastLine() > at ? at : parent(lines, at);
  }

  private static int parent(Lines lines, int line) {
    var indentation = indentation(lines, line);
    for (var n = line - 1; n >= 1; n--) {
      if (!lines.content(n).isBlank() && indentation(lines, n) < indentation) {
        return n;
      }
    }
    return 0;
  }

  private static Region block(Lines lines, int head) {
    var first = head;
    while (first > 1
        && isDecorator(lines, first - 1)
        && indentation(lines, first - 1) == indentation(lines, head)) {
      first--;
    }
    var last = head;
    for (var n = head + 1; n <= lines.count(); n++) {
      if (!lines.content(n).isBlank()) {
        if (indentation(lines, n) <= indentation(lines, head)) {
          break;
        }
        last = n;
      }
    }
    return new Region(first, last);
  }

  private static boolean isDecorator(Lines lines, int line) {
    return DECORATOR.matcher(lines.content(line).strip()).matches();
  }

  private static int indentation(Lines lines, int line) {
    var content = lines.content(line);
    return content.length() - content.stripLeading().length();
  }
}
