package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what binds most: literals and names, and members, indices and calls behind them. */
final class PrimaryParser {
  private final TokenStream in;
  private final ExpressionParser expressions;
  private final Names names;

  PrimaryParser(TokenStream in, ExpressionParser expressions, Names names) {
    this.in = in;
    this.expressions = expressions;
    this.names = names;
  }

  Expression parse() {
    var token = in.peek();
    return switch (token.kind()) {
      case NAME -> name(in.next());
      case STRING -> string();
      case INTEGER, DECIMAL -> number(in.next());
      case OPERATOR -> group();
      default -> throw in.unexpected("a value");
    };
  }

  private Expression name(Token token) {
    Object constant =
        switch (token.text()) {
          case "true", "True" -> true;
          case "false", "False" -> false;
          case "none", "None" -> None.NONE;
          default -> Undefined.class;
        };
    if (constant != Undefined.class) {
      return scope -> constant;
    }
    if (in.isOperator("(")) {
      names.call(token.text(), token.line());
    }
    return scope -> scope.get(token.text());
  }

  /** Strings that stand behind each other are one. */
  private Expression string() {
    var all = new StringBuilder();
    while (in.peek().kind() == Kind.STRING) {
      all.append(in.next().text());
    }
    var text = Text.of(all.toString());
    return scope -> text;
  }

  private Expression number(Token token) {
    try {
      Object number =
          token.kind() == Kind.INTEGER
              ? (Object) Long.valueOf(token.text())
              : (Object) Double.valueOf(token.text());
      return scope -> number;
    } catch (NumberFormatException e) {
      throw in.error("the number " + token.text() + " is too large");
    }
  }

  private Expression group() {
    if (in.takeOperator("(")) {
      if (in.takeOperator(")")) {
        return list(List.of());
      }
      var inner = expressions.tuple();
      in.expectOperator(")");
      return inner;
    }
    if (in.takeOperator("[")) {
      var items = new ArrayList<Expression>();
      while (!in.takeOperator("]")) {
        items.add(expressions.expression());
        if (!in.isOperator("]")) {
          in.expectOperator(",");
        }
      }
      return list(items);
    }
    if (in.takeOperator("{")) {
      return map();
    }
    throw in.unexpected("a value");
  }

  static Expression list(List<Expression> items) {
    return scope -> {
      var values = new ArrayList<Object>();
      items.forEach(item -> values.add(item.value(scope)));
      return values;
    };
  }

  private Expression map() {
    var entries = new LinkedHashMap<Expression, Expression>();
    while (!in.takeOperator("}")) {
      var key = expressions.expression();
      in.expectOperator(":");
      entries.put(key, expressions.expression());
      if (!in.isOperator("}")) {
        in.expectOperator(",");
      }
    }
    return scope -> {
      var map = new LinkedHashMap<Object, Object>();
      entries.forEach((key, value) -> map.put(key.value(scope), value.value(scope)));
      return map;
    };
  }

  Expression postfix(Expression value) {
    while (true) {
      if (in.takeOperator(".")) {
        value = member(value);
      } else if (in.takeOperator("[")) {
        value = subscript(value);
      } else if (in.isOperator("(")) {
        value = call(value);
      } else {
        return value;
      }
    }
  }

  private Expression member(Expression value) {
    if (in.peek().kind() == Kind.INTEGER) {
      var index = number(in.next());
      return scope -> Members.item(value.value(scope), index.value(scope));
    }
    var name = in.name();
    if (in.isOperator("(") && !Methods.isKnown(name)) {
      throw in.error("the method '" + name + "' is not known");
    }
    return scope -> Members.attribute(value.value(scope), name);
  }

  private Expression subscript(Expression value) {
    var start = in.isOperator(":") ? null : expressions.tuple();
    if (in.takeOperator("]") && start != null) {
      return scope -> Members.item(value.value(scope), start.value(scope));
    }
    in.expectOperator(":");
    var end = in.isOperator(":") || in.isOperator("]") ? null : expressions.expression();
    var step = in.takeOperator(":") && !in.isOperator("]") ? expressions.expression() : null;
    in.expectOperator("]");
    return scope ->
        Members.slice(
            value.value(scope), bound(start, scope), bound(end, scope), bound(step, scope));
  }

  private static @Nullable Integer bound(@Nullable Expression expression, Scope scope) {
    if (expression == null) {
      return null;
    }
    var value = expression.value(scope);
    return value == None.NONE ? null : Integer.valueOf(Values.index(value));
  }

  Expression call(Expression callee) {
    var line = in.peek().line();
    var arguments = arguments();
    return scope -> {
      scope.step();
      if (callee.value(scope) instanceof Callable function) {
        return function.call(arguments.values(scope));
      }
      throw new TemplateException(
          "line %d: %s cannot be called".formatted(line, Values.kind(callee.value(scope))));
    };
  }

  ArgumentList arguments() {
    in.expectOperator("(");
    var positional = new ArrayList<Expression>();
    var named = new LinkedHashMap<String, Expression>();
    while (!in.takeOperator(")")) {
      if (in.peek().kind() == Kind.NAME && in.peekSecond().isOperator("=")) {
        var name = in.name();
        in.expectOperator("=");
        named.put(name, expressions.expression());
      } else {
        positional.add(expressions.expression());
      }
      if (!in.isOperator(")")) {
        in.expectOperator(",");
      }
    }
    return new ArgumentList(positional, named);
  }
}
