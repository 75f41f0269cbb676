package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A chain of ifs that compare one variable with constants becomes a switch, and back. */
record IfChains(boolean toSwitch) implements EditKind {
  private static final int MOST_LINES = 38;

  @Override
  public String name() {
    return toSwitch ? "if-to-switch" : "switch-to-if";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toSwitch ? "switch-to-if" : "if-to-switch");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (toSwitch) {
      for (var statement : file.unit().findAll(IfStmt.class)) {
        if (!(statement.getParentNode().orElse(null) instanceof IfStmt)) {
          made(file, statement).ifPresent(result::add);
        }
      }
    } else {
      for (var statement : file.unit().findAll(SwitchStmt.class)) {
        opened(file, statement).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<Candidate> made(SourceFile file, IfStmt chain) {
    if (file.lastLine(chain) - file.firstLine(chain) > MOST_LINES
        || Bodies.hasComment(chain)
        || !Sources.ownLines(file, chain)
        || chain.findFirst(com.github.javaparser.ast.stmt.YieldStmt.class).isPresent()) {
      return Optional.empty();
    }
    var step = Sources.step(file);
    var selector = "";
    Expression selected = null;
    var ifs = 0;
    var lines = new ArrayList<String>();
    var seen = new java.util.HashSet<String>();
    Statement at = chain;
    while (at instanceof IfStmt one) {
      var labels = new ArrayList<String>();
      var variable = label(file, one.getCondition(), labels).orElse(null);
      if (variable == null
          || !seen.addAll(labels)
          || (!selector.isEmpty() && !selector.equals(file.source(variable)))) {
        return Optional.empty();
      }
      selector = file.source(variable);
      selected = variable;
      if (!arm(file, "case " + String.join(", ", labels), one.getThenStmt(), step, lines)) {
        return Optional.empty();
      }
      ifs++;
      at = one.getElseStmt().orElse(null);
    }
    if (selected == null || ifs < 2) {
      return Optional.empty();
    }
    if (at != null && !arm(file, "default", at, step, lines)) {
      return Optional.empty();
    }
    lines.addFirst("switch (" + selector + ") {");
    lines.add("}");
    return Optional.of(
        Bodies.replaced(
            file,
            Switches.slots(file, selected),
            chain,
            chain,
            Bodies.text(lines, Sources.indentation(file, chain))));
  }

  private static boolean arm(
      SourceFile file, String head, Statement body, String step, List<String> to) {
    var statements = Sources.statements(body);
    if (Scopes.breaks(body)) {
      return false;
    }
    if (statements.isEmpty()) {
      to.add(step + head + " -> {}");
      return true;
    }
    return Arms.arrow(file, new Arms.Arm(List.of(), statements, true), step)
        .map(lines -> Bodies.indented(lines, step))
        .map(
            lines -> {
              to.add(step + head + lines.getFirst().strip().substring("default".length()));
              to.addAll(lines.subList(1, lines.size()));
              return true;
            })
        .orElse(false);
  }

  /** What is compared, and with which constants; null must stay as it is. */
  private static Optional<Expression> label(
      SourceFile file, Expression condition, List<String> to) {
    if (condition instanceof BinaryExpr or && or.getOperator() == BinaryExpr.Operator.OR) {
      var left = label(file, or.getLeft(), to);
      var right = label(file, or.getRight(), to);
      return left.isPresent() && right.isPresent() && left.get().equals(right.get())
          ? left
          : Optional.empty();
    }
    if (condition.isMethodCallExpr()) {
      var call = condition.asMethodCallExpr();
      var scope = call.getScope().orElse(null);
      if (call.getNameAsString().equals("equals")
          && call.getArguments().size() == 1
          && call.getArgument(0).isStringLiteralExpr()
          && scope != null
          && (scope.isNameExpr() || scope.isFieldAccessExpr())) {
        to.add(file.source(call.getArgument(0)));
        return Optional.of(scope);
      }
    } else if (condition instanceof BinaryExpr same
        && same.getOperator() == BinaryExpr.Operator.EQUALS
        && same.getLeft().isNameExpr()) {
      var right = same.getRight();
      var type = Scopes.declaredType(file, condition, file.source(same.getLeft()));
      if (type.matches("int|char|short|byte")
          && (right.isIntegerLiteralExpr()
              || right.isCharLiteralExpr()
              || file.source(right).matches("([A-Z]\\w*\\.)?[A-Z][A-Z_0-9]+"))) {
        to.add(file.source(right));
        return Optional.of(same.getLeft());
      }
      var constant = file.source(right);
      if (right.isFieldAccessExpr()
          && constant.startsWith(type + ".")
          && file.unit()
              .findFirst(EnumDeclaration.class, e -> e.getNameAsString().equals(type))
              .isPresent()) {
        to.add(constant.substring(type.length() + 1));
        return Optional.of(same.getLeft());
      }
    }
    return Optional.empty();
  }

  private static Optional<Candidate> opened(SourceFile file, SwitchStmt statement) {
    var entries = statement.getEntries();
    if (file.lastLine(statement) - file.firstLine(statement) > MOST_LINES
        || entries.isEmpty()
        || Bodies.hasComment(statement)
        || !statement.getSelector().isNameExpr()
        || !Sources.ownLines(file, statement)) {
      return Optional.empty();
    }
    var colons = entries.get(0).getType() == SwitchEntry.Type.STATEMENT_GROUP;
    var arms =
        (colons ? Arms.ofColons(file, entries) : Arms.ofArrows(file, entries)).orElse(List.of());
    var selector = file.source(statement.getSelector());
    var type = Scopes.declaredType(file, statement, selector);
    var text = type.equals("String");
    var isEnum =
        file.unit()
            .findFirst(EnumDeclaration.class, e -> e.getNameAsString().equals(type))
            .isPresent();
    if (arms.size() < 2
        || arms.size() > 5
        || arms.subList(0, arms.size() - 1).stream().anyMatch(Arms.Arm::isDefault)
        || !(text || isEnum || type.matches("int|char|short|byte"))) {
      return Optional.empty();
    }
    var step = Sources.step(file);
    var lines = new ArrayList<String>();
    for (var arm : arms) {
      var body = Bodies.lines(file, arm.statements());
      if (body.isEmpty() || arm.statements().stream().anyMatch(Scopes::breaks)) {
        return Optional.empty();
      }
      var condition =
          String.join(
              " || ",
              arm.labels().stream()
                  .map(
                      label ->
                          text
                              ? selector + ".equals(" + label + ")"
                              : selector + " == " + (isEnum ? type + "." : "") + label)
                  .toList());
      var open = arm.isDefault() ? "{" : "if (" + condition + ") {";
      if (lines.isEmpty()) {
        lines.add(open);
      } else {
        lines.set(lines.size() - 1, "} else " + open);
      }
      lines.addAll(Bodies.indented(body.get(), step));
      lines.add("}");
    }
    return Optional.of(
        Bodies.replaced(
            file,
            Switches.slots(file, statement.getSelector()),
            statement,
            statement,
            Bodies.text(lines, Sources.indentation(file, statement))));
  }
}
