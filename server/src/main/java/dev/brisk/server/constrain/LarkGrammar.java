package dev.brisk.server.constrain;

import java.util.LinkedHashMap;

/**
 * Texts of a language that a Lark grammar describes, character by character: where Lark's lexer
 * would choose between terminals, all of them count. {@code docs/structured-output.md} says which
 * parts of the notation are read.
 */
final class LarkGrammar {
  private LarkGrammar() {}

  /**
   * The grammar of a text; its rule {@code start} is what an output follows.
   *
   * @throws ConstraintException if it is broken, or uses what is not supported
   */
  static Grammar of(String text) {
    var read = new LarkParser(text).parseWhole();
    var rules = new LinkedHashMap<>(read.rules());
    if (!read.imports().isEmpty()) {
      new LarkParser(LarkCommon.TEXT)
          .parse()
          .rules()
          .forEach((name, body) -> rules.putIfAbsent(LarkCommon.PREFIX + name, prefixed(body)));
    }
    return new Grammar(rules, read.start());
  }

  /** With the names of the terminals that it calls in the library. */
  private static Expression prefixed(Expression body) {
    return switch (body) {
      case Expression.Call(var name) -> new Expression.Call(LarkCommon.PREFIX + name);
      case Expression.Sequence(var parts) ->
          new Expression.Sequence(parts.stream().map(LarkGrammar::prefixed).toList());
      case Expression.Choice(var options) ->
          new Expression.Choice(options.stream().map(LarkGrammar::prefixed).toList());
      case Expression.Repeat(var item, var min, var max) ->
          new Expression.Repeat(prefixed(item), min, max);
      default -> body;
    };
  }
}
