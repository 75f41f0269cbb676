package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A condition gets one more part, or loses one. */
record ConditionParts(boolean add) implements EditKind {
  @Override
  public String name() {
    return add ? "add-condition" : "remove-condition";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var condition : Conditions.of(file)) {
      var expression = condition.expression();
      if (add) {
        var part = part(file, random);
        var or = random.nextInt(3) == 0;
        var wrap =
            expression.isConditionalExpr()
                || expression.isAssignExpr()
                || (!or
                    && expression.isBinaryExpr()
                    && expression.asBinaryExpr().getOperator() == BinaryExpr.Operator.OR);
        if (!part.isEmpty() && !wrap && !file.source(expression).contains(part)) {
          var at = file.end(expression);
          var text = (or ? " || " : " && ") + part;
          result.add(
              Sources.candidate(
                  file,
                  Map.of(
                      "part",
                      part,
                      "operator",
                      or ? "||" : "&&",
                      "word",
                      or ? "or" : "and",
                      "keyword",
                      condition.keyword()),
                  List.of(new TextEdit(at, at, text))));
        }
      } else if (expression.isBinaryExpr()) {
        removed(file, expression.asBinaryExpr(), condition.keyword(), result);
      }
    }
    return result;
  }

  private static void removed(
      SourceFile file, BinaryExpr expression, String keyword, List<Candidate> to) {
    if (expression.getOperator() != BinaryExpr.Operator.AND
        && expression.getOperator() != BinaryExpr.Operator.OR) {
      return;
    }
    var left = expression.getLeft();
    var right = expression.getRight();
    Sources.brief(file, right)
        .ifPresent(
            part ->
                to.add(
                    Sources.candidate(
                        file,
                        Map.of("part", part, "keyword", keyword),
                        List.of(new TextEdit(file.end(left), file.end(right), "")))));
    var chained =
        left.isBinaryExpr() && left.asBinaryExpr().getOperator() == expression.getOperator();
    if (!chained) {
      Sources.brief(file, left)
          .ifPresent(
              part ->
                  to.add(
                      Sources.candidate(
                          file,
                          Map.of("part", part, "keyword", keyword),
                          List.of(new TextEdit(file.start(left), file.start(right), "")))));
    }
  }

  /** A condition over a name of the file. */
  private static String part(SourceFile file, RandomGenerator random) {
    var names =
        file.unit().findAll(NameExpr.class).stream()
            .map(NameExpr::getNameAsString)
            .filter(n -> Character.isLowerCase(n.charAt(0)))
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    var name = names.get(random.nextInt(names.size()));
    var conditions = file.unit().findAll(Expression.class, e -> e.isBinaryExpr());
    return switch (random.nextInt(7)) {
      case 0 -> name + " != null";
      case 1 -> "!" + name + ".isEmpty()";
      case 2 -> name + " > " + random.nextInt(10);
      case 3 -> name;
      case 4 -> "!" + name;
      case 5 -> name + " == " + names.get(random.nextInt(names.size()));
      default ->
          conditions.isEmpty()
              ? name + " != 0"
              : Sources.brief(file, conditions.get(random.nextInt(conditions.size())))
                  .filter(
                      t ->
                          t.matches(".*(==|!=|<|>).*")
                              && !t.contains("&&")
                              && !t.contains("||")
                              && !t.contains("\""))
                  .orElse(name + " >= 0");
    };
  }
}
