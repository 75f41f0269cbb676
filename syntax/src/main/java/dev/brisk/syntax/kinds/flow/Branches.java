package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Branches change form: conditional expressions become if statements and back, else parts come and
 * go, single statements get braces, an if opens into its body.
 */
record Branches(String name) implements EditKind {
  static final Branches TERNARY_TO_IF = new Branches("ternary-to-if");
  static final Branches IF_TO_TERNARY = new Branches("if-to-ternary");
  static final Branches REMOVE_ELSE = new Branches("remove-else");
  static final Branches ADD_ELSE = new Branches("add-else");
  static final Branches ADD_BRACES = new Branches("add-braces");
  static final Branches UNWRAP_IF = new Branches("unwrap-if");

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "ternary-to-if", "if-to-ternary",
                "if-to-ternary", "ternary-to-if",
                "add-braces", "remove-braces")
            .get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("ternary-to-if")) {
      for (var statement : file.unit().findAll(ReturnStmt.class)) {
        statement
            .getExpression()
            .filter(e -> e.isConditionalExpr())
            .ifPresent(e -> toIf(file, statement, e.asConditionalExpr()).ifPresent(result::add));
      }
      return result;
    }
    for (var statement : file.unit().findAll(IfStmt.class)) {
      var found =
          switch (name) {
            case "if-to-ternary" -> toTernary(file, statement);
            case "remove-else" -> removeElse(file, statement);
            case "add-else" -> addElse(file, statement, random);
            case "add-braces" -> addBraces(file, statement);
            default -> unwrap(file, statement);
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  private static Optional<Candidate> toIf(
      SourceFile file, ReturnStmt statement, ConditionalExpr choice) {
    if (!Sources.ownLines(file, statement)) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    var condition = choice.getCondition();
    var inner = condition.isEnclosedExpr() ? condition.asEnclosedExpr().getInner() : condition;
    if (file.firstLine(inner) != file.lastLine(inner)
        || file.firstLine(choice.getThenExpr()) != file.lastLine(choice.getThenExpr())
        || file.firstLine(choice.getElseExpr()) != file.lastLine(choice.getElseExpr())) {
      return Optional.empty();
    }
    var text =
        String.join(
            "\n",
            "if (" + file.source(inner) + ") {",
            in + Sources.step(file) + "return " + file.source(choice.getThenExpr()) + ";",
            in + "}",
            in + "return " + file.source(choice.getElseExpr()) + ";");
    return Optional.of(candidate(file, statement, text));
  }

  private static Candidate candidate(SourceFile file, Statement statement, String text) {
    return Sources.candidate(
        file,
        slots(file, statement),
        List.of(new TextEdit(file.start(statement), file.end(statement), text)));
  }

  private static Map<String, String> slots(SourceFile file, Statement statement) {
    var slots = new HashMap<String, String>();
    slots.put("line", String.valueOf(file.firstLine(statement)));
    if (statement.isIfStmt()) {
      Sources.brief(file, statement.asIfStmt().getCondition())
          .ifPresent(condition -> slots.put("condition", condition));
    }
    return slots;
  }

  /** An if that returns, with a return behind it or in its else. */
  private static Optional<Candidate> toTernary(SourceFile file, IfStmt statement) {
    var then = returned(statement.getThenStmt());
    var follower = statement.getElseStmt().isPresent() ? null : follower(statement);
    var otherwise =
        follower != null ? returned(follower) : statement.getElseStmt().flatMap(s -> returned(s));
    if (then.isEmpty()
        || otherwise.isEmpty()
        || !Sources.ownLines(file, statement)
        || statement.getParentNode().filter(p -> p instanceof IfStmt).isPresent()) {
      return Optional.empty();
    }
    var parts =
        List.of(
            file.source(statement.getCondition()),
            file.source(then.get()),
            file.source(otherwise.get()));
    if (parts.stream().anyMatch(p -> p.contains("\n") || p.contains("?"))
        || String.join("", parts).length() > 70) {
      return Optional.empty();
    }
    var condition =
        statement.getCondition().isAssignExpr() ? "(" + parts.get(0) + ")" : parts.get(0);
    var text = "return " + condition + " ? " + parts.get(1) + " : " + parts.get(2) + ";";
    var end = follower != null ? file.end(follower) : file.end(statement);
    return Optional.of(
        Sources.candidate(
            file, slots(file, statement), List.of(new TextEdit(file.start(statement), end, text))));
  }

  private static Optional<com.github.javaparser.ast.expr.Expression> returned(Statement statement) {
    var statements = Sources.statements(statement);
    return statements.size() == 1 && statements.getFirst().isReturnStmt()
        ? statements.getFirst().asReturnStmt().getExpression()
        : Optional.empty();
  }

  private static @org.jspecify.annotations.Nullable Statement follower(IfStmt statement) {
    var parent = statement.getParentNode().orElse(null);
    if (!(parent instanceof com.github.javaparser.ast.stmt.BlockStmt block)) {
      return null;
    }
    var index = block.getStatements().indexOf(statement);
    return index >= 0 && index + 1 < block.getStatements().size()
        ? block.getStatement(index + 1)
        : null;
  }

  private static Optional<Candidate> removeElse(SourceFile file, IfStmt statement) {
    var branch = statement.getElseStmt().orElse(null);
    // Who wants no else behind a return means to keep what stands in it: unwrap-else.
    if (branch == null
        || branch.isIfStmt()
        || !statement.getThenStmt().isBlockStmt()
        || Ifs.leaves(statement.getThenStmt())) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file,
            slots(file, statement),
            List.of(new TextEdit(file.end(statement.getThenStmt()), file.end(branch), ""))));
  }

  private static Optional<Candidate> addElse(
      SourceFile file, IfStmt statement, RandomGenerator random) {
    if (statement.getElseStmt().isPresent()
        || !statement.getThenStmt().isBlockStmt()
        || !Sources.ownLines(file, statement)) {
      return Optional.empty();
    }
    var actions =
        List.of(
            "return;",
            "return null;",
            "return false;",
            "continue;",
            "break;",
            "throw new IllegalStateException();",
            "return true;",
            "return 0;");
    var action = actions.get(random.nextInt(actions.size()));
    var in = Sources.indentation(file, statement);
    var at = file.end(statement.getThenStmt());
    var slots = new HashMap<>(slots(file, statement));
    slots.put("action", action.substring(0, action.length() - 1));
    return Optional.of(
        Sources.candidate(
            file,
            slots,
            List.of(
                new TextEdit(
                    at, at, " else {\n" + in + Sources.step(file) + action + "\n" + in + "}"))));
  }

  private static Optional<Candidate> addBraces(SourceFile file, IfStmt statement) {
    var then = statement.getThenStmt();
    if (then.isBlockStmt()
        || statement.getElseStmt().isPresent()
        || !Sources.ownLines(file, statement)
        || file.firstLine(then) == file.firstLine(statement)
        || file.firstLine(then) != file.lastLine(then)) {
      return Optional.empty();
    }
    var head = file.lineEnd(file.firstLine(then) - 1);
    return Optional.of(
        Sources.candidate(
            file,
            slots(file, statement),
            List.of(
                new TextEdit(head, head, " {"),
                Sources.insertAfter(
                    file, file.lastLine(then), Sources.indentation(file, statement) + "}"))));
  }

  private static Optional<Candidate> unwrap(SourceFile file, IfStmt statement) {
    var then = statement.getThenStmt();
    if (!then.isBlockStmt()
        || then.asBlockStmt().isEmpty()
        || statement.getElseStmt().isPresent()
        || !Sources.ownLines(file, statement)
        || file.lastLine(statement) - file.firstLine(statement) > 15) {
      return Optional.empty();
    }
    var first = file.firstLine(statement) + 1;
    var last = file.lastLine(statement) - 1;
    if (file.firstLine(then) != first - 1 || first > last) {
      return Optional.empty();
    }
    return Sources.dedent(file, first, last, Sources.step(file))
        .map(
            shifted -> {
              var edits = new ArrayList<TextEdit>();
              edits.add(Sources.deleteLines(file, first - 1, first - 1));
              edits.addAll(shifted);
              edits.add(Sources.deleteLines(file, last + 1, last + 1));
              return Sources.candidate(file, slots(file, statement), edits);
            });
  }
}
