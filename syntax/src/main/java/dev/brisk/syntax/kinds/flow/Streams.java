package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.IfStmt;
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
import java.util.regex.Pattern;

/**
 * Loops over a collection become streams: those that fill another collection, that look for an
 * element, that count or add up.
 */
record Streams(String name) implements EditKind {
  static final Streams COLLECT = new Streams("loop-to-stream");
  static final Streams MATCH = new Streams("loop-to-match");
  static final Streams SUM = new Streams("loop-to-sum");

  @Override
  public Optional<String> inverse() {
    return Optional.of(
        switch (name) {
          case "loop-to-stream" -> "stream-to-loop";
          case "loop-to-match" -> "match-to-loop";
          default -> "sum-to-loop";
        });
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var loop : file.unit().findAll(ForEachStmt.class)) {
      if (isStreamable(file, loop)) {
        var found =
            switch (name) {
              case "loop-to-stream" -> collect(file, loop);
              case "loop-to-match" -> match(file, loop);
              default -> sum(file, loop);
            };
        found.ifPresent(result::add);
      }
    }
    return result;
  }

  private static boolean isStreamable(SourceFile file, ForEachStmt loop) {
    var list = file.source(loop.getIterable());
    return Sources.ownLines(file, loop)
        && Bodies.block(loop).isPresent()
        && !Bodies.hasComment(loop)
        && !loop.getVariable().getElementType().isPrimitiveType()
        // The values of an enum, which a name in capitals is, are an array.
        && (list.matches("(?:\\w+\\.)*[a-z]\\w*\\.(values|keySet|entrySet)\\(\\)")
            || (loop.getIterable().isNameExpr()
                && (Scopes.isCollection(Scopes.declaredType(file, loop, list))
                    || isArray(file, loop, list)))
            || returnsCollection(file, loop.getIterable()));
  }

  private static boolean isArray(SourceFile file, ForEachStmt loop, String name) {
    return Scopes.declaredType(file, loop, name).matches("[A-Z][^\\[]*\\[\\]");
  }

  /** Whether a method of this file is called that returns a collection. */
  private static boolean returnsCollection(SourceFile file, Expression list) {
    if (!(list instanceof MethodCallExpr call)
        || call.getScope().filter(s -> !s.isThisExpr()).isPresent()
        || call.toString().length() > 30) {
      return false;
    }
    var named =
        file.unit()
            .findAll(
                MethodDeclaration.class, m -> m.getNameAsString().equals(call.getNameAsString()));
    return !named.isEmpty()
        && named.stream().allMatch(m -> Scopes.isCollection(m.getType().asString()));
  }

  private static String stream(SourceFile file, ForEachStmt loop) {
    var list = file.source(loop.getIterable());
    return isArray(file, loop, list) && loop.getIterable().isNameExpr()
        ? "Arrays.stream(" + list + ")"
        : list + ".stream()";
  }

  /** The parts of a body: what an element has to fulfil, and the one statement for such. */
  private record Parts(List<Expression> conditions, Statement action) {}

  private static Optional<Parts> parts(SourceFile file, Statement body) {
    var conditions = new ArrayList<Expression>();
    var at = body;
    while (true) {
      var statements = Sources.statements(at);
      if (statements.size() != 1) {
        return Optional.empty();
      }
      at = statements.getFirst();
      if (!(at instanceof IfStmt test)) {
        return Bodies.isOneLine(file, at)
            ? Optional.of(new Parts(conditions, at))
            : Optional.empty();
      }
      if (test.getElseStmt().isPresent() || !Bodies.isOneLine(file, test.getCondition())) {
        return Optional.empty();
      }
      conditions.add(test.getCondition());
      at = test.getThenStmt();
    }
  }

  private static List<String> filters(SourceFile file, Parts parts, String variable) {
    var result = new ArrayList<String>();
    for (var condition : parts.conditions) {
      if (!Scopes.fitsLambda(condition)
          || condition.findFirst(com.github.javaparser.ast.expr.AssignExpr.class).isPresent()) {
        return List.of();
      }
      result.add(".filter(" + variable + " -> " + file.source(condition) + ")");
    }
    return result;
  }

  private static Optional<Candidate> collect(SourceFile file, ForEachStmt loop) {
    var parts = parts(file, loop.getBody()).orElse(null);
    var variable = loop.getVariableDeclarator().getNameAsString();
    if (parts == null
        || !parts.action.isExpressionStmt()
        || !(parts.action.asExpressionStmt().getExpression() instanceof MethodCallExpr call)
        || !call.getNameAsString().equals("add")
        || call.getArguments().size() != 1
        || call.getScope().filter(Expression::isNameExpr).isEmpty()
        || !Scopes.fitsLambda(call)
        || Scopes.writes(loop.getBody(), variable)) {
      return Optional.empty();
    }
    var target = file.source(call.getScope().orElseThrow());
    var value = file.source(call.getArgument(0));
    var list = file.source(loop.getIterable());
    var steps = new ArrayList<>(filters(file, parts, variable));
    if (steps.size() != parts.conditions.size()
        || list.startsWith(target)
        || Scopes.uses(call.getArgument(0), target) > 0
        || parts.conditions.stream().anyMatch(c -> Scopes.uses(c, target) > 0)
        || (steps.isEmpty() && value.equals(variable))) {
      return Optional.empty();
    }
    if (!value.equals(variable)) {
      steps.add(".map(" + variable + " -> " + value + ")");
    }
    steps.add(".forEach(" + target + "::add)");
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", list, "target", target, "variable", variable),
            loop,
            loop,
            chain(file, loop, stream(file, loop), steps) + ";"));
  }

  private static String chain(SourceFile file, Statement at, String head, List<String> steps) {
    var in = Sources.indentation(file, at);
    return Bodies.chain(in, Sources.step(file), head, steps);
  }

  private static Optional<Candidate> match(SourceFile file, ForEachStmt loop) {
    var parts = parts(file, loop.getBody()).orElse(null);
    var next = Bodies.neighbour(loop, 1).orElse(null);
    var variable = loop.getVariableDeclarator().getNameAsString();
    if (parts == null
        || next == null
        || parts.conditions.size() != 1
        || filters(file, parts, variable).size() != 1
        || !Bodies.isAdjacent(file, loop, next)) {
      return Optional.empty();
    }
    var found = file.source(parts.action);
    var otherwise = file.source(next);
    var condition = parts.conditions.getFirst();
    var text = file.source(condition);
    String operation;
    if (found.equals("return true;") && otherwise.equals("return false;")) {
      operation = "anyMatch";
    } else if (found.equals("return false;") && otherwise.equals("return true;")) {
      operation = condition.isUnaryExpr() && text.startsWith("!") ? "allMatch" : "noneMatch";
    } else {
      return Optional.empty();
    }
    var asked = operation.equals("allMatch") ? Conditions.negated(file, condition) : text;
    var list = file.source(loop.getIterable());
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", list, "operation", operation),
            loop,
            next,
            chain(
                    file,
                    loop,
                    "return " + stream(file, loop),
                    List.of("." + operation + "(" + variable + " -> " + asked + ")"))
                + ";"));
  }

  private static final Pattern START = Pattern.compile("(int|long) (\\w+) = 0;");

  /** {@code int n = 0;} right before a loop that only adds to it. */
  private static Optional<Candidate> sum(SourceFile file, ForEachStmt loop) {
    var parts = parts(file, loop.getBody()).orElse(null);
    var before = Bodies.neighbour(loop, -1).orElse(null);
    var variable = loop.getVariableDeclarator().getNameAsString();
    if (parts == null || before == null || !Bodies.isAdjacent(file, before, loop)) {
      return Optional.empty();
    }
    var start = START.matcher(file.source(before));
    if (!start.matches()) {
      return Optional.empty();
    }
    var type = start.group(1);
    var total = start.group(2);
    var steps = new ArrayList<>(filters(file, parts, variable));
    if (steps.size() != parts.conditions.size()
        || parts.conditions.stream().anyMatch(c -> Scopes.uses(c, total) > 0)) {
      return Optional.empty();
    }
    var action = file.source(parts.action);
    var cast = "";
    String operation;
    if (action.matches("(" + total + "\\+\\+|\\+\\+" + total + "|" + total + " \\+= 1);")) {
      if (steps.isEmpty()) {
        return Optional.empty();
      }
      operation = "count";
      cast = type.equals("int") ? "(int) " : "";
    } else if (action.startsWith(total + " += ")
        && parts.action.isExpressionStmt()
        && parts.action.asExpressionStmt().getExpression().asAssignExpr().getValue()
            instanceof MethodCallExpr value
        && Scopes.fitsLambda(value)
        && Scopes.uses(value, total) == 0) {
      operation = "sum";
      steps.add(
          (type.equals("int") ? ".mapToInt(" : ".mapToLong(")
              + variable
              + " -> "
              + file.source(value)
              + ")");
    } else {
      return Optional.empty();
    }
    steps.add("." + operation + "()");
    var list = file.source(loop.getIterable());
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", list, "operation", operation, "total", total),
            before,
            loop,
            chain(file, loop, type + " " + total + " = " + cast + stream(file, loop), steps)
                + ";"));
  }
}
