package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a file's if and while statements, and how they are negated. */
final class Conditions {
  private static final Map<String, String> OPPOSITE =
      Map.of("<", ">=", "<=", ">", ">", "<=", ">=", "<", "==", "!=", "!=", "==");

  /** A condition and the statement that it is of. */
  record Condition(Expression expression, Statement statement, String keyword) {}

  private Conditions() {}

  static List<Condition> of(SourceFile file) {
    var result = new ArrayList<Condition>();
    for (var statement : file.unit().findAll(IfStmt.class)) {
      result.add(new Condition(statement.getCondition(), statement, "if"));
    }
    for (var statement : file.unit().findAll(WhileStmt.class)) {
      result.add(new Condition(statement.getCondition(), statement, "while"));
    }
    result.removeIf(c -> file.firstLine(c.expression) != file.lastLine(c.expression));
    return result;
  }

  /** Whether a node is an "and" or an "or" of conditions. */
  static boolean isJoined(@Nullable Node node) {
    return node instanceof BinaryExpr joined
        && (joined.getOperator() == BinaryExpr.Operator.AND
            || joined.getOperator() == BinaryExpr.Operator.OR);
  }

  /** The shortest text that says the opposite. */
  static String negated(SourceFile file, Expression condition) {
    var text = file.source(condition);
    if (condition.isUnaryExpr() && text.startsWith("!")) {
      var inner = condition.asUnaryExpr().getExpression();
      return file.source(inner.isEnclosedExpr() ? inner.asEnclosedExpr().getInner() : inner);
    }
    if (condition.isBinaryExpr()) {
      var binary = condition.asBinaryExpr();
      var opposite = OPPOSITE.get(binary.getOperator().asString());
      if (opposite != null) {
        return file.text().substring(file.start(condition), operatorStart(file, binary))
            + opposite
            + file.text()
                .substring(
                    operatorStart(file, binary) + binary.getOperator().asString().length(),
                    file.end(condition));
      }
    }
    return condition.isBinaryExpr()
            || condition.isInstanceOfExpr()
            || condition.isConditionalExpr()
            || condition.isAssignExpr()
        ? "!(" + text + ")"
        : "!" + text;
  }

  static int operatorStart(SourceFile file, BinaryExpr binary) {
    return file.text().indexOf(binary.getOperator().asString(), file.end(binary.getLeft()));
  }

  /** The opposite, with each part of an "and" or "or" negated by itself. */
  static String inverted(SourceFile file, Expression condition) {
    if (condition.isBinaryExpr()
        && (condition.asBinaryExpr().getOperator() == BinaryExpr.Operator.AND
            || condition.asBinaryExpr().getOperator() == BinaryExpr.Operator.OR)) {
      var binary = condition.asBinaryExpr();
      var and = binary.getOperator() == BinaryExpr.Operator.AND;
      return part(file, binary.getLeft(), and)
          + (and ? " || " : " && ")
          + part(file, binary.getRight(), and);
    }
    if (condition.isEnclosedExpr()) {
      return inverted(file, condition.asEnclosedExpr().getInner());
    }
    return negated(file, condition);
  }

  private static String part(SourceFile file, Expression part, boolean ofAnd) {
    var inner = part.isEnclosedExpr() ? part.asEnclosedExpr().getInner() : part;
    var text = inverted(file, inner);
    var turned = inner.isBinaryExpr() ? inner.asBinaryExpr().getOperator() : null;
    // An "or" that becomes an "and" binds tighter, and the other way round.
    var loose =
        turned == BinaryExpr.Operator.AND
            || (inner.isUnaryExpr() && (text.contains("||") || text.contains("?")));
    var other = ofAnd ? turned == BinaryExpr.Operator.OR || text.contains("?") : loose;
    return other ? "(" + text + ")" : text;
  }
}
