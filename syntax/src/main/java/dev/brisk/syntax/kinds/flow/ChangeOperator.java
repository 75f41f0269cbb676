package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
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

/** Another comparison, another logical or arithmetic operator. */
final class ChangeOperator implements EditKind {
  private static final List<List<String>> GROUPS =
      List.of(
          List.of("<", "<=", ">", ">=", "==", "!="),
          List.of("==", "!="),
          List.of("&&", "||"),
          List.of("+", "-", "*", "/", "%"),
          List.of("<<", ">>", ">>>"),
          List.of("&", "|", "^"));

  @Override
  public String name() {
    return "change-operator";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var expression : file.unit().findAll(BinaryExpr.class)) {
      var old = expression.getOperator().asString();
      var start = file.text().indexOf(old, file.end(expression.getLeft()));
      if (start < 0 || start >= file.start(expression.getRight()) || isText(expression)) {
        continue;
      }
      var group = group(old, expression);
      if (group.isEmpty()) {
        continue;
      }
      var other = group.get(random.nextInt(group.size()));
      if (!other.equals(old)) {
        var slots = new HashMap<>(Map.of("old", old, "new", other));
        Sources.brief(file, expression.getLeft()).ifPresent(left -> slots.put("left", left));
        Sources.brief(file, expression.getRight()).ifPresent(right -> slots.put("right", right));
        result.add(
            Sources.seeing(
                file,
                slots,
                file.firstLine(expression),
                file.firstLine(expression),
                List.of(new TextEdit(start, start + old.length(), other))));
      }
    }
    return result;
  }

  private static List<String> group(String operator, BinaryExpr expression) {
    var identity =
        expression.getRight().isNullLiteralExpr() || expression.getRight().isBooleanLiteralExpr();
    return GROUPS.stream()
        .filter(g -> g.contains(operator) && (!identity || g.size() == 2))
        .findFirst()
        .orElse(List.of());
  }

  // A plus between texts is no sum.
  private static boolean isText(BinaryExpr expression) {
    return expression.getOperator() == BinaryExpr.Operator.PLUS
        && !expression.findAll(com.github.javaparser.ast.expr.StringLiteralExpr.class).isEmpty();
  }
}
