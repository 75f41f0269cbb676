package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
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
import java.util.random.RandomGenerator;

/** Statements go, come twice, change places, become comments; some are named by line numbers. */
record Lines(String name) implements EditKind {
  static final Lines DELETE = new Lines("delete-statement");
  static final Lines DELETE_LINES = new Lines("delete-lines");
  static final Lines DUPLICATE = new Lines("duplicate-statement");
  static final Lines UP = new Lines("move-up");
  static final Lines DOWN = new Lines("move-down");
  static final Lines COMMENT_OUT = new Lines("comment-out");

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(Statement.class)) {
      var block = statement.getParentNode().orElse(null);
      if (block instanceof BlockStmt parent
          && !statement.isBlockStmt()
          && !statement.isExplicitConstructorInvocationStmt()
          && Sources.ownLines(file, statement)
          && file.lastLine(statement) - file.firstLine(statement) < 4) {
        add(file, statement, parent, random, result);
      }
    }
    return result;
  }

  private void add(
      SourceFile file,
      Statement statement,
      BlockStmt parent,
      RandomGenerator random,
      List<Candidate> to) {
    var first = file.firstLine(statement);
    var last = file.lastLine(statement);
    var slots = slots(file, statement);
    var one = first == last;
    switch (name) {
      case "delete-statement" -> {
        if (statement.isExpressionStmt()) {
          to.add(Sources.candidate(file, slots, List.of(Sources.deleteLines(file, first, last))));
        }
      }
      case "delete-lines" -> {
        var index = parent.getStatements().indexOf(statement);
        var count = 1 + random.nextInt(3);
        var end =
            index + count - 1 < parent.getStatements().size()
                ? parent.getStatement(index + count - 1)
                : statement;
        if (Sources.ownLines(file, end)) {
          var lastLine = file.lastLine(end);
          slots.put("last", String.valueOf(lastLine));
          if (lastLine > first) {
            to.add(
                Sources.candidate(
                    file, slots, List.of(Sources.deleteLines(file, first, lastLine))));
          }
        }
      }
      case "duplicate-statement" -> {
        if (one
            && statement.isExpressionStmt()
            && !statement.asExpressionStmt().getExpression().isVariableDeclarationExpr()) {
          to.add(
              Sources.candidate(
                  file, slots, List.of(Sources.insertAfter(file, last, file.line(first)))));
        }
      }
      case "move-up", "move-down" -> {
        var index = parent.getStatements().indexOf(statement);
        var other = index + (name.equals("move-up") ? -1 : 1);
        if (one && other >= 0 && other < parent.getStatements().size()) {
          swap(file, statement, parent.getStatement(other), slots, to);
        }
      }
      case "comment-out" -> {
        if (one) {
          var at = file.start(statement);
          to.add(Sources.candidate(file, slots, List.of(new TextEdit(at, at, "// "))));
        }
      }
      default -> throw new IllegalStateException(name);
    }
  }

  private static void swap(
      SourceFile file,
      Statement statement,
      Statement other,
      Map<String, String> slots,
      List<Candidate> to) {
    var line = file.firstLine(statement);
    var from = file.firstLine(other);
    if (!Sources.ownLines(file, other)
        || from != file.lastLine(other)
        || Math.abs(line - from) != 1
        || statement.isReturnStmt()
        || statement.isThrowStmt()
        || other.isReturnStmt()
        || other.isThrowStmt()
        || statement.isBreakStmt()
        || other.isBreakStmt()
        || file.line(line).equals(file.line(from))) {
      return;
    }
    var upper = Math.min(line, from);
    to.add(
        Sources.candidate(
            file,
            slots,
            List.of(
                new TextEdit(
                    file.lineStart(upper),
                    file.lineEnd(upper + 1),
                    file.line(upper + 1) + "\n" + file.line(upper)))));
  }

  /** What a statement can be called. */
  static HashMap<String, String> slots(SourceFile file, Statement statement) {
    var slots = new HashMap<String, String>();
    slots.put("line", String.valueOf(file.firstLine(statement)));
    if (statement instanceof ExpressionStmt s) {
      var expression = s.getExpression();
      if (expression instanceof MethodCallExpr call) {
        slots.put("call", call.getNameAsString());
        slots.put("what", "the call to " + call.getNameAsString());
      } else if (expression.isAssignExpr()) {
        var target = file.source(expression.asAssignExpr().getTarget());
        slots.put("what", "the assignment of " + target);
      } else if (expression.isVariableDeclarationExpr()) {
        var variable = expression.asVariableDeclarationExpr().getVariable(0).getNameAsString();
        slots.put("what", "the declaration of " + variable);
      }
    } else if (statement.isReturnStmt()) {
      slots.put("what", "the return");
    } else if (statement.isThrowStmt()) {
      slots.put("what", "the throw");
    }
    Sources.brief(file, statement).ifPresent(text -> slots.put("text", text));
    return slots;
  }
}
