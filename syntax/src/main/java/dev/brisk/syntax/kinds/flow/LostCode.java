package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What well-meant code lacks: a return, a throw, a check, a cause. The answer has it. */
record LostCode(String name) implements EditKind {
  /** Methods that change nothing and whose result is all they are called for. */
  static final String PURE =
      "trim|strip|replace|replaceAll|toLowerCase|toUpperCase|substring|concat"
          + "|plus\\w*|minus\\w*|add|subtract|multiply|with\\w+|resolve|normalize";

  static List<LostCode> all() {
    return Stream.of(
            "repair-missing-return",
            "repair-missing-null-check",
            "repair-self-assignment",
            "repair-ignored-result",
            "repair-lost-cause",
            "repair-lost-interrupt",
            "repair-endless-loop",
            "repair-missing-throw",
            "repair-missing-unlock")
        .map(LostCode::new)
        .toList();
  }

  @Override
  public boolean repairs() {
    return true;
  }

  @Override
  public List<Candidate> repairsIn(SourceFile file) {
    return switch (name) {
      case "repair-missing-null-check" -> Mended.nullChecks(file);
      case "repair-self-assignment" -> Mended.selfAssignments(file);
      case "repair-ignored-result" -> Mended.ignoredResults(file);
      case "repair-lost-cause" -> Mended.lostCauses(file);
      case "repair-missing-throw" -> Mended.unthrown(file);
      default -> List.of();
    };
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var to = new ArrayList<Candidate>();
    switch (name) {
      case "repair-missing-return" -> missingReturn(file, to);
      case "repair-missing-null-check" -> nullCheck(file, to);
      case "repair-self-assignment" -> selfAssignment(file, to);
      case "repair-ignored-result" -> ignoredResult(file, to);
      case "repair-lost-cause" -> cause(file, to);
      case "repair-lost-interrupt" -> interrupt(file, to);
      case "repair-endless-loop" -> endless(file, to);
      case "repair-missing-throw" -> missingThrow(file, to);
      default -> unlock(file, to);
    }
    return to;
  }

  /** {@code if (...) { ...; return; }} without its last statement. */
  private static void missingReturn(SourceFile file, List<Candidate> to) {
    for (var test : file.unit().findAll(IfStmt.class)) {
      var then = Sources.statements(test.getThenStmt());
      if (then.size() < 2
          || test.getElseStmt().isPresent()
          || !(then.getLast() instanceof ReturnStmt leave)
          || leave.getExpression().isPresent()
          || !Sources.ownLines(file, leave)
          || Bodies.rest(test).isEmpty()) {
        continue;
      }
      var line = file.firstLine(leave);
      var condition = Sources.brief(file, test.getCondition()).orElse("");
      if (!condition.isEmpty()) {
        to.add(
            Sources.seeing(
                file,
                Map.of("condition", condition),
                file.firstLine(test),
                file.lastLine(test),
                List.of(Sources.deleteLines(file, line, line))));
      }
    }
  }

  private static void nullCheck(SourceFile file, List<Candidate> to) {
    for (var e : file.unit().findAll(BinaryExpr.class)) {
      var text = file.source(e.getLeft());
      if (e.getOperator() != BinaryExpr.Operator.AND && e.getOperator() != BinaryExpr.Operator.OR) {
        continue;
      }
      var check = e.getOperator() == BinaryExpr.Operator.AND ? " != null" : " == null";
      if (text.matches("\\w+" + check)) {
        var variable = text.substring(0, text.indexOf(' '));
        if (file.source(e.getRight()).matches("!?\\(?" + variable + "\\..*")
            && Bodies.isOneLine(file, e)) {
          MoreRepairs.replace(
              file,
              file.start(e.getLeft()),
              file.start(e.getRight()),
              "",
              Map.of("variable", variable),
              to);
        }
      }
    }
  }

  private static void selfAssignment(SourceFile file, List<Candidate> to) {
    for (var assign : file.unit().findAll(AssignExpr.class)) {
      var target = assign.getTarget();
      if (target.isFieldAccessExpr()
          && target.asFieldAccessExpr().getScope().isThisExpr()
          && file.source(assign.getValue()).equals(target.asFieldAccessExpr().getNameAsString())) {
        var field = target.asFieldAccessExpr().getNameAsString();
        MoreRepairs.replace(
            file, file.start(target), file.end(target), field, Map.of("field", field), to);
      }
    }
  }

  /** {@code s = s.trim();} without the assignment. */
  private static void ignoredResult(SourceFile file, List<Candidate> to) {
    for (var statement : file.unit().findAll(ExpressionStmt.class)) {
      if (statement.getExpression() instanceof AssignExpr assign
          && assign.getOperator() == AssignExpr.Operator.ASSIGN
          && assign.getTarget().isNameExpr()
          && assign.getValue() instanceof MethodCallExpr call
          && call.getScope()
              .filter(s -> file.source(s).equals(file.source(assign.getTarget())))
              .isPresent()
          && call.getNameAsString().matches(PURE)) {
        MoreRepairs.replace(
            file,
            file.start(assign),
            file.start(assign.getValue()),
            "",
            Map.of("variable", file.source(assign.getTarget()), "call", call.getNameAsString()),
            to);
      }
    }
  }

  /** {@code throw new X("...", e)} without the cause. */
  private static void cause(SourceFile file, List<Candidate> to) {
    for (var clause : file.unit().findAll(CatchClause.class)) {
      var caught = clause.getParameter().getNameAsString();
      for (var thrown : clause.findAll(ThrowStmt.class)) {
        if (thrown.getExpression() instanceof ObjectCreationExpr made
            && made.getArguments().size() == 2
            && file.source(made.getArgument(1)).equals(caught)) {
          to.add(
              Sources.seeing(
                  file,
                  Map.of("cause", caught, "exception", made.getType().asString()),
                  file.firstLine(clause),
                  file.lastLine(thrown),
                  List.of(
                      new TextEdit(
                          file.end(made.getArgument(0)), file.end(made.getArgument(1)), ""))));
        }
      }
    }
  }

  private static void interrupt(SourceFile file, List<Candidate> to) {
    for (var clause : file.unit().findAll(CatchClause.class)) {
      var statements = clause.getBody().getStatements();
      for (var statement : statements) {
        var line = file.firstLine(statement);
        if (statements.size() > 1
            && file.source(statement).equals("Thread.currentThread().interrupt();")
            && Sources.ownLines(file, statement)) {
          to.add(
              Sources.seeing(
                  file,
                  Map.of("exception", clause.getParameter().getType().asString()),
                  file.firstLine(clause),
                  file.lastLine(clause),
                  List.of(Sources.deleteLines(file, line, line))));
        }
      }
    }
  }

  /** A while loop without the step at its end. */
  private static void endless(SourceFile file, List<Candidate> to) {
    for (var loop : file.unit().findAll(WhileStmt.class)) {
      var body = Sources.statements(loop.getBody());
      if (body.size() < 2 || !Sources.ownLines(file, body.getLast())) {
        continue;
      }
      var step = file.source(body.getLast());
      var variable = step.replaceAll("\\+\\+|--|;", "");
      if (step.matches("(\\w+(\\+\\+|--)|(\\+\\+|--)\\w+);")
          && Scopes.uses(loop.getCondition(), variable) > 0) {
        var line = file.firstLine(body.getLast());
        to.add(
            Sources.seeing(
                file,
                Map.of("variable", variable, "step", step.substring(0, step.length() - 1)),
                file.firstLine(loop),
                file.lastLine(loop),
                List.of(Sources.deleteLines(file, line, line))));
      }
    }
  }

  /** An exception that is made and not thrown. */
  private static void missingThrow(SourceFile file, List<Candidate> to) {
    for (var thrown : file.unit().findAll(ThrowStmt.class)) {
      if (thrown.getExpression() instanceof ObjectCreationExpr made
          && thrown.getParentNode().flatMap(p -> p.getParentNode()).orElse(null) instanceof IfStmt
          && Bodies.isOneLine(file, thrown)) {
        MoreRepairs.replace(
            file,
            file.start(thrown),
            file.start(made),
            "",
            Map.of("exception", made.getType().asString()),
            to);
      }
    }
  }

  private static void unlock(SourceFile file, List<Candidate> to) {
    for (var statement : file.unit().findAll(com.github.javaparser.ast.stmt.TryStmt.class)) {
      var last = statement.getFinallyBlock().orElse(null);
      var before = Bodies.neighbour(statement, -1).map(file::source).orElse("");
      if (last != null
          && statement.getCatchClauses().isEmpty()
          && statement.getResources().isEmpty()
          && last.getStatements().size() == 1
          && before.endsWith(".lock();")
          && file.lastLine(statement) - file.firstLine(statement) <= 25
          && file.source(last.getStatement(0))
              .equals(before.substring(0, before.length() - "lock();".length()) + "unlock();")) {
        var lock = before.substring(0, before.length() - ".lock();".length());
        var body = Bodies.inside(file, statement.getTryBlock());
        body.ifPresent(
            lines ->
                to.add(
                    Sources.seeing(
                        file,
                        Map.of("lock", lock),
                        file.firstLine(statement) - 1,
                        file.lastLine(statement),
                        List.of(
                            new TextEdit(
                                file.start(statement),
                                file.end(statement),
                                Bodies.text(lines, Sources.indentation(file, statement)))))));
      }
    }
  }
}
