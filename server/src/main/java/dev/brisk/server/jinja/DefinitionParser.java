package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Statement.End;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Parses statements that name a value or take what a body writes for one: set, filter and macro.
 */
final class DefinitionParser {
  private final TokenStream in;
  private final Names names;
  private final ExpressionParser expressions;

  /** Parses bodies. */
  private final StatementParser statements;

  DefinitionParser(
      TokenStream in, Names names, ExpressionParser expressions, StatementParser statements) {
    this.in = in;
    this.names = names;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** One or more names that a value, or the values of a list, are given. */
  List<String> targets() {
    var targets = new ArrayList<String>();
    var grouped = in.takeOperator("(");
    do {
      targets.add(in.name());
      names.define(targets.getLast());
    } while (in.takeOperator(","));
    if (grouped) {
      in.expectOperator(")");
    }
    return targets;
  }

  Statement set() {
    if (in.peekSecond().isOperator(".")) {
      return setMember();
    }
    var targets = targets();
    if (in.takeOperator("=")) {
      var value = expressions.tuple();
      statements.endTag();
      return (scope, out) -> {
        ForLoop.assign(targets, value.value(scope), scope);
        return End.NORMAL;
      };
    }
    var captured = captured(this::filters, "endset");
    return (scope, out) -> {
      scope.set(targets.getFirst(), captured.value(scope));
      return End.NORMAL;
    };
  }

  private Statement setMember() {
    var name = in.name();
    in.expectOperator(".");
    var member = in.name();
    in.expectOperator("=");
    var value = expressions.tuple();
    statements.endTag();
    return (scope, out) -> {
      if (scope.get(name) instanceof Namespace namespace) {
        namespace.set(member, value.value(scope));
        return End.NORMAL;
      }
      throw new TemplateException("'" + name + "' is no namespace, so its members cannot be set");
    };
  }

  Statement filter() {
    var value = captured(body -> filters(expressions.filter(body)), "endfilter");
    return (scope, out) -> StatementParser.print(Values.string(value.value(scope)), out);
  }

  Statement macro() {
    var name = in.name();
    names.define(name);
    var parameters = new ArrayList<Macro.Parameter>();
    in.expectOperator("(");
    while (!in.takeOperator(")")) {
      var parameter = in.name();
      names.define(parameter);
      Expression otherwise =
          in.takeOperator("=") ? expressions.expression() : scope -> new Undefined(parameter);
      parameters.add(new Macro.Parameter(parameter, otherwise));
      if (!in.isOperator(")")) {
        in.expectOperator(",");
      }
    }
    statements.endTag();
    var body = statements.bodyOutsideOfLoops(List.of("endmacro"));
    var _ = statements.end();
    return (scope, out) -> {
      scope.set(name, new Macro(name, parameters, body, scope));
      return End.NORMAL;
    };
  }

  /**
   * What a body writes, as a value, after filters. They stand in its tag, so they are read before
   * the body that they are for.
   */
  private Expression captured(UnaryOperator<Expression> filters, String end) {
    var body = new Expression[1];
    var filtered = filters.apply(scope -> body[0].value(scope));
    statements.endTag();
    var statement = statements.body(List.of(end));
    var _ = statements.end();
    body[0] =
        scope -> {
          var written = new TextBuilder();
          var _ = statement.run(scope.inner(), written);
          return written.build();
        };
    return filtered;
  }

  private Expression filters(Expression value) {
    var filtered = value;
    while (in.takeOperator("|")) {
      filtered = expressions.filter(filtered);
    }
    return filtered;
  }
}
