package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arms of a switch, however it is written. */
final class Arms {
  private static final int MOST = 12;

  /**
   * One arm.
   *
   * @param labels what it is for; none for default
   * @param statements without the break at the end
   * @param leaves whether the last statement leaves the switch by itself
   */
  record Arm(List<String> labels, List<Statement> statements, boolean leaves) {
    boolean isDefault() {
      return labels.isEmpty();
    }

    /** What the arm returns, if that is all it does. */
    Optional<Expression> returned() {
      return statements.size() == 1 && statements.getFirst().isReturnStmt()
          ? statements.getFirst().asReturnStmt().getExpression()
          : Optional.empty();
    }

    /** The assignment, if that is all the arm does. */
    Optional<AssignExpr> assigned() {
      return statements.size() == 1
              && statements.getFirst().isExpressionStmt()
              && statements.getFirst().asExpressionStmt().getExpression()
                  instanceof AssignExpr assign
              && assign.getOperator() == AssignExpr.Operator.ASSIGN
          ? Optional.of(assign)
          : Optional.empty();
    }

    boolean throwsOnly() {
      return statements.size() == 1 && statements.getFirst().isThrowStmt();
    }
  }

  private Arms() {}

  /** Arms with colons; empty if one falls through to another that it has code before. */
  static Optional<List<Arm>> ofColons(SourceFile file, List<SwitchEntry> entries) {
    var result = new ArrayList<Arm>();
    var labels = new ArrayList<String>();
    if (entries.size() < 2 || entries.size() > MOST) {
      return Optional.empty();
    }
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry.getType() != SwitchEntry.Type.STATEMENT_GROUP || !isPlain(entry)) {
        return Optional.empty();
      }
      var ofDefault = entry.getLabels().isEmpty();
      if (ofDefault && !labels.isEmpty()) {
        return Optional.empty();
      }
      entry.getLabels().forEach(label -> labels.add(file.source(label)));
      var last = i == entries.size() - 1;
      if (entry.getStatements().isEmpty()) {
        if (last || ofDefault) {
          return Optional.empty();
        }
        continue;
      }
      var statements = opened(entry.getStatements());
      var breaks = !statements.isEmpty() && isBreak(statements.getLast());
      var leaves = !statements.isEmpty() && leaves(statements.getLast());
      if (!breaks && !leaves && !last) {
        return Optional.empty();
      }
      if (breaks) {
        statements = statements.subList(0, statements.size() - 1);
      }
      result.add(new Arm(List.copyOf(labels), List.copyOf(statements), leaves));
      labels.clear();
    }
    return sharesNothing(result) ? Optional.of(result) : Optional.empty();
  }

  /** Arms with arrows. */
  static Optional<List<Arm>> ofArrows(SourceFile file, List<SwitchEntry> entries) {
    var result = new ArrayList<Arm>();
    if (entries.size() < 2 || entries.size() > MOST) {
      return Optional.empty();
    }
    for (var entry : entries) {
      if (entry.getType() == SwitchEntry.Type.STATEMENT_GROUP || !isPlain(entry)) {
        return Optional.empty();
      }
      var statements = opened(entry.getStatements());
      var breaks = !statements.isEmpty() && isBreak(statements.getLast());
      var labels = entry.getLabels().stream().map(file::source).toList();
      result.add(
          new Arm(
              labels,
              List.copyOf(breaks ? statements.subList(0, statements.size() - 1) : statements),
              !statements.isEmpty() && leaves(statements.getLast())));
    }
    return Optional.of(result);
  }

  /** A block around all statements of an arm is none of its own. */
  private static List<Statement> opened(List<Statement> statements) {
    return statements.size() == 1 && statements.getFirst() instanceof BlockStmt block
        ? new ArrayList<>(block.getStatements())
        : new ArrayList<>(statements);
  }

  private static boolean isPlain(SwitchEntry entry) {
    return entry.getGuard().isEmpty()
        && entry.getLabels().stream()
            .allMatch(
                l ->
                    (l.isLiteralExpr() && !l.isNullLiteralExpr())
                        || l.isNameExpr()
                        || l.isFieldAccessExpr());
  }

  private static boolean isBreak(Statement statement) {
    return statement.isBreakStmt() && statement.asBreakStmt().getLabel().isEmpty();
  }

  private static boolean leaves(Statement statement) {
    return statement.isReturnStmt()
        || statement.isThrowStmt()
        || statement.isContinueStmt()
        || (statement.isBreakStmt() && !isBreak(statement));
  }

  /** Whether no arm speaks of a variable that another one declares. */
  private static boolean sharesNothing(List<Arm> arms) {
    for (var arm : arms) {
      for (var statement : arm.statements) {
        if (statement.isExpressionStmt()
            && statement.asExpressionStmt().getExpression().isVariableDeclarationExpr()) {
          for (var variable :
              statement
                  .asExpressionStmt()
                  .getExpression()
                  .asVariableDeclarationExpr()
                  .getVariables()) {
            var name = variable.getNameAsString();
            for (var other : arms) {
              if (!Bodies.isSame(other, arm)
                  && other.statements.stream().anyMatch(s -> Scopes.uses(s, name) > 0)) {
                return false;
              }
            }
          }
        }
      }
    }
    return true;
  }

  /** {@code case A, B} or {@code default}. */
  static String head(Arm arm) {
    return arm.isDefault() ? "default" : "case " + String.join(", ", arm.labels);
  }

  /** The lines of an arm with an arrow, from its own indentation. */
  static Optional<List<String>> arrow(SourceFile file, Arm arm, String step) {
    return Bodies.lines(file, arm.statements)
        .map(
            body -> {
              var only = arm.statements.size() == 1 && body.size() == 1;
              var first = arm.statements.isEmpty() ? null : arm.statements.getFirst();
              var simple =
                  only
                      && first != null
                      && ((first.isExpressionStmt()
                              && !first
                                  .asExpressionStmt()
                                  .getExpression()
                                  .isVariableDeclarationExpr())
                          || first.isThrowStmt());
              if (body.isEmpty()) {
                return List.of(head(arm) + " -> {}");
              }
              return simple
                  ? List.of(head(arm) + " -> " + body.getFirst())
                  : block(head(arm) + " -> {", body, step);
            });
  }

  private static List<String> block(String head, List<String> body, String step) {
    var result = new ArrayList<String>();
    result.add(head);
    result.addAll(Bodies.indented(body, step));
    result.add("}");
    return result;
  }

  /** The lines of an arm with colons, one label a line. */
  static Optional<List<String>> colons(SourceFile file, Arm arm, String step) {
    return Bodies.lines(file, arm.statements)
        .map(
            body -> {
              var result = labels(arm);
              result.addAll(Bodies.indented(body, step));
              if (!arm.leaves) {
                result.add(step + "break;");
              }
              return result;
            });
  }

  static List<String> labels(Arm arm) {
    var result = new ArrayList<String>();
    if (arm.isDefault()) {
      result.add("default:");
    }
    arm.labels.forEach(label -> result.add("case " + label + ":"));
    return result;
  }
}
