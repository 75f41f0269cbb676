package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A test of a type with a cast behind it becomes a pattern, and back. */
record Patterns(boolean toPattern) implements EditKind {
  @Override
  public String name() {
    return toPattern ? "cast-to-pattern" : "pattern-to-cast";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toPattern ? "pattern-to-cast" : "cast-to-pattern");
  }

  @Override
  public boolean idempotent() {
    return toPattern;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(IfStmt.class)) {
      tests(statement.getCondition(), false)
          .forEach(
              test ->
                  (toPattern ? pattern(file, statement, test) : cast(file, statement, test))
                      .ifPresent(result::add));
    }
    return result;
  }

  private record Test(InstanceOfExpr test, boolean negated) {}

  /** Tests that hold wherever the condition does, or never where it does not. */
  private static List<Test> tests(Expression condition, boolean negated) {
    var result = new ArrayList<Test>();
    if (condition instanceof InstanceOfExpr test) {
      result.add(new Test(test, negated));
    } else if (condition.isEnclosedExpr()) {
      result.addAll(tests(condition.asEnclosedExpr().getInner(), negated));
    } else if (condition.isUnaryExpr() && condition.toString().startsWith("!")) {
      result.addAll(tests(condition.asUnaryExpr().getExpression(), !negated));
    } else if (condition instanceof BinaryExpr both
        && both.getOperator() == BinaryExpr.Operator.AND
        && !negated) {
      result.addAll(tests(both.getLeft(), false));
      result.addAll(tests(both.getRight(), false).stream().filter(t -> !t.negated).toList());
      result.removeIf(t -> t.negated);
    }
    return result;
  }

  /** The statement right where the test holds: in the if, or behind one that leaves. */
  private static Optional<Statement> first(IfStmt statement, boolean negated) {
    if (!negated) {
      return statement.getThenStmt().isBlockStmt()
          ? statement.getThenStmt().asBlockStmt().getStatements().getFirst()
          : Optional.empty();
    }
    var then = Sources.statements(statement.getThenStmt());
    var leaves =
        !then.isEmpty()
            && (then.getLast().isReturnStmt()
                || then.getLast().isThrowStmt()
                || then.getLast().isContinueStmt());
    return leaves && statement.getElseStmt().isEmpty()
        ? Bodies.neighbour(statement, 1)
        : Optional.empty();
  }

  private static Optional<Candidate> pattern(SourceFile file, IfStmt statement, Test test) {
    var first = first(statement, test.negated).orElse(null);
    var on = file.source(test.test.getExpression());
    var type = file.source(test.test.getType());
    if (first == null
        || test.test.getPattern().isPresent()
        || !test.test.getExpression().isNameExpr()
        || !Sources.ownLines(file, first)
        || !Bodies.isOneLine(file, first)) {
      return Optional.empty();
    }
    var declared =
        Pattern.compile(
                "(final )?"
                    + Pattern.quote(type)
                    + " (\\w+) = \\("
                    + Pattern.quote(type)
                    + "\\) ?"
                    + Pattern.quote(on)
                    + ";")
            .matcher(file.source(first));
    var method = Scopes.method(statement).orElse(null);
    if (!declared.matches() || method == null) {
      return Optional.empty();
    }
    var name = declared.group(2);
    // A pattern's variable may reach further than the one it stands for.
    if (Scopes.declarations(statement.getCondition(), name) > 0
        || (test.negated && Scopes.declarations(method, name) > 1)
        || !method.getParameterByName(name).isEmpty()) {
      return Optional.empty();
    }
    var line = file.firstLine(first);
    var blank =
        file.line(line + 1).isBlank()
            && (file.line(line - 1).isBlank() || file.line(line - 1).stripTrailing().endsWith("{"));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("variable", name, "type", type, "on", on),
            List.of(
                new TextEdit(file.end(test.test), file.end(test.test), " " + name),
                Sources.deleteLines(file, line, blank ? line + 1 : line))));
  }

  private static Optional<Candidate> cast(SourceFile file, IfStmt statement, Test test) {
    var pattern = test.test.getPattern().orElse(null);
    var on = test.test.getExpression();
    if (!(pattern instanceof TypePatternExpr typed)
        || !on.isNameExpr()
        || !Sources.ownLines(file, statement)
        || Scopes.uses(statement.getCondition(), typed.getNameAsString()) > 0
        || !typed.getModifiers().isEmpty()) {
      return Optional.empty();
    }
    var name = typed.getNameAsString();
    var type = file.source(typed.getType());
    var declared = type + " " + name + " = (" + type + ") " + file.source(on) + ";";
    var edit = new TextEdit(file.end(typed.getType()), file.end(typed), "");
    if (test.negated) {
      if (first(statement, true).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          Sources.candidate(
              file,
              Map.of("variable", name, "type", type, "on", file.source(on)),
              List.of(
                  edit,
                  Sources.insertAfter(
                      file,
                      file.lastLine(statement),
                      Sources.indentation(file, statement) + declared))));
    }
    var then = statement.getThenStmt();
    if (!then.isBlockStmt()
        || then.asBlockStmt().isEmpty()
        || statement.getElseStmt().filter(e -> Scopes.uses(e, name) > 0).isPresent()
        || !file.text()
            .substring(file.start(then) + 1, file.lineEnd(file.firstLine(then)))
            .isBlank()
        || Scopes.uses(then, name) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("variable", name, "type", type, "on", file.source(on)),
            List.of(
                edit,
                Sources.insertAfter(
                    file,
                    file.firstLine(then),
                    Sources.indentation(file, then.asBlockStmt().getStatement(0)) + declared))));
  }
}
