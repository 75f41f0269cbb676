package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A finally comes and goes: around a statement, or at a try that is there. */
record Finally(String name) implements EditKind {
  static final Finally WRAP = new Finally("wrap-try-finally");
  static final Finally UNWRAP = new Finally("unwrap-try-finally");
  static final Finally ADD = new Finally("add-finally");
  static final Finally REMOVE = new Finally("remove-finally");

  private static final List<String> ACTIONS =
      List.of(
          "close()",
          "lock.unlock()",
          "latch.countDown()",
          "reset()",
          "cleanUp()",
          "stopwatch.stop()",
          "release()",
          "monitor.exit()",
          "in.close()",
          "shutdown()",
          "MDC.clear()",
          "log.debug(\"done\")");

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of("wrap-try-finally", "unwrap-try-finally", "add-finally", "remove-finally")
            .get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("wrap-try-finally")) {
      for (var statement : file.unit().findAll(ExpressionStmt.class)) {
        if (!statement.getExpression().isVariableDeclarationExpr()
            && Bodies.block(statement).isPresent()
            && Sources.ownLines(file, statement)
            && Sources.ancestor(statement, TryStmt.class).isEmpty()) {
          result.add(wrapped(file, statement, random));
        }
      }
      return result;
    }
    for (var statement : file.unit().findAll(TryStmt.class)) {
      var found =
          switch (name) {
            case "unwrap-try-finally" -> unwrapped(file, statement);
            case "add-finally" -> added(file, statement, random);
            default -> removed(file, statement);
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  private static String action(RandomGenerator random) {
    return ACTIONS.get(random.nextInt(ACTIONS.size()));
  }

  private static Candidate wrapped(
      SourceFile file, ExpressionStmt statement, RandomGenerator random) {
    var action = action(random);
    var slots = new HashMap<>(Map.of("action", action));
    if (statement.getExpression() instanceof MethodCallExpr call) {
      slots.put("call", call.getNameAsString());
    }
    return Bodies.around(
        file, slots, statement, "try {", "} finally {\n" + Sources.step(file) + action + ";\n}");
  }

  private static Map<String, String> slots(SourceFile file, TryStmt statement) {
    var slots = new HashMap<String, String>();
    statement
        .getFinallyBlock()
        .filter(b -> b.getStatements().size() == 1 && b.getStatement(0).isExpressionStmt())
        .flatMap(b -> Sources.brief(file, b.getStatement(0).asExpressionStmt().getExpression()))
        .ifPresent(action -> slots.put("action", action));
    return slots;
  }

  private static Optional<Candidate> unwrapped(SourceFile file, TryStmt statement) {
    if (statement.getFinallyBlock().isEmpty()
        || !statement.getCatchClauses().isEmpty()
        || !statement.getResources().isEmpty()
        || Bodies.block(statement).isEmpty()
        || !Sources.ownLines(file, statement)
        || file.lastLine(statement) - file.firstLine(statement) > 20
        || (!Bodies.rest(statement).isEmpty()
            && statement.getTryBlock().getStatements().stream()
                .anyMatch(
                    s ->
                        s.isExpressionStmt()
                            && s.asExpressionStmt().getExpression().isVariableDeclarationExpr()))) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Bodies.inside(file, statement.getTryBlock())
        .map(
            body ->
                Bodies.replaced(
                    file, slots(file, statement), statement, statement, Bodies.text(body, in)));
  }

  private static Optional<Candidate> added(
      SourceFile file, TryStmt statement, RandomGenerator random) {
    if (statement.getFinallyBlock().isPresent()
        || statement.getCatchClauses().isEmpty()
        || !Sources.ownLines(file, statement)) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    var action = action(random);
    var last = statement.getCatchClauses().getLast().orElseThrow();
    var at = file.end(statement);
    return Optional.of(
        Sources.seeing(
            file,
            Map.of("action", action, "exception", last.getParameter().getType().asString()),
            file.firstLine(last),
            file.lastLine(statement),
            List.of(
                new TextEdit(
                    at,
                    at,
                    " finally {\n" + in + Sources.step(file) + action + ";\n" + in + "}"))));
  }

  private static Optional<Candidate> removed(SourceFile file, TryStmt statement) {
    var block = statement.getFinallyBlock().orElse(null);
    if (block == null
        || (statement.getCatchClauses().isEmpty() && statement.getResources().isEmpty())
        || file.lastLine(block) - file.firstLine(block) > 20) {
      return Optional.empty();
    }
    var before =
        statement
            .getCatchClauses()
            .getLast()
            .<com.github.javaparser.ast.Node>map(c -> c)
            .orElse(statement.getTryBlock());
    return Optional.of(
        Sources.candidate(
            file,
            slots(file, statement),
            List.of(new TextEdit(file.end(before), file.end(block), ""))));
  }
}
