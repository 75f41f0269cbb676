package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Well-known mistakes, put into good code; the answer is the good code. */
record Repairs(String name) implements EditKind {
  static final Repairs OFF_BY_ONE = new Repairs("repair-off-by-one");
  static final Repairs EQUALS = new Repairs("repair-equals");
  static final Repairs MISSING_BREAK = new Repairs("repair-missing-break");
  static final Repairs NULL_ORDER = new Repairs("repair-null-order");

  @Override
  public boolean repairs() {
    return true;
  }

  @Override
  public List<Candidate> repairsIn(SourceFile file) {
    return switch (name) {
      case "repair-off-by-one" -> Broken.bounds(file);
      case "repair-equals" -> Broken.comparisons(file);
      case "repair-missing-break" -> Broken.fallsThrough(file);
      default -> Broken.nullOrders(file);
    };
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    switch (name) {
      case "repair-off-by-one" -> {
        for (var loop : file.unit().findAll(ForStmt.class)) {
          var compare = loop.getCompare().filter(c -> c.isBinaryExpr()).map(c -> c.asBinaryExpr());
          compare
              .filter(c -> c.getOperator() == BinaryExpr.Operator.LESS)
              .filter(
                  c -> file.source(c.getRight()).matches(".*(length|size|Count|count)(\\(\\))?"))
              .ifPresent(
                  c -> {
                    var at = Conditions.operatorStart(file, c);
                    result.add(
                        Sources.candidate(
                            file,
                            Map.of(
                                "left",
                                file.source(c.getLeft()),
                                "right",
                                file.source(c.getRight())),
                            List.of(new TextEdit(at, at + 1, "<="))));
                  });
        }
      }
      case "repair-equals" -> {
        for (var call : file.unit().findAll(MethodCallExpr.class)) {
          var scope = call.getScope().orElse(null);
          if (call.getNameAsString().equals("equals")
              && call.getArguments().size() == 1
              && scope != null
              && scope.isNameExpr()
              && call.getArgument(0).isStringLiteralExpr()
              && call.getParentNode().filter(p -> p.toString().startsWith("!")).isEmpty()) {
            result.add(
                Sources.candidate(
                    file,
                    Map.of("left", file.source(scope)),
                    List.of(
                        new TextEdit(
                            file.start(call),
                            file.end(call),
                            file.source(scope) + " == " + file.source(call.getArgument(0))))));
          }
        }
      }
      case "repair-missing-break" -> {
        for (var statement : file.unit().findAll(BreakStmt.class)) {
          var entry = statement.getParentNode().orElse(null);
          if (entry instanceof SwitchEntry s
              && s.getStatements().size() > 1
              && s.getLabels().size() == 1
              && file.end(s) == file.end(statement)
              && Sources.ownLines(file, statement)) {
            var line = file.firstLine(statement);
            result.add(
                Sources.seeing(
                    file,
                    Map.of("label", file.source(s.getLabels().get(0))),
                    file.firstLine(s),
                    line,
                    List.of(Sources.deleteLines(file, line, line))));
          }
        }
      }
      default -> {
        for (var call : file.unit().findAll(MethodCallExpr.class)) {
          var scope = call.getScope().orElse(null);
          if (scope != null
              && (scope.isStringLiteralExpr()
                  || (scope.isNameExpr() && file.source(scope).matches("[A-Z][A-Z_0-9]+")))
              && call.getNameAsString().startsWith("equals")
              && call.getArguments().size() == 1
              && call.getArgument(0).isNameExpr()) {
            var argument = file.source(call.getArgument(0));
            result.add(
                Sources.candidate(
                    file,
                    Map.of("left", argument, "constant", file.source(scope)),
                    List.of(
                        new TextEdit(
                            file.start(call),
                            file.end(call),
                            argument
                                + "."
                                + call.getNameAsString()
                                + "("
                                + file.source(scope)
                                + ")"))));
          }
        }
      }
    }
    return result;
  }
}
