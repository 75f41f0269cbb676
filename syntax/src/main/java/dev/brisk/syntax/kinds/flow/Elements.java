package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Loops over an index that is used for nothing but the elements, which get a name. */
final class Elements {
  private static final Pattern OF =
      Pattern.compile("(?:(?:Array|Linked)?List|Vector)<(.+)>|(.+)\\[\\]");

  private static final Pattern KEYWORD =
      Pattern.compile(
          "case|class|default|final|interface|package|switch|this|throw|return|new|int");

  private Elements() {}

  /**
   * The loop as one over elements.
   *
   * @param fetch what gets an element: {@code list.get(i)} or {@code array[i]}
   */
  static Optional<Candidate> named(
      SourceFile file, ForStmt loop, String list, String index, String fetch) {
    var type = OF.matcher(Scopes.declaredType(file, loop, list));
    var fetched = new ArrayList<Expression>();
    fetched.addAll(loop.getBody().findAll(MethodCallExpr.class));
    fetched.addAll(loop.getBody().findAll(ArrayAccessExpr.class));
    fetched.removeIf(e -> !file.source(e).equals(fetch));
    fetched.sort(Comparator.comparingInt(file::start));
    var method = Scopes.method(loop).orElse(null);
    var name = name(list);
    if (!type.matches()
        || method == null
        || fetched.isEmpty()
        || fetched.stream().anyMatch(Elements::isWritten)
        || Scopes.uses(loop.getBody(), index) != fetched.size()
        || Scopes.declarations(method, name) > 0
        || Scopes.uses(method, name) > 0) {
      return Optional.empty();
    }
    var element = type.group(1) == null ? type.group(2) : type.group(1);
    var edits = new ArrayList<TextEdit>();
    edits.add(
        new TextEdit(
            file.start(loop),
            file.start(loop.getBody()),
            "for (" + element + " " + name + " : " + list + ") "));
    fetched.forEach(e -> edits.add(new TextEdit(file.start(e), file.end(e), name)));
    return Optional.of(
        Sources.candidate(
            file, Map.of("list", list, "index", index, "variable", name), List.copyOf(edits)));
  }

  private static boolean isWritten(Expression element) {
    var parent = element.getParentNode().orElse(null);
    return (parent instanceof AssignExpr assign && assign.getTarget().equals(element))
        || (parent instanceof UnaryExpr unary
            && !(unary.getOperator().isPrefix()
                && unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT));
  }

  /** What one of them is called: item of items, entry of entries, element of anything else. */
  private static String name(String list) {
    var one =
        list.endsWith("ies")
            ? list.substring(0, list.length() - 3) + "y"
            : list.matches(".*(s|x|ch|sh)es")
                ? list.substring(0, list.length() - 2)
                : list.matches(".*[^s]s") ? list.substring(0, list.length() - 1) : "";
    return one.length() > 1 && !KEYWORD.matcher(one).matches() ? one : "element";
  }
}
