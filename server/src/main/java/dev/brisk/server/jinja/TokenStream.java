package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Token.Kind;
import java.util.List;

/** The tokens of a template, of which a parser takes one after the other. */
final class TokenStream {
  /** Expressions and blocks that may stand within each other. */
  private static final int DEPTH = 200;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    return at < tokens.size() - 1 ? tokens.get(at++) : tokens.get(at);
  }

  boolean isOperator(String operator) {
    return peek().isOperator(operator);
  }

  boolean isName(String name) {
    return peek().isName(name);
  }

  boolean takeOperator(String operator) {
    if (isOperator(operator)) {
      at++;
      return true;
    }
    return false;
  }

  boolean takeName(String name) {
    if (isName(name)) {
      at++;
      return true;
    }
    return false;
  }

  void expectOperator(String operator) {
    if (!takeOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!takeName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Token expect(Kind kind, String what) {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return next();
  }

  String name() {
    return expect(Kind.NAME, "a name").text();
  }

  /** Goes one level down; a template must not overflow the stack. */
  void enter() {
    if (++depth > DEPTH) {
      throw error("this is nested more than " + DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }

  TemplateException unexpected(String expected) {
    return error(expected + " was expected, not " + peek().shown());
  }

  TemplateException error(String what) {
    return new TemplateException("line " + peek().line() + ": " + what);
  }
}
