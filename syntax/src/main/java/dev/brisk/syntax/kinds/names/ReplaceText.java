package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.expr.Expression;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** An expression becomes another of the same file, both told in full. */
final class ReplaceText implements EditKind {
  private static final int LONGEST = 32;

  @Override
  public String name() {
    return "replace-text";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var expressions =
        file.unit().findAll(Expression.class).stream()
            .filter(
                e ->
                    e.getRange().isPresent()
                        && !e.isAnnotationExpr()
                        && !e.isVariableDeclarationExpr())
            .filter(e -> !e.isAssignExpr() && !e.isLambdaExpr())
            .filter(
                e ->
                    file.end(e) - file.start(e) <= LONGEST && file.firstLine(e) == file.lastLine(e))
            .toList();
    var result = new ArrayList<Candidate>();
    for (var expression : expressions) {
      var old = file.source(expression);
      var chosen = expressions.get(random.nextInt(expressions.size()));
      if (chosen.getClass() != expression.getClass() || isType(chosen) || isType(expression)) {
        continue;
      }
      var other = file.source(chosen);
      var single =
          expression
              .getParentNode()
              .map(p -> p instanceof com.github.javaparser.ast.stmt.ExpressionStmt)
              .orElse(true);
      if (old.length() > 2
          && !other.equals(old)
          && !single
          && !other.startsWith("super")
          && !expression.isTypeExpr()) {
        result.add(Place.replacing(file, expression, other, Map.of("old", old, "new", other)));
      }
    }
    return result;
  }

  private static boolean isType(Expression expression) {
    return expression.isNameExpr()
        && Character.isUpperCase(expression.asNameExpr().getNameAsString().charAt(0));
  }
}
