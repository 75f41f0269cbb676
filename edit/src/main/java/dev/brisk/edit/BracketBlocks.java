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

  /** An opening brace that waits for its closing one. */
  private record Open(Kind kind, int start, int parentheses) {}

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int parentheses;

  /** Where the current statement or header begins, or -1 before its first character. */
  private int statement = -1;

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
        at = quoteEnd(c);
      } else {
        take(c);
        at++;
      }
    }
  }

  private void take(char c) {
    switch (c) {
      case '(', '[' -> {
        begin();
        parentheses++;
      }
      case ')', ']' -> {
        begin();
        parentheses--;
      }
      case '{' -> {
        begin();
        open.push(new Open(kind(text.substring(statement, at)), statement, parentheses));
        statement = -1;
        parentheses = 0;
      }
      case '}' -> {
        endStatement(at);
        if (!open.isEmpty()) {
          var block = open.pop();
          pieces.add(new Piece(block.kind(), block.start(), at + 1));
          parentheses = block.parentheses();
          // A block inside parentheses, such as a lambda's, is part of a statement that goes on.
          statement = parentheses > 0 ? block.start() : -1;
        }
      }
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

  private void begin() {
    if (statement < 0) {
      statement = at;
    }
  }

  private void endStatement(int end) {
    if (statement >= 0) {
      pieces.add(new Piece(Kind.STATEMENT, statement, end));
    }
    statement = -1;
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
    var end = quote == '`' ? text.length() : lineEnd(at);
    for (var i = at + 1; i < end; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return at + 1;
  }
}
