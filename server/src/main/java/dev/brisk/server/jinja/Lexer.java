package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens, and takes away the white space that tags take. */
final class Lexer {
  private static final List<String> DOUBLE = List.of("//", "**", "==", "!=", "<=", ">=");
  private static final String SINGLE = "+-*/%~|()[]{},.:=<>";

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  /** Whether the text that follows loses its leading white space, or one line end. */
  private boolean stripNext;

  private boolean trimNext;

  private Lexer(String source) {
    this.source = source;
  }

  /**
   * The tokens, with one of kind {@code END} at the end.
   *
   * @throws TemplateException if a tag, comment or string does not end, or a character has no place
   */
  static List<Token> tokens(String template) {
    var source = template.replace("\r\n", "\n").replace('\r', '\n');
    if (source.endsWith("\n")) {
      source = source.substring(0, source.length() - 1);
    }
    var lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      var tag = nextTag();
      data(tag);
      at = tag;
      if (at == source.length()) {
        break;
      }
      switch (source.charAt(at + 1)) {
        case '#' -> comment();
        case '{' -> tag(Kind.PRINT_BEGIN, Kind.PRINT_END, "}}");
        default -> {
          if (!raw()) {
            tag(Kind.BLOCK_BEGIN, Kind.BLOCK_END, "%}");
          }
        }
      }
    }
    add(Kind.END, "");
  }

  private int nextTag() {
    for (var i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return source.length();
  }

  /** The text up to the tag at {@code end}, without the white space that belongs to the tags. */
  private void data(int end) {
    var text = source.substring(at, end);
    var lines = lines(text);
    if (stripNext) {
      text = text.stripLeading();
    } else if (trimNext && text.startsWith("\n")) {
      text = text.substring(1);
    }
    var sign = end + 2 < source.length() ? source.charAt(end + 2) : ' ';
    if (end < source.length() && sign == '-') {
      text = text.stripTrailing();
    } else if (end < source.length() && sign != '+' && source.charAt(end + 1) != '{') {
      text = withoutIndent(text, end);
    }
    if (!text.isEmpty()) {
      add(Kind.DATA, text);
    }
    line += lines;
    stripNext = false;
    trimNext = false;
  }

  /** A statement or comment that is first on its line takes the spaces before it. */
  private String withoutIndent(String text, int end) {
    var start = end;
    while (start > at && Character.isWhitespace(source.charAt(start - 1))) {
      if (source.charAt(start - 1) == '\n') {
        return text.substring(0, Math.max(0, text.length() - (end - start)));
      }
      start--;
    }
    return start == 0 ? "" : text;
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private void comment() {
    var end = source.indexOf("#}", at + 2);
    if (end < 0) {
      throw error("a comment does not end");
    }
    line += lines(source.substring(at, end));
    close(source.charAt(end - 1), end + 2, true);
  }

  private void close(char sign, int next, boolean trims) {
    stripNext = sign == '-';
    trimNext = trims && sign != '+';
    at = next;
  }

  /** What stands between {@code raw} and {@code endraw} is text. */
  private boolean raw() {
    var begin = TagPatterns.RAW.matcher(source).region(at, source.length());
    if (!begin.lookingAt()) {
      return false;
    }
    var end = TagPatterns.END_RAW.matcher(source);
    if (!end.find(begin.end())) {
      throw error("'raw' does not end");
    }
    var text = source.substring(begin.end(), end.start());
    line += lines(source.substring(at, end.end()));
    if (!text.isEmpty()) {
      add(Kind.DATA, text);
    }
    close(source.charAt(end.end() - 3), end.end(), true);
    return true;
  }

  private void tag(Kind begin, Kind end, String closing) {
    add(begin, source.substring(at, at + 2));
    at += 2;
    if (at < source.length() && "-+".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    var depth = 0;
    while (true) {
      skipSpaces();
      if (at >= source.length()) {
        throw error("a tag does not end");
      }
      var signed = "-+".indexOf(source.charAt(at)) >= 0 && source.startsWith(closing, at + 1);
      if (depth == 0 && (signed || source.startsWith(closing, at))) {
        add(end, closing);
        close(source.charAt(at), at + closing.length() + (signed ? 1 : 0), end == Kind.BLOCK_END);
        return;
      }
      var c = source.charAt(at);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      token(c);
    }
  }

  private void skipSpaces() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      line += source.charAt(at++) == '\n' ? 1 : 0;
    }
  }

  private void token(char c) {
    var start = at;
    if (c == '\'' || c == '"') {
      string(c);
    } else if (Character.isDigit(c)) {
      var number = TagPatterns.NUMBER.matcher(source).region(at, source.length());
      if (!number.lookingAt()) {
        throw error("this is no number");
      }
      at = number.end();
      var decimal = number.group(1) != null || number.group(2) != null;
      add(decimal ? Kind.DECIMAL : Kind.INTEGER, number.group().replace("_", ""));
    } else if (Character.isJavaIdentifierStart(c) && c != '$') {
      while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
        at++;
      }
      add(Kind.NAME, source.substring(start, at));
    } else {
      operator(c);
    }
  }

  private void operator(char c) {
    for (var operator : DOUBLE) {
      if (source.startsWith(operator, at)) {
        add(Kind.OPERATOR, operator);
        at += operator.length();
        return;
      }
    }
    if (SINGLE.indexOf(c) < 0) {
      throw error("the character '" + c + "' has no place in a tag");
    }
    add(Kind.OPERATOR, Character.toString(c));
    at++;
  }

  private void string(char quote) {
    var end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw error("a string does not end");
    }
    var written = source.substring(at + 1, end);
    add(Kind.STRING, TagPatterns.unescape(written));
    line += lines(written);
    at = end + 1;
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private TemplateException error(String what) {
    return new TemplateException("line " + line + ": " + what);
  }
}
