package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines of text put together with plus become a text block, and back. */
final class TextBlocks {
  private TextBlocks() {}

  private static boolean flatten(Expression expression, List<String> to) {
    if (expression instanceof BinaryExpr sum && sum.getOperator() == BinaryExpr.Operator.PLUS) {
      return flatten(sum.getLeft(), to) && flatten(sum.getRight(), to);
    }
    if (!expression.isStringLiteralExpr()) {
      return false;
    }
    to.add(expression.asStringLiteralExpr().getValue());
    return true;
  }

  static Optional<Rewrites.Written> make(SourceFile file, Expression expression) {
    if (!(expression instanceof BinaryExpr sum)
        || sum.getParentNode().filter(p -> p instanceof BinaryExpr).isPresent()) {
      return Optional.empty();
    }
    var parts = new ArrayList<String>();
    if (!flatten(sum, parts)) {
      return Optional.empty();
    }
    var text = String.join("", parts);
    var lines = List.of(text.split("\\\\n", -1));
    if (lines.size() < 2
        || text.replace("\\n", "").replace("\\\"", "").contains("\\")
        || text.replace("\\\"", "\"").contains("\"\"\"")
        || text.endsWith("\"")
        || lines.stream().anyMatch(l -> l.endsWith(" "))
        // Spaces that all lines begin with are taken for indentation.
        || (!lines.getLast().isEmpty()
            && lines.stream().filter(l -> !l.isEmpty()).allMatch(l -> l.startsWith(" ")))
        || lines.size() > 20) {
      return Optional.empty();
    }
    var first = file.text().substring(file.lineStart(file.firstLine(sum)), file.start(sum));
    var step = first.isBlank() ? "" : Sources.step(file) + Sources.step(file);
    var in = Sources.indentation(file, sum) + step;
    var result = new StringBuilder("\"\"\"");
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      result.append('\n').append(line.isEmpty() && i + 1 < lines.size() ? "" : in);
      result.append(line.replace("\\\"", "\""));
    }
    return Optional.of(new Rewrites.Written(Map.of(), result + "\"\"\""));
  }

  static Optional<Rewrites.Written> open(SourceFile file, Expression expression) {
    if (!(expression instanceof TextBlockLiteralExpr block)) {
      return Optional.empty();
    }
    var value = block.translateEscapes();
    var lines = value.split("\n", -1);
    if (value.isEmpty()
        || block.getValue().contains("\\")
        || block
            .getParentNode()
            .filter(
                p ->
                    p instanceof MethodCallExpr c
                        && c.getScope().filter(s -> s.equals(block)).isPresent())
            .isPresent()
        || value.contains("\t")
        || lines.length > 20
        || lines.length < 2) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, block) + Sources.step(file) + Sources.step(file);
    var parts = new ArrayList<String>();
    for (var i = 0; i < lines.length; i++) {
      var last = i == lines.length - 1;
      if (last && lines[i].isEmpty()) {
        break;
      }
      parts.add("\"" + lines[i].replace("\"", "\\\"") + (last ? "\"" : "\\n\""));
    }
    return Optional.of(new Rewrites.Written(Map.of(), String.join("\n" + in + "+ ", parts)));
  }
}
