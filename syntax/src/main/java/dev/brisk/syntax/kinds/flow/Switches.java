package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
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

/** A switch changes its form: colons, arrows, an expression. */
record Switches(String name) implements EditKind {
  static final Switches TO_ARROWS = new Switches("switch-to-arrows");
  static final Switches TO_COLONS = new Switches("switch-to-colons");
  static final Switches TO_EXPRESSION = new Switches("switch-to-expression");
  static final Switches TO_STATEMENT = new Switches("switch-to-statement");

  private static final int MOST_LINES = 38;

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "switch-to-arrows", "switch-to-colons",
                "switch-to-colons", "switch-to-arrows",
                "switch-to-expression", "switch-to-statement",
                "switch-to-statement", "switch-to-expression")
            .get(name));
  }

  @Override
  public boolean idempotent() {
    return name.equals("switch-to-arrows") || name.equals("switch-to-expression");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("switch-to-statement")) {
      for (var expression : file.unit().findAll(SwitchExpr.class)) {
        toStatement(file, expression).ifPresent(result::add);
      }
      return result;
    }
    for (var statement : file.unit().findAll(SwitchStmt.class)) {
      if (file.lastLine(statement) - file.firstLine(statement) > MOST_LINES
          || Bodies.hasComment(statement)
          || !Sources.ownLines(file, statement)) {
        continue;
      }
      var found =
          switch (name) {
            case "switch-to-arrows" ->
                Arms.ofColons(file, statement.getEntries())
                    .flatMap(arms -> rewritten(file, statement, arms, true));
            case "switch-to-colons" ->
                Arms.ofArrows(file, statement.getEntries())
                    .flatMap(arms -> rewritten(file, statement, arms, false));
            default -> toExpression(file, statement);
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  static Map<String, String> slots(SourceFile file, Expression selector) {
    var slots = new HashMap<String, String>();
    Sources.brief(file, selector).ifPresent(text -> slots.put("selector", text));
    return slots;
  }

  private static Optional<Candidate> rewritten(
      SourceFile file, SwitchStmt statement, List<Arms.Arm> arms, boolean arrows) {
    var step = Sources.step(file);
    var lines = new ArrayList<String>();
    lines.add("switch (" + file.source(statement.getSelector()) + ") {");
    for (var arm : arms) {
      var written = arrows ? Arms.arrow(file, arm, step) : Arms.colons(file, arm, step);
      if (written.isEmpty()) {
        return Optional.empty();
      }
      lines.addAll(Bodies.indented(written.get(), step));
    }
    lines.add("}");
    return Optional.of(
        Bodies.replaced(
            file,
            slots(file, statement.getSelector()),
            statement,
            statement,
            Bodies.text(lines, Sources.indentation(file, statement))));
  }

  private static Optional<Candidate> toExpression(SourceFile file, SwitchStmt statement) {
    var entries = statement.getEntries();
    var colons = entries.stream().anyMatch(e -> e.getType() == SwitchEntry.Type.STATEMENT_GROUP);
    var arms =
        new ArrayList<>(
            (colons ? Arms.ofColons(file, entries) : Arms.ofArrows(file, entries))
                .orElse(List.of()));
    if (arms.isEmpty()) {
      return Optional.empty();
    }
    Node last = statement;
    if (arms.stream().allMatch(a -> a.returned().isPresent() || a.throwsOnly())) {
      if (arms.stream().noneMatch(Arms.Arm::isDefault)) {
        // What stands behind a switch that always returns is its default.
        var next = Bodies.neighbour(statement, 1).orElse(null);
        if (next == null || !Bodies.isAdjacent(file, statement, next)) {
          return Optional.empty();
        }
        arms.add(new Arms.Arm(List.of(), List.of(next), true));
        if (arms.getLast().returned().isEmpty() && !arms.getLast().throwsOnly()) {
          return Optional.empty();
        }
        last = next;
      }
      return arms.stream().anyMatch(a -> a.returned().isPresent())
          ? expression(file, statement, statement, last, "return ", arms)
          : Optional.empty();
    }
    var target =
        arms.stream()
            .flatMap(a -> a.assigned().stream())
            .map(a -> file.source(a.getTarget()))
            .distinct()
            .toList();
    if (target.size() != 1
        || arms.stream().noneMatch(Arms.Arm::isDefault)
        || !arms.stream().allMatch(a -> a.assigned().isPresent() || a.throwsOnly())) {
      return Optional.empty();
    }
    var before = Bodies.neighbour(statement, -1).orElse(null);
    var declared =
        before instanceof ExpressionStmt e
            && e.getExpression().isVariableDeclarationExpr()
            && file.source(before)
                .matches("[^=]* " + java.util.regex.Pattern.quote(target.getFirst()) + ";")
            && Bodies.isAdjacent(file, before, statement);
    Statement from = declared && before != null ? before : statement;
    var head =
        declared && before != null
            ? file.source(before).substring(0, file.source(before).length() - 1)
            : target.getFirst();
    return expression(file, statement, from, last, head + " = ", arms);
  }

  private static Optional<Candidate> expression(
      SourceFile file, SwitchStmt statement, Node from, Node to, String head, List<Arms.Arm> arms) {
    var in = Sources.indentation(file, from);
    var step = Sources.step(file);
    var lines = new ArrayList<String>();
    lines.add(head + "switch (" + file.source(statement.getSelector()) + ") {");
    for (var arm : arms) {
      var value =
          arm.throwsOnly()
              ? file.source(arm.statements().getFirst())
              : arm.returned()
                      .or(() -> arm.assigned().map(a -> a.getValue()))
                      .map(file::source)
                      .orElseThrow()
                  + ";";
      var text = (step + Arms.head(arm) + " -> " + value).split("\n", -1);
      lines.add(text[0]);
      // Lines that go on stand where they stood under their own first line.
      var old = Sources.indentation(file, arm.statements().getFirst());
      for (var i = 1; i < text.length; i++) {
        if (!text[i].startsWith(old)) {
          return Optional.empty();
        }
        lines.add(step + text[i].substring(old.length()));
      }
    }
    lines.add("};");
    return Optional.of(
        Bodies.replaced(
            file, slots(file, statement.getSelector()), from, to, Bodies.text(lines, in)));
  }

  private static Optional<Candidate> toStatement(SourceFile file, SwitchExpr expression) {
    var statement = Sources.ancestor(expression, Statement.class).orElse(null);
    var arms = Arms.ofArrows(file, expression.getEntries()).orElse(List.of());
    if (statement == null
        || arms.stream().noneMatch(Arms.Arm::isDefault)
        || Bodies.hasComment(statement)
        || !Sources.ownLines(file, statement)
        || file.lastLine(statement) - file.firstLine(statement) > 20
        || Bodies.block(statement).isEmpty()) {
      return Optional.empty();
    }
    String before;
    String after;
    var lines = new ArrayList<String>();
    if (statement.isReturnStmt()
        && statement
            .asReturnStmt()
            .getExpression()
            .filter(e -> Bodies.isSame(e, expression))
            .isPresent()) {
      before = "return ";
      after = "";
    } else if (statement instanceof ExpressionStmt e
        && e.getExpression().isAssignExpr()
        && Bodies.isSame(e.getExpression().asAssignExpr().getValue(), expression)
        && e.getExpression().asAssignExpr().getOperator()
            == com.github.javaparser.ast.expr.AssignExpr.Operator.ASSIGN) {
      before = file.source(e.getExpression().asAssignExpr().getTarget()) + " = ";
      after = "break;";
    } else if (statement instanceof ExpressionStmt e
        && e.getExpression().isVariableDeclarationExpr()
        && e.getExpression().asVariableDeclarationExpr().getVariables().size() == 1
        && Bodies.isSame(
            e.getExpression()
                .asVariableDeclarationExpr()
                .getVariable(0)
                .getInitializer()
                .orElse(null),
            expression)
        && !e.getExpression().asVariableDeclarationExpr().getElementType().isVarType()) {
      var variable = e.getExpression().asVariableDeclarationExpr().getVariable(0);
      before = variable.getNameAsString() + " = ";
      after = "break;";
      lines.add(file.text().substring(file.start(statement), file.end(variable.getName())) + ";");
    } else {
      return Optional.empty();
    }
    var step = Sources.step(file);
    lines.add("switch (" + file.source(expression.getSelector()) + ") {");
    for (var arm : arms) {
      if (arm.statements().size() != 1 || !Bodies.isOneLine(file, arm.statements().getFirst())) {
        return Optional.empty();
      }
      var only = arm.statements().getFirst();
      if (!only.isThrowStmt() && !only.isExpressionStmt()) {
        return Optional.empty();
      }
      Arms.labels(arm).forEach(label -> lines.add(step + label));
      lines.add(step + step + (only.isThrowStmt() ? "" : before) + file.source(only));
      if (!only.isThrowStmt() && !after.isEmpty()) {
        lines.add(step + step + after);
      }
    }
    lines.add("}");
    return Optional.of(
        Bodies.replaced(
            file,
            slots(file, expression.getSelector()),
            statement,
            statement,
            Bodies.text(lines, Sources.indentation(file, statement))));
  }
}
