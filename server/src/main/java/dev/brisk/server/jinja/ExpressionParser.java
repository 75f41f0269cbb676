package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Parses expressions, from those that bind least to those that bind most. Filters and tests that
 * are not known here are named at once, and so are functions.
 */
final class ExpressionParser {
  private static final Map<String, BinaryOperator<Object>> SUMS =
      Map.of("+", Numbers::add, "-", Numbers::subtract);
  private static final Map<String, BinaryOperator<Object>> JOINS =
      Map.of("~", (left, right) -> Values.string(left).plus(Values.string(right)));
  private static final Map<String, BinaryOperator<Object>> PRODUCTS =
      Map.of(
          "*", Numbers::multiply,
          "/", Numbers::divide,
          "//", Numbers::divideWhole,
          "%", Numbers::modulo);
  private static final Map<String, BinaryOperator<Object>> COMPARISONS =
      Map.of(
          "==", Values::equal,
          "!=", (left, right) -> !Values.equal(left, right),
          "<", (left, right) -> Values.compare(left, right) < 0,
          ">", (left, right) -> Values.compare(left, right) > 0,
          "<=", (left, right) -> Values.compare(left, right) <= 0,
          ">=", (left, right) -> Values.compare(left, right) >= 0);
  private static final Set<String> AFTER_TEST =
      Set.of("else", "or", "and", "is", "if", "in", "not", "recursive");

  private final TokenStream in;
  private final PrimaryParser primary;

  ExpressionParser(TokenStream in, Names names) {
    this.in = in;
    this.primary = new PrimaryParser(in, this, names);
  }

  /** An expression, or several with commas between them, which make a list. */
  Expression tuple() {
    var first = expression();
    if (!in.isOperator(",")) {
      return first;
    }
    var items = new ArrayList<>(List.of(first));
    while (in.takeOperator(",")) {
      if (endsTag()) {
        break;
      }
      items.add(expression());
    }
    return PrimaryParser.list(items);
  }

  private boolean endsTag() {
    var kind = in.peek().kind();
    return kind == Kind.BLOCK_END || kind == Kind.PRINT_END || in.isOperator(")");
  }

  /** {@code A if B else C}, or less. */
  Expression expression() {
    in.enter();
    var result = or();
    while (in.takeName("if")) {
      var yes = result;
      var condition = or();
      Expression no =
          in.takeName("else") ? expression() : scope -> new Undefined("the missing else");
      result = scope -> Values.truth(condition.value(scope)) ? yes.value(scope) : no.value(scope);
    }
    in.leave();
    return result;
  }

  /** An expression without {@code if}, which a loop takes for its filter. */
  Expression or() {
    var left = and();
    while (in.takeName("or")) {
      var first = left;
      var second = and();
      left =
          scope -> {
            var value = first.value(scope);
            return Values.truth(value) ? value : second.value(scope);
          };
    }
    return left;
  }

  private Expression and() {
    var left = not();
    while (in.takeName("and")) {
      var first = left;
      var second = not();
      left =
          scope -> {
            var value = first.value(scope);
            return Values.truth(value) ? second.value(scope) : value;
          };
    }
    return left;
  }

  private Expression not() {
    if (in.takeName("not")) {
      in.enter();
      var operand = not();
      in.leave();
      return scope -> !Values.truth(operand.value(scope));
    }
    return comparison();
  }

  /** Comparisons, which may follow each other: {@code 1 < x < 5}. */
  private Expression comparison() {
    var first = sum();
    var operators = new ArrayList<BinaryOperator<Object>>();
    var operands = new ArrayList<Expression>();
    while (true) {
      if (in.peek().kind() == Kind.OPERATOR && COMPARISONS.containsKey(in.peek().text())) {
        operators.add(COMPARISONS.getOrDefault(in.next().text(), Values::equal));
      } else if (in.takeName("in")) {
        operators.add((item, container) -> Values.contains(container, item));
      } else if (in.isName("not") && in.peekSecond().isName("in")) {
        in.next();
        in.next();
        operators.add((item, container) -> !Values.contains(container, item));
      } else {
        break;
      }
      operands.add(sum());
    }
    return operators.isEmpty() ? first : scope -> chain(first, operators, operands, scope);
  }

  private static Object chain(
      Expression first,
      List<BinaryOperator<Object>> operators,
      List<Expression> operands,
      Scope scope) {
    var left = first.value(scope);
    Object result = true;
    for (var i = 0; i < operators.size() && Values.truth(result); i++) {
      var right = operands.get(i).value(scope);
      result = operators.get(i).apply(left, right);
      left = right;
    }
    return result;
  }

  private Expression sum() {
    return binary(SUMS, () -> binary(JOINS, () -> binary(PRODUCTS, this::power)));
  }

  private interface Parser {
    Expression parse();
  }

  private Expression binary(Map<String, BinaryOperator<Object>> operators, Parser operand) {
    var left = operand.parse();
    while (in.peek().kind() == Kind.OPERATOR && operators.containsKey(in.peek().text())) {
      var operator = operators.getOrDefault(in.next().text(), Numbers::add);
      var first = left;
      var second = operand.parse();
      left = scope -> operator.apply(first.value(scope), second.value(scope));
    }
    return left;
  }

  private Expression power() {
    var base = unary(true);
    if (!in.takeOperator("**")) {
      return base;
    }
    in.enter();
    var exponent = power();
    in.leave();
    return scope -> Numbers.power(base.value(scope), exponent.value(scope));
  }

  private Expression unary(boolean filtered) {
    Expression value;
    if (in.isOperator("-") || in.isOperator("+")) {
      var negative = in.next().isOperator("-");
      in.enter();
      var operand = unary(false);
      in.leave();
      value = scope -> Numbers.multiply(operand.value(scope), negative ? -1L : 1L);
    } else {
      value = primary.parse();
    }
    value = primary.postfix(value);
    return filtered ? filters(value) : value;
  }

  /** What follows a value: filters, tests, and calls of what they make. */
  private Expression filters(Expression value) {
    while (true) {
      if (in.takeOperator("|")) {
        value = filter(value);
      } else if (in.takeName("is")) {
        value = test(value);
      } else if (in.isOperator("(")) {
        value = primary.call(value);
      } else {
        return value;
      }
    }
  }

  /** A filter behind the bar, applied to {@code value}. */
  Expression filter(Expression value) {
    var name = in.name();
    var filter = Filters.byName(name);
    if (filter == null) {
      throw in.error("the filter '" + name + "' is not known");
    }
    var arguments = in.isOperator("(") ? primary.arguments() : ArgumentList.NONE;
    return scope -> {
      scope.step();
      return filter.apply(value.value(scope), arguments.values(scope));
    };
  }

  private Expression test(Expression value) {
    var negated = in.takeName("not");
    var name = in.name();
    var test = Tests.byName(name);
    if (test == null) {
      throw in.error("the test '" + name + "' is not known");
    }
    var arguments = ArgumentList.NONE;
    if (in.isOperator("(")) {
      arguments = primary.arguments();
    } else if (startsArgument()) {
      arguments = ArgumentList.of(primary.postfix(primary.parse()));
    }
    var given = arguments;
    return scope -> test.test(value.value(scope), given.values(scope)) != negated;
  }

  private boolean startsArgument() {
    return switch (in.peek().kind()) {
      case NAME -> !AFTER_TEST.contains(in.peek().text());
      case STRING, INTEGER, DECIMAL -> true;
      case OPERATOR -> in.isOperator("[") || in.isOperator("{");
      default -> false;
    };
  }
}
