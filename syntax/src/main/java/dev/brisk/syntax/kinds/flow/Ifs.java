package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** If statements join, part and take statements in. */
record Ifs(String name) implements EditKind {
  static final Ifs MERGE = new Ifs("merge-ifs");
  static final Ifs SPLIT = new Ifs("split-if");
  static final Ifs UNWRAP_ELSE = new Ifs("unwrap-else");
  static final Ifs WRAP_ELSE = new Ifs("wrap-else");
  static final Ifs REMOVE_BRACES = new Ifs("remove-braces");
  static final Ifs WRAP = new Ifs("wrap-if");
  static final Ifs TO_RETURN = new Ifs("if-to-return");
  static final Ifs FROM_RETURN = new Ifs("return-to-if");

  private static final int MOST_LINES = 25;

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "merge-ifs", "split-if",
                "split-if", "merge-ifs",
                "unwrap-else", "wrap-else",
                "wrap-else", "unwrap-else",
                "remove-braces", "add-braces",
                "wrap-if", "unwrap-if",
                "if-to-return", "return-to-if",
                "return-to-if", "if-to-return")
            .get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(Statement.class)) {
      if (!Sources.ownLines(file, statement)
          || Bodies.block(statement).isEmpty()
          || file.lastLine(statement) - file.firstLine(statement) > MOST_LINES) {
        continue;
      }
      var found =
          switch (statement) {
            case IfStmt s ->
                switch (name) {
                  case "merge-ifs" -> merged(file, s);
                  case "split-if" -> split(file, s);
                  case "unwrap-else" -> unwrapElse(file, s);
                  case "wrap-else" -> wrapElse(file, s);
                  case "remove-braces" -> bare(file, s);
                  case "if-to-return" -> returned(file, s);
                  default -> Optional.<Candidate>empty();
                };
            case ReturnStmt s when name.equals("return-to-if") -> opened(file, s);
            case ExpressionStmt s when name.equals("wrap-if") -> wrapped(file, s, random);
            default -> Optional.<Candidate>empty();
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  private static Map<String, String> slots(SourceFile file, Expression condition) {
    var slots = new HashMap<String, String>();
    Sources.brief(file, condition).ifPresent(text -> slots.put("condition", text));
    return slots;
  }

  private static String operand(SourceFile file, Expression part) {
    var loose =
        part.isConditionalExpr()
            || part.isAssignExpr()
            || (part.isBinaryExpr() && part.asBinaryExpr().getOperator() == BinaryExpr.Operator.OR);
    return loose ? "(" + file.source(part) + ")" : file.source(part);
  }

  private static Optional<Candidate> merged(SourceFile file, IfStmt outer) {
    var only = Sources.statements(outer.getThenStmt());
    if (only.size() != 1
        || outer.getElseStmt().isPresent()
        || !(only.getFirst() instanceof IfStmt inner)
        || inner.getElseStmt().isPresent()
        || !inner.getThenStmt().isBlockStmt()
        || !Bodies.isOneLine(file, outer.getCondition())
        || !Bodies.isOneLine(file, inner.getCondition())
        || (outer.getThenStmt().isBlockStmt()
            && Bodies.inside(file, outer.getThenStmt().asBlockStmt())
                .filter(l -> l.getFirst().startsWith("if") && l.getLast().equals("}"))
                .isEmpty())) {
      return Optional.empty();
    }
    var head =
        "if ("
            + operand(file, outer.getCondition())
            + " && "
            + operand(file, inner.getCondition())
            + ") {";
    var in = Sources.indentation(file, outer);
    return head.length() + in.length() > Bodies.WIDTH
        ? Optional.empty()
        : Bodies.inside(file, inner.getThenStmt().asBlockStmt())
            .map(
                body -> {
                  var lines = new ArrayList<String>();
                  lines.add(head);
                  lines.addAll(Bodies.indented(body, Sources.step(file)));
                  lines.add("}");
                  return Bodies.replaced(
                      file,
                      slots(file, inner.getCondition()),
                      outer,
                      outer,
                      Bodies.text(lines, in));
                });
  }

  private static Optional<Candidate> split(SourceFile file, IfStmt statement) {
    if (!(statement.getCondition() instanceof BinaryExpr both)
        || both.getOperator() != BinaryExpr.Operator.AND
        || statement.getElseStmt().isPresent()
        || !statement.getThenStmt().isBlockStmt()
        || !Bodies.isOneLine(file, both)
        || (both.getLeft() instanceof BinaryExpr left
            && left.getOperator() == BinaryExpr.Operator.AND)) {
      return Optional.empty();
    }
    var step = Sources.step(file);
    return Bodies.inside(file, statement.getThenStmt().asBlockStmt())
        .map(
            body -> {
              var lines = new ArrayList<String>();
              lines.add("if (" + bare(file, both.getLeft()) + ") {");
              lines.add(step + "if (" + bare(file, both.getRight()) + ") {");
              lines.addAll(Bodies.indented(body, step + step));
              lines.addAll(List.of(step + "}", "}"));
              return Bodies.replaced(
                  file,
                  slots(file, both),
                  statement,
                  statement,
                  Bodies.text(lines, Sources.indentation(file, statement)));
            });
  }

  private static String bare(SourceFile file, Expression part) {
    return file.source(part.isEnclosedExpr() ? part.asEnclosedExpr().getInner() : part);
  }

  /** Whether nothing behind a branch is reached from it. */
  static boolean leaves(Statement branch) {
    var statements = Sources.statements(branch);
    return !statements.isEmpty()
        && (statements.getLast().isReturnStmt()
            || statements.getLast().isThrowStmt()
            || statements.getLast().isContinueStmt()
            || statements.getLast().isBreakStmt());
  }

  /** An else behind what always leaves is no else. */
  private static Optional<Candidate> unwrapElse(SourceFile file, IfStmt statement) {
    var otherwise = statement.getElseStmt().orElse(null);
    var then = statement.getThenStmt();
    if (otherwise == null
        || !otherwise.isBlockStmt()
        || !then.isBlockStmt()
        || !leaves(then)
        || otherwise.asBlockStmt().getStatements().stream()
            .anyMatch(
                s ->
                    s.isExpressionStmt()
                        && s.asExpressionStmt().getExpression().isVariableDeclarationExpr()
                        && !Bodies.rest(statement).isEmpty())) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Bodies.inside(file, otherwise.asBlockStmt())
        .map(
            body ->
                Sources.candidate(
                    file,
                    slots(file, statement.getCondition()),
                    List.of(
                        new TextEdit(
                            file.end(then),
                            file.end(otherwise),
                            "\n" + String.join("\n", Bodies.indented(body, in))))));
  }

  /** What follows an if that leaves, to the end of the block, becomes its else. */
  private static Optional<Candidate> wrapElse(SourceFile file, IfStmt statement) {
    var rest = Bodies.rest(statement);
    if (statement.getElseStmt().isPresent()
        || !statement.getThenStmt().isBlockStmt()
        || !leaves(statement.getThenStmt())
        || rest.isEmpty()
        || !Sources.ownLines(file, rest.getLast())
        || file.lastLine(rest.getLast()) - file.firstLine(statement) > 12) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    var first = file.lastLine(statement) + 1;
    while (file.line(first).isBlank()) {
      first++;
    }
    return Bodies.relative(file, first, file.lastLine(rest.getLast()), in)
        .map(
            body ->
                Sources.candidate(
                    file,
                    slots(file, statement.getCondition()),
                    List.of(
                        new TextEdit(
                            file.end(statement),
                            file.end(rest.getLast()),
                            " else {\n"
                                + String.join("\n", Bodies.indented(body, in + Sources.step(file)))
                                + "\n"
                                + in
                                + "}"))));
  }

  private static Optional<Candidate> bare(SourceFile file, IfStmt statement) {
    var then = statement.getThenStmt();
    if (!then.isBlockStmt()
        || statement.getElseStmt().isPresent()
        || then.asBlockStmt().getStatements().size() != 1
        || Bodies.hasComment(then)) {
      return Optional.empty();
    }
    var only = then.asBlockStmt().getStatement(0);
    if (!Bodies.isOneLine(file, only)
        || file.lastLine(then) != file.firstLine(then) + 2
        || only.isIfStmt()
        || (only instanceof ExpressionStmt e && e.getExpression().isVariableDeclarationExpr())) {
      return Optional.empty();
    }
    return Optional.of(
            Sources.candidate(
                file,
                slots(file, statement.getCondition()),
                List.of(
                    new TextEdit(
                        file.start(then),
                        file.end(then),
                        "\n" + Sources.indentation(file, only) + file.source(only)))))
        .map(c -> trimmed(file, c));
  }

  // The blank before the brace goes with it.
  private static Candidate trimmed(SourceFile file, Candidate candidate) {
    var edit = candidate.edits().getFirst();
    var start = edit.start();
    while (file.text().charAt(start - 1) == ' ') {
      start--;
    }
    return new Candidate(
        candidate.slots(),
        candidate.firstLine(),
        candidate.lastLine(),
        candidate.scopeFirst(),
        candidate.scopeLast(),
        List.of(new TextEdit(start, edit.end(), edit.replacement())));
  }

  private static Optional<Candidate> wrapped(
      SourceFile file, ExpressionStmt statement, RandomGenerator random) {
    var method = Scopes.method(statement).orElse(null);
    if (statement.getExpression().isVariableDeclarationExpr()
        || method == null
        || method.getParameters().isEmpty()) {
      return Optional.empty();
    }
    var parameter = method.getParameter(random.nextInt(method.getParameters().size()));
    var variable = parameter.getNameAsString();
    var condition =
        parameter.getType().isPrimitiveType() || random.nextBoolean()
            ? Guards.condition(parameter.getType().asString(), variable, random)
            : variable + " != null";
    var slots = new HashMap<>(Map.of("condition", condition));
    if (statement.getExpression().isMethodCallExpr()) {
      slots.put("call", statement.getExpression().asMethodCallExpr().getNameAsString());
    }
    return around(file, statement, "if (" + condition + ") {", slots);
  }

  private static Optional<Candidate> around(
      SourceFile file, Statement statement, String head, Map<String, String> slots) {
    return Optional.of(Bodies.around(file, slots, statement, head, "}"));
  }

  private static String truth(Statement statement) {
    var statements = Sources.statements(statement);
    return statements.size() == 1 && statements.getFirst() instanceof ReturnStmt r
        ? r.getExpression()
            .filter(Expression::isBooleanLiteralExpr)
            .map(Expression::toString)
            .orElse("")
        : "";
  }

  /** {@code if (c) return true; else return false;}, or with the second return behind it. */
  private static Optional<Candidate> returned(SourceFile file, IfStmt statement) {
    var next =
        statement.getElseStmt().isPresent()
            ? statement.getElseStmt()
            : Bodies.neighbour(statement, 1);
    var then = truth(statement.getThenStmt());
    var otherwise = next.map(Ifs::truth).orElse("");
    var condition = statement.getCondition();
    if (then.isEmpty()
        || otherwise.isEmpty()
        || then.equals(otherwise)
        || Bodies.hasComment(statement)
        || (statement.getElseStmt().isEmpty()
            && !Bodies.isAdjacent(file, statement, next.orElseThrow()))
        || !Bodies.isOneLine(file, condition)) {
      return Optional.empty();
    }
    var value = then.equals("true") ? file.source(condition) : Conditions.inverted(file, condition);
    var end = statement.getElseStmt().isPresent() ? statement : next.orElseThrow();
    return Optional.of(
        Bodies.replaced(file, slots(file, condition), statement, end, "return " + value + ";"));
  }

  private static Optional<Candidate> opened(SourceFile file, ReturnStmt statement) {
    var value = statement.getExpression().orElse(null);
    var isTruth =
        value != null
            && ((value instanceof BinaryExpr b
                    && b.getOperator().asString().matches("==|!=|<|>|<=|>=|&&|\\|\\|"))
                || value.isInstanceOfExpr()
                || (value.isUnaryExpr() && value.toString().startsWith("!")));
    if (value == null || !isTruth || !Bodies.isOneLine(file, value)) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Optional.of(
        Bodies.replaced(
            file,
            slots(file, value),
            statement,
            statement,
            Bodies.text(
                List.of(
                    "if (" + file.source(value) + ") {",
                    Sources.step(file) + "return true;",
                    "}",
                    "return false;"),
                in)));
  }
}
