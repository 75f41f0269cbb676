package dev.brisk.server.constrain;

import dev.brisk.server.constrain.LarkToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a Lark grammar into pieces. Lines that begin with {@code |} go on from the one before. */
final class LarkLexer {
  private record Form(Kind kind, Pattern pattern) {
    Form(Kind kind, String pattern) {
      this(kind, Pattern.compile(pattern));
    }
  }

  private static final Pattern SKIPPED = Pattern.compile("[ \\t]+|//[^\\n]*");
  private static final Pattern JOINED = Pattern.compile("(\\r?\\n[ \\t]*(//[^\\n]*)?)+(?=\\|)");

  private static final List<Form> FORMS =
      List.of(
          new Form(Kind.LINE_END, "(\\r?\\n[ \\t]*(//[^\\n]*)?)+"),
          new Form(Kind.RULE, "_?[a-z][_a-z0-9]*"),
          new Form(Kind.TERMINAL, "_?[A-Z][_A-Z0-9]*"),
          new Form(Kind.STRING, "\"(\\\\.|[^\"\\\\\\n])*\"i?"),
          new Form(Kind.REGEX, "/(?!/)(\\\\.|[^/\\\\\\n])*/[imslux]*"),
          new Form(Kind.NUMBER, "\\d{1,9}"),
          new Form(Kind.DIRECTIVE, "%[a-z]+"),
          new Form(Kind.SYMBOL, "->|\\.\\.|[:|()\\[\\]?*+~.,!{}]"));

  private final String text;
  private final List<LarkToken> tokens = new ArrayList<>();
  private int at;

  private LarkLexer(String text) {
    this.text = text;
  }

  /**
   * The pieces of a grammar, of which the last is its end.
   *
   * @throws ConstraintException if something is no piece of any
   */
  static List<LarkToken> tokens(String grammar) {
    var lexer = new LarkLexer(grammar);
    while (lexer.at < grammar.length()) {
      lexer.next();
    }
    lexer.add(Kind.END, "");
    return lexer.tokens;
  }

  private void next() {
    if (skip(SKIPPED) || skip(JOINED)) {
      return;
    }
    for (var form : FORMS) {
      var matcher = form.pattern().matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        add(form.kind(), matcher.group());
        at = matcher.end();
        return;
      }
    }
    var character = Character.toString(text.codePointAt(at));
    add(Kind.SYMBOL, character);
    throw tokens
        .getLast()
        .wrong(
            switch (character) {
              case "\"" -> "has a string that does not end in its line";
              case "/" -> "has a regular expression that does not end in its line";
              default -> "has the character " + character + ", which has no meaning here";
            });
  }

  private boolean skip(Pattern pattern) {
    var matcher = pattern.matcher(text).region(at, text.length());
    boolean found = matcher.lookingAt();
    at = found ? matcher.end() : at;
    return found;
  }

  private void add(Kind kind, String piece) {
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    int line = 1 + (int) text.chars().limit(lineStart).filter(c -> c == '\n').count();
    tokens.add(new LarkToken(kind, piece, line, at - lineStart + 1));
  }
}
