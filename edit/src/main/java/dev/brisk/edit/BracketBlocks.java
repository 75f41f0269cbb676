package dev.brisk.edit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Blocks, statements and comments of languages that nest by braces, found by one scan over the
 * text.
 */
final class BracketBlocks {
  private static final Pattern NO_METHOD =
      Pattern.compile(
          "(?s)(\\}\\s*)?(if|else|for|foreach|while|do|switch|try|catch|finally|synchronized|when|match|with|using|lock|return|new"
              + "|throw|case|default|package|import)\\b.*");

  private static final Pattern TYPE =
      Pattern.compile("\\b(class|interface|enum|record|struct|trait|impl|namespace|object)\\b");

  /** A piece of text: a block with its header, a statement or a comment. */
  private record Piece(Kind kind, int start, int end) {}

  private enum Kind {
    METHOD,
    BLOCK,
    TYPE,
    STATEMENT,
    COMMENT
  }

  /** An opening brace that waits for its closing one, with what is open outside of it. */
  private record Open(Kind kind, int start, int statement, int parentheses) {}

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;

  /** Round and square brackets that are open since the last brace. */
  private int parentheses;

  /** Where the element began that each open round or square bracket is in. */
  private final Deque<Integer> outer = new ArrayDeque<>();

  /** Where the current statement or header begins, or -1 before its first character. */
  private int statement = -1;

  /** The same for the part of it since the last comma or bracket. */
  private int element = -1;

  /** The last character that is no white space. */
  private char previous;

  private BracketBlocks(String text) {
    this.text = text;
  }

  static Region enclosing(Lines lines, int line) {
    var scan = new BracketBlocks(lines.text());
    scan.run();
    var around =
        scan.pieces.stream()
            .filter(piece -> firstLine(lines, piece) <= line && line <= lastLine(lines, piece))
            .sorted(Comparator.comparingInt(piece -> piece.end() - piece.start()))
            .toList();
    var methods = around.stream().filter(piece -> piece.kind() == Kind.METHOD);
    var comment = around.stream().filter(piece -> piece.kind() == Kind.COMMENT).findFirst();
    return methods
        .map(piece -> region(lines, piece))
        .filter(region -> region.lines() <= Enclosing.MOST_LINES)
        .findFirst()
        .or(() -> first(lines, around, Kind.BLOCK))
        .or(() -> comment.map(piece -> region(lines, piece)))
        .or(() -> first(lines, around, Kind.STATEMENT))
        .orElseGet(() -> outside(lines, line, around));
  }

  private static Optional<Region> first(Lines lines, List<Piece> pieces, Kind kind) {
    return pieces.stream()
        .filter(piece -> piece.kind() == kind)
        .findFirst()
        .map(piece -> region(lines, piece));
  }

  /**
   * A line that belongs to nothing smaller than a type: its header if it is that, else the line.
   */
  private static Region outside(Lines lines, int line, List<Piece> around) {
    if (around.isEmpty()) {
      return Enclosing.paragraph(lines, line, 1, lines.count());
    }
    return new Region(line, line);
  }

  private static Region region(Lines lines, Piece piece) {
    return new Region(firstLine(lines, piece), lastLine(lines, piece));
  }

  private static int firstLine(Lines lines, Piece piece) {
    return lines.lineAt(piece.start());
  }

  private static int lastLine(Lines lines, Piece piece) {
    return lines.lineAt(Math.max(piece.start(), piece.end() - 1));
  }

  private void run() {
    while (at < text.length()) {
      var c = text.charAt(at);
      if (text.startsWith("//", at)) {
        comment(lineEnd(at));
      } else if (text.startsWith("/*", at)) {
        var end = text.indexOf("*/", at + 2);
        comment(end < 0 ? text.length() : end + 2);
      } else if (c == '"' || c == '\'' || c == '`') {
        begin();
        previous = c;
        at = quoteEnd(c);
      } else {
        take(c);
        if (!Character.isWhitespace(c)) {
          previous = c;
        }
        at++;
      }
    }
  }

  private void take(char c) {
    switch (c) {
      case '(', '[' -> {
        begin();
        outer.push(element);
        parentheses++;
        element = -1;
      }
      case ')', ']' -> {
        begin();
        if (parentheses > 0) {
          parentheses--;
          element = outer.pop();
        }
      }
      case ',' -> element = -1;
      case '{' -> {
        begin();
        open.push(opened());
        statement = -1;
        element = -1;
        parentheses = 0;
      }
      case '}' -> close();
      case ';' -> {
        if (parentheses <= 0) {
          endStatement(at + 1);
        }
      }
      default -> {
        if (!Character.isWhitespace(c)) {
          begin();
        }
      }
    }
  }

  /** A block in brackets, or the value of a key, begins with its element; others with a header. */
  private Open opened() {
    if (parentheses > 0) {
      return new Open(Kind.BLOCK, element, statement, parentheses);
    }
    var start = previous == ':' ? element : statement;
    return new Open(kind(text.substring(start, at)), start, statement, parentheses);
  }

  private void close() {
    endStatement(at);
    if (open.isEmpty()) {
      return;
    }
    for (; parentheses > 0; parentheses--) {
      outer.pop();
    }
    var block = open.pop();
    pieces.add(new Piece(block.kind(), block.start(), at + 1));
    parentheses = block.parentheses();
    if (parentheses > 0) {
      // A block inside parentheses, such as a lambda's, is part of a statement that goes on.
      statement = block.statement();
      element = block.start();
    }
  }

  private void begin() {
    if (statement < 0) {
      statement = at;
    }
    if (element < 0) {
      element = at;
    }
  }

  private void endStatement(int end) {
    if (statement >= 0) {
      pieces.add(new Piece(Kind.STATEMENT, statement, end));
    }
    statement = -1;
    element = -1;
  }

  private void comment(int end) {
    pieces.add(new Piece(Kind.COMMENT, at, end));
    at = end;
  }

  private Kind kind(String header) {
    var words =
        header
            .replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "")
            .replaceAll("@\\w+(\\.\\w+)*(\\([^()]*\\))?", "")
            .strip();
    if (parentheses > 0 || words.endsWith("->") || words.endsWith("=>") || words.isEmpty()) {
      return Kind.BLOCK;
    }
    var type = TYPE.matcher(words);
    var call = words.indexOf('(');
    if (type.find() && (call < 0 || type.start() < call)) {
      return Kind.TYPE;
    }
    var assigned = words.indexOf('=');
    return call > 0 && (assigned < 0 || assigned > call) && !NO_METHOD.matcher(words).matches()
        ? Kind.METHOD
        : Kind.BLOCK;
  }

  private int lineEnd(int from) {
    var end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /**
   * Behind the quoted piece at {@code at}: a text block, a string or character that ends in its
   * line, or a lone quote.
   */
  private int quoteEnd(char quote) {
    if (text.startsWith("\"\"\"", at)) {
      for (var i = at + 3; i < text.length(); i++) {
        if (text.charAt(i) == '\\') {
          i++;
        } else if (text.startsWith("\"\"\"", i)) {
          return i + 3;
        }
      }
      return text.length();
    }
    for (var i = at + 1; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\') {
        i++;
      } else if (quote != '`' && (c == '\n' || c == '\r')) {
        break;
      }
    }
    return at + 1;
  }
}
