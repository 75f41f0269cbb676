package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Streams of a collection become loops, the other way round of {@link Streams}. */
record StreamLoops(String name) implements EditKind {
  static final StreamLoops COLLECT = new StreamLoops("stream-to-loop");
  static final StreamLoops MATCH = new StreamLoops("match-to-loop");
  static final StreamLoops SUM = new StreamLoops("sum-to-loop");

  @Override
  public Optional<String> inverse() {
    return Optional.of(
        switch (name) {
          case "stream-to-loop" -> "loop-to-stream";
          case "match-to-loop" -> "loop-to-match";
          default -> "loop-to-sum";
        });
  }

  /** {@code list.stream()} with all steps behind it. */
  private record Chain(Expression list, List<MethodCallExpr> steps) {
    MethodCallExpr last() {
      return steps.getLast();
    }
  }

  private static Optional<Chain> chain(Expression expression) {
    var steps = new ArrayList<MethodCallExpr>();
    var at = expression;
    while (at instanceof MethodCallExpr call && call.getScope().isPresent()) {
      if (call.getNameAsString().equals("stream") && call.getArguments().isEmpty()) {
        return steps.isEmpty()
            ? Optional.empty()
            : Optional.of(new Chain(call.getScope().get(), steps));
      }
      steps.addFirst(call);
      at = call.getScope().get();
    }
    return Optional.empty();
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(Statement.class)) {
      if ((statement.isExpressionStmt() || statement.isReturnStmt())
          && Sources.ownLines(file, statement)
          && Bodies.block(statement).isPresent()
          && !Bodies.hasComment(statement)) {
        var found =
            switch (statement) {
              case ExpressionStmt s when name.equals("stream-to-loop") -> collected(file, s);
              case ReturnStmt s when name.equals("match-to-loop") -> matched(file, s);
              case ExpressionStmt s when name.equals("sum-to-loop") -> summed(file, s);
              default -> Optional.<Candidate>empty();
            };
        found.ifPresent(result::add);
      }
    }
    return result;
  }

  /** Conditions of filters at the start, all of the same variable; what is behind them. */
  private static int filters(
      SourceFile file, Chain chain, String variable, List<String> conditions) {
    var at = 0;
    while (at < chain.steps.size() && chain.steps.get(at).getNameAsString().equals("filter")) {
      var test = only(chain.steps.get(at));
      if (test.isEmpty()
          || !Bodies.parameter(test.get()).orElse("").equals(variable)
          || Bodies.expression(test.get()).filter(e -> Bodies.isOneLine(file, e)).isEmpty()) {
        return -1;
      }
      conditions.add(file.source(Bodies.expression(test.get()).orElseThrow()));
      at++;
    }
    return at;
  }

  private static Optional<Expression> only(MethodCallExpr call) {
    return call.getArguments().size() == 1 ? Optional.of(call.getArgument(0)) : Optional.empty();
  }

  private static String head(SourceFile file, Chain chain, String variable) {
    var list = file.source(chain.list);
    var type = Scopes.element(Scopes.declaredType(file, chain.list, list));
    return "for (" + (type.isEmpty() ? "var" : type) + " " + variable + " : " + list + ") {";
  }

  /** The loop's lines: each condition an if of its own. */
  private static List<String> loop(
      SourceFile file, String head, List<String> conditions, List<String> body) {
    var step = Sources.step(file);
    var lines = body;
    for (var i = conditions.size() - 1; i >= 0; i--) {
      lines = braced("if (" + conditions.get(i) + ") {", lines, step);
    }
    return braced(head, lines, step);
  }

  private static List<String> braced(String head, List<String> lines, String step) {
    var result = new ArrayList<String>();
    result.add(head);
    result.addAll(Bodies.indented(lines, step));
    result.add("}");
    return result;
  }

  private static Optional<String> variable(Chain chain) {
    return chain.steps.stream()
        .flatMap(s -> s.getArguments().stream())
        .filter(Expression::isLambdaExpr)
        .findFirst()
        .flatMap(Bodies::parameter);
  }

  private static boolean isFree(Statement statement, String variable) {
    return Scopes.method(statement).isPresent() && !variable.isEmpty();
  }

  private static Optional<Candidate> collected(SourceFile file, ExpressionStmt statement) {
    var chain = chain(statement.getExpression()).orElse(null);
    var variable = chain == null ? "" : variable(chain).orElse("");
    if (chain == null
        || !isFree(statement, variable)
        || !chain.last().getNameAsString().equals("forEach")
        || only(chain.last()).isEmpty()) {
      return Optional.empty();
    }
    var conditions = new ArrayList<String>();
    var at = filters(file, chain, variable, conditions);
    if (at < 0 || chain.steps.size() - at > 2) {
      return Optional.empty();
    }
    var value = variable;
    var mapped = false;
    if (chain.steps.size() - at == 2) {
      var map = chain.steps.get(at);
      var made = only(map).flatMap(Bodies::expression).filter(e -> Bodies.isOneLine(file, e));
      if (!map.getNameAsString().equals("map")
          || made.isEmpty()
          || !only(map).flatMap(Bodies::parameter).orElse("").equals(variable)) {
        return Optional.empty();
      }
      value = file.source(made.get());
      mapped = true;
    }
    var body = new ArrayList<String>();
    var action = only(chain.last()).orElseThrow();
    if (action.isMethodReferenceExpr()
        && file.source(action).matches("(\\w+)::add")
        && action.asMethodReferenceExpr().getScope().toString().matches("[a-z]\\w*")) {
      body.add(file.source(action.asMethodReferenceExpr().getScope()) + ".add(" + value + ");");
    } else if (action.isLambdaExpr()
        && Bodies.expression(action).filter(e -> Bodies.isOneLine(file, e)).isPresent()) {
      var last = Bodies.parameter(action).orElse("");
      if (last.isEmpty() || mapped == last.equals(variable)) {
        return Optional.empty();
      }
      if (mapped) {
        body.add("var " + last + " = " + value + ";");
      }
      body.add(file.source(Bodies.expression(action).orElseThrow()) + ";");
    } else {
      return Optional.empty();
    }
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", file.source(chain.list), "variable", variable),
            statement,
            statement,
            Bodies.text(
                loop(file, head(file, chain, variable), conditions, body),
                Sources.indentation(file, statement))));
  }

  private static Optional<Candidate> matched(SourceFile file, ReturnStmt statement) {
    var chain = statement.getExpression().flatMap(StreamLoops::chain).orElse(null);
    var variable = chain == null ? "" : variable(chain).orElse("");
    if (chain == null || !isFree(statement, variable)) {
      return Optional.empty();
    }
    var conditions = new ArrayList<String>();
    var operation = chain.last().getNameAsString();
    var test =
        only(chain.last())
            .filter(e -> Bodies.parameter(e).orElse("").equals(variable))
            .flatMap(Bodies::expression)
            .filter(e -> Bodies.isOneLine(file, e))
            .orElse(null);
    if (test == null
        || !operation.matches("(any|all|none)Match")
        || filters(file, chain, variable, conditions) != chain.steps.size() - 1) {
      return Optional.empty();
    }
    conditions.add(
        operation.equals("allMatch") ? Conditions.negated(file, test) : file.source(test));
    var any = operation.equals("anyMatch");
    var lines =
        new ArrayList<>(
            loop(file, head(file, chain, variable), conditions, List.of("return " + any + ";")));
    lines.add("return " + !any + ";");
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", file.source(chain.list), "operation", operation),
            statement,
            statement,
            Bodies.text(lines, Sources.indentation(file, statement))));
  }

  private static Optional<Candidate> summed(SourceFile file, ExpressionStmt statement) {
    if (!statement.getExpression().isVariableDeclarationExpr()
        || statement.getExpression().asVariableDeclarationExpr().getVariables().size() != 1) {
      return Optional.empty();
    }
    var total = statement.getExpression().asVariableDeclarationExpr().getVariable(0);
    var value = total.getInitializer().orElse(null);
    var cast = value != null && value.isCastExpr();
    var made = cast && value != null ? value.asCastExpr().getExpression() : value;
    var chain = made == null ? null : chain(made).orElse(null);
    var variable = chain == null ? "" : variable(chain).orElse("");
    var type = total.getType().asString();
    if (chain == null || !isFree(statement, variable) || !type.matches("int|long")) {
      return Optional.empty();
    }
    var conditions = new ArrayList<String>();
    var at = filters(file, chain, variable, conditions);
    var name = total.getNameAsString();
    String action;
    if (chain.last().getNameAsString().equals("count")
        && at == chain.steps.size() - 1
        && !conditions.isEmpty()) {
      action = name + "++;";
    } else if (chain.last().getNameAsString().equals("sum")
        && !cast
        && at == chain.steps.size() - 2
        && chain.steps.get(at).getNameAsString().matches("mapTo(Int|Long)")
        && only(chain.steps.get(at)).flatMap(Bodies::parameter).orElse("").equals(variable)) {
      action =
          only(chain.steps.get(at))
              .flatMap(Bodies::expression)
              .filter(e -> Bodies.isOneLine(file, e))
              .map(e -> name + " += " + file.source(e) + ";")
              .orElse("");
    } else {
      return Optional.empty();
    }
    // A lambda reads what is no longer written; a loop has to write it.
    var captured =
        Scopes.method(statement).stream()
            .flatMap(m -> m.findAll(com.github.javaparser.ast.expr.LambdaExpr.class).stream())
            .anyMatch(lambda -> Scopes.uses(lambda, name) > 0);
    if (action.isEmpty()
        || captured
        || !statement.getExpression().asVariableDeclarationExpr().getModifiers().isEmpty()) {
      return Optional.empty();
    }
    var lines = new ArrayList<String>();
    lines.add(type + " " + name + " = 0;");
    lines.addAll(loop(file, head(file, chain, variable), conditions, List.of(action)));
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of(
                "list",
                file.source(chain.list),
                "operation",
                chain.last().getNameAsString(),
                "total",
                name),
            statement,
            statement,
            Bodies.text(lines, Sources.indentation(file, statement))));
  }
}
