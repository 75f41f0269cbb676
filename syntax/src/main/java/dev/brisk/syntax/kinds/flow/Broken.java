package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Well-known mistakes that can be told from their form, and what mends them. */
final class Broken {
  private static final String LENGTH = "(?s).*(length|[sS]ize|[cC]ount)(\\(\\))?";

  private Broken() {}

  /** Loops that go one too far: up to a length, or down from it. */
  static List<Candidate> bounds(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var loop : file.unit().findAll(ForStmt.class)) {
      var compare = loop.getCompare().filter(c -> c.isBinaryExpr()).map(c -> c.asBinaryExpr());
      if (compare.isEmpty()) {
        continue;
      }
      var begin = beginning(loop);
      var left = file.source(compare.get().getLeft());
      var right = file.source(compare.get().getRight());
      var slots = Map.of("left", left, "right", right);
      if (compare.get().getOperator() == BinaryExpr.Operator.LESS_EQUALS
          && (right.matches(LENGTH) || (begin != null && file.source(begin).equals("0")))) {
        var at = Conditions.operatorStart(file, compare.get());
        result.add(Sources.candidate(file, slots, List.of(new TextEdit(at, at + 2, "<"))));
      } else if (compare.get().getOperator() == BinaryExpr.Operator.GREATER_EQUALS
          && right.equals("0")
          && begin != null
          && (begin.isMethodCallExpr() || begin.isFieldAccessExpr())
          && file.source(begin).matches(LENGTH)) {
        var at = file.end(begin);
        result.add(Sources.candidate(file, slots, List.of(new TextEdit(at, at, " - 1"))));
      }
    }
    return result;
  }

  private static @org.jspecify.annotations.Nullable Expression beginning(ForStmt loop) {
    if (loop.getInitialization().size() == 1
        && loop.getInitialization().get(0).isVariableDeclarationExpr()) {
      var declared = loop.getInitialization().get(0).asVariableDeclarationExpr().getVariables();
      return declared.size() == 1 ? declared.get(0).getInitializer().orElse(null) : null;
    }
    return null;
  }

  /** Texts that are compared by what object they are. */
  static List<Candidate> comparisons(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var compare : file.unit().findAll(BinaryExpr.class)) {
      var same = compare.getOperator() == BinaryExpr.Operator.EQUALS;
      if (!same && compare.getOperator() != BinaryExpr.Operator.NOT_EQUALS) {
        continue;
      }
      var left = compare.getLeft();
      var right = compare.getRight();
      if (isPrimary(left) && isText(file, right) && (isText(file, left) || isLiteral(right))) {
        var text = (same ? "" : "!") + file.source(left) + ".equals(" + file.source(right) + ")";
        result.add(
            Sources.candidate(
                file,
                Map.of("left", file.source(left)),
                List.of(new TextEdit(file.start(compare), file.end(compare), text))));
      }
    }
    return result;
  }

  private static boolean isPrimary(Expression expression) {
    return expression.isNameExpr()
        || expression.isFieldAccessExpr()
        || expression.isMethodCallExpr()
        || expression.isStringLiteralExpr()
        || expression.isArrayAccessExpr();
  }

  private static boolean isLiteral(Expression expression) {
    return expression.isStringLiteralExpr() || expression.isTextBlockLiteralExpr();
  }

  /** Whether it is a literal, or a name that the file declares as a String and nothing else. */
  private static boolean isText(SourceFile file, Expression expression) {
    if (!expression.isNameExpr()) {
      return isLiteral(expression);
    }
    var name = expression.asNameExpr().getNameAsString();
    var types = new ArrayList<String>();
    for (var variable : file.unit().findAll(VariableDeclarator.class, v -> named(v, name))) {
      types.add(variable.getTypeAsString());
    }
    for (var parameter : file.unit().findAll(Parameter.class, p -> named(p, name))) {
      types.add(parameter.getTypeAsString());
    }
    return !types.isEmpty() && types.stream().allMatch("String"::equals);
  }

  private static boolean named(NodeWithSimpleName<?> node, String name) {
    return node.getNameAsString().equals(name);
  }

  /** Cases of a switch that go on into the next; the last one only where no other does. */
  static List<Candidate> fallsThrough(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(SwitchStmt.class)) {
      var found = new ArrayList<SwitchEntry>();
      for (var entry : statement.getEntries()) {
        if (entry.getType() == SwitchEntry.Type.STATEMENT_GROUP
            && !entry.getStatements().isEmpty()
            && goesOn(entry.getStatements().getLast().orElseThrow())) {
          found.add(entry);
        }
      }
      if (found.size() > 1
          && file.end(found.getLast())
              == file.end(statement.getEntries().getLast().orElseThrow())) {
        found.removeLast();
      }
      for (var entry : found) {
        var last = entry.getStatements().getLast().orElseThrow();
        if (!entry.getLabels().isEmpty() && Sources.ownLines(file, last)) {
          var line = file.lastLine(last);
          result.add(
              Sources.seeing(
                  file,
                  Map.of("label", file.source(entry.getLabels().get(0))),
                  file.firstLine(entry),
                  line,
                  List.of(
                      Sources.insertAfter(
                          file, line, Sources.indentation(file, last) + "break;"))));
        }
      }
    }
    return result;
  }

  /** Whether what stands behind the statement can be reached, as far as its form tells. */
  private static boolean goesOn(Statement statement) {
    if (statement.isBlockStmt()) {
      return statement.asBlockStmt().getStatements().getLast().map(Broken::goesOn).orElse(true);
    }
    if (statement.isIfStmt()) {
      var other = statement.asIfStmt().getElseStmt();
      return other.isEmpty()
          || goesOn(statement.asIfStmt().getThenStmt())
          || goesOn(other.orElseThrow());
    }
    return !statement.isBreakStmt()
        && !statement.isReturnStmt()
        && !statement.isThrowStmt()
        && !statement.isContinueStmt()
        && !statement.isYieldStmt()
        && !statement.isTryStmt()
        && !statement.isWhileStmt()
        && !statement.isSynchronizedStmt();
  }

  /** Comparisons that fail where the variable is null: with a constant, or checked too late. */
  static List<Candidate> nullOrders(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      var scope = call.getScope().filter(Expression::isNameExpr).map(file::source).orElse("");
      if (!scope.isEmpty()
          && !Scopes.isConstant(scope)
          && call.getNameAsString().matches("equals(IgnoreCase)?")
          && call.getArguments().size() == 1
          && (call.getArgument(0).isStringLiteralExpr()
              || Scopes.isConstant(file.source(call.getArgument(0))))) {
        var constant = file.source(call.getArgument(0));
        var text = constant + "." + call.getNameAsString() + "(" + scope + ")";
        result.add(
            Sources.candidate(
                file,
                Map.of("left", scope, "constant", constant),
                List.of(new TextEdit(file.start(call), file.end(call), text))));
      }
    }
    for (var both : file.unit().findAll(BinaryExpr.class)) {
      var late = both.getRight().isBinaryExpr() ? both.getRight().asBinaryExpr() : null;
      var joined =
          both.getOperator() == BinaryExpr.Operator.AND
              ? BinaryExpr.Operator.NOT_EQUALS
              : both.getOperator() == BinaryExpr.Operator.OR ? BinaryExpr.Operator.EQUALS : null;
      if (late == null
          || late.getOperator() != joined
          || !late.getLeft().isNameExpr()
          || !late.getRight().isNullLiteralExpr()
          || Conditions.isJoined(both.getLeft())) {
        continue;
      }
      var name = file.source(late.getLeft());
      if (uses(both.getLeft(), name)) {
        result.add(
            Sources.candidate(
                file,
                Map.of("left", name),
                List.of(
                    new TextEdit(
                        file.start(both.getLeft()), file.end(both.getLeft()), file.source(late)),
                    new TextEdit(file.start(late), file.end(late), file.source(both.getLeft())))));
      }
    }
    return result;
  }

  /** Whether something is asked of {@code name}, which fails on null. */
  private static boolean uses(Node node, String name) {
    return node.findAll(MethodCallExpr.class).stream()
        .anyMatch(
            call ->
                call.getScope()
                    .filter(s -> s.isNameExpr() && s.asNameExpr().getNameAsString().equals(name))
                    .isPresent());
  }
}
