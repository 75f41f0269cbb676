package dev.brisk.server.constrain;

import dev.brisk.server.constrain.LarkToken.Kind;
import java.util.List;

/** Where the reading of a Lark grammar has come to. */
final class LarkCursor {
  private final List<LarkToken> tokens;
  private int at;

  LarkCursor(List<LarkToken> tokens) {
    this.tokens = tokens;
  }

  LarkToken peek() {
    return tokens.get(at);
  }

  /** Takes the next piece; the end stays. */
  LarkToken next() {
    var token = peek();
    at += token.kind() == Kind.END ? 0 : 1;
    return token;
  }

  boolean is(Kind kind) {
    return peek().kind() == kind;
  }

  boolean isNext(String symbol) {
    return peek().is(symbol);
  }

  /** Whether an item of a rule comes next. */
  boolean isItem() {
    return switch (peek().kind()) {
      case RULE, TERMINAL, STRING, REGEX -> true;
      case SYMBOL -> isNext("(") || isNext("[");
      case NUMBER, DIRECTIVE, LINE_END, END -> false;
    };
  }

  /** Takes a piece if it is of that kind. */
  boolean take(Kind kind) {
    boolean found = is(kind);
    at += found && kind != Kind.END ? 1 : 0;
    return found;
  }

  /** Takes a symbol if it comes next. */
  boolean take(String symbol) {
    boolean found = isNext(symbol);
    at += found ? 1 : 0;
    return found;
  }

  LarkToken expect(Kind kind, String expected) {
    if (!is(kind)) {
      throw peek().unexpected(expected);
    }
    return next();
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw peek().unexpected(symbol);
    }
  }
}
