package dev.brisk.syntax.kinds;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.brisk.syntax.SourceFile;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What names and jumps mean where a kind of edit moves code; in doubt the answer is the safe one.
 */
public final class Scopes {
  // No "size": a channel's throws. Nor do getters of what is opened or read belong here.
  private static final String HARMLESS =
      "(get(?!$|\\w*(Stream|Content|Connection|Reader|Writer|Path|Method|Field|Constructor)s?$)"
          + "|is|has|equals|contains|starts|ends|length|add|trim|name|matches|index|compare|toString|toLower|toUpper|substring|strip)"
          + "\\w*";

  private Scopes() {}

  /** Whether the text of an expression names a constant by the usual way of writing them. */
  public static boolean isConstant(String text) {
    return text.matches("([A-Z]\\w*\\.)?[A-Z][A-Z_0-9]+");
  }

  /** The method or constructor around a node, if no lambda or class of its own is between. */
  public static Optional<CallableDeclaration<?>> method(Node node) {
    var at = node.getParentNode().orElse(null);
    while (at != null && !(at instanceof LambdaExpr)) {
      if (at instanceof CallableDeclaration<?> method) {
        return Optional.of(method);
      }
      at = at.getParentNode().orElse(null);
    }
    return Optional.empty();
  }

  /** How often a variable of this name is read or written in {@code node}. */
  public static int uses(Node node, String name) {
    return node.findAll(NameExpr.class, n -> n.getNameAsString().equals(name)).size();
  }

  /** Whether {@code node} writes a variable of this name. */
  public static boolean writes(Node node, String name) {
    return node.findFirst(AssignExpr.class, a -> isName(a.getTarget(), name)).isPresent()
        || node.findFirst(
                UnaryExpr.class,
                u ->
                    (u.isPrefix() || u.isPostfix())
                        && u.getOperator().asString().matches("\\+\\+|--")
                        && isName(u.getExpression(), name))
            .isPresent();
  }

  private static boolean isName(Node node, String name) {
    return node instanceof NameExpr n && n.getNameAsString().equals(name);
  }

  /** How many variables and parameters of this name {@code node} declares. */
  public static int declarations(Node node, String name) {
    return node.findAll(
            Node.class,
            n ->
                (n instanceof VariableDeclarator || n instanceof Parameter)
                    && ((NodeWithSimpleName<?>) n).getNameAsString().equals(name))
        .size();
  }

  /**
   * The type that the variable of this name at {@code use} is declared with: in the method around
   * it, else in the file, where all variables of the name must have the same; else "".
   */
  public static String declaredType(SourceFile file, Node use, String name) {
    var method = around(use).map(m -> types(m, name)).orElseGet(TreeSet::new);
    var types = method.isEmpty() ? types(file.unit(), name) : method;
    return types.size() == 1 ? types.first() : "";
  }

  private static Optional<CallableDeclaration<?>> around(Node node) {
    var at = node.getParentNode().orElse(null);
    while (at != null) {
      if (at instanceof CallableDeclaration<?> method) {
        return Optional.of(method);
      }
      at = at.getParentNode().orElse(null);
    }
    return Optional.empty();
  }

  private static NavigableSet<String> types(Node node, String name) {
    var types = new TreeSet<String>();
    node.findAll(Parameter.class, p -> p.getNameAsString().equals(name))
        .forEach(
            p ->
                types.add(
                    p.isVarArgs() ? Sources.type(p.getType()) + "[]" : Sources.type(p.getType())));
    node.findAll(VariableDeclarator.class, v -> v.getNameAsString().equals(name))
        .forEach(v -> types.add(Sources.type(v.getType())));
    return types;
  }

  /**
   * Whether code can go into a lambda: it reads no local variable that the method around it writes
   * a second time, and where it stands nothing can throw a checked exception.
   */
  public static boolean fitsLambda(Node code) {
    var method = method(code).orElse(null);
    if (method == null
        || ((!method.getThrownExceptions().isEmpty()
                || Sources.ancestor(code, TryStmt.class).isPresent())
            && !isHarmless(code))
        || code.findFirst(ReturnStmt.class).isPresent()) {
      return false;
    }
    return code.findAll(NameExpr.class).stream()
        .map(NameExpr::getNameAsString)
        .distinct()
        .noneMatch(name -> writes(method, name));
  }

  /** Whether all that is called are getters and the like, which throw nothing checked. */
  private static boolean isHarmless(Node code) {
    return code.findFirst(ObjectCreationExpr.class).isEmpty()
        && code.findAll(MethodCallExpr.class).stream()
            .allMatch(c -> c.getNameAsString().matches(HARMLESS));
  }

  /** Whether a break or continue in {@code body} leaves the loop or switch of that body. */
  public static boolean jumps(Node body) {
    return breaks(body) || continues(body);
  }

  /** Whether a break without a label in {@code body}, or one with, leaves it. */
  public static boolean breaks(Node body) {
    return body.findAll(BreakStmt.class).stream()
        .anyMatch(b -> b.getLabel().isPresent() || !isWithin(b, body, true));
  }

  /** Likewise for continue. */
  public static boolean continues(Node body) {
    return body.findAll(ContinueStmt.class).stream()
        .anyMatch(c -> c.getLabel().isPresent() || !isWithin(c, body, false));
  }

  private static boolean isWithin(Statement jump, Node body, boolean ofSwitch) {
    Node at = jump;
    while (!Bodies.isSame(at, body)) {
      at = at.getParentNode().orElse(body);
      if (!Bodies.isSame(at, body) && (isLoop(at) || (ofSwitch && at instanceof SwitchStmt))) {
        return true;
      }
    }
    return isLoop(body) || (ofSwitch && body instanceof SwitchStmt);
  }

  public static boolean isLoop(Node node) {
    return node instanceof ForStmt
        || node instanceof ForEachStmt
        || node instanceof WhileStmt
        || node instanceof DoStmt;
  }

  /** The type argument of a collection, as {@code String} of {@code List<String>}; else "". */
  public static String element(String collection) {
    var open = collection.indexOf('<');
    var argument =
        open > 0 && collection.endsWith(">")
            ? collection.substring(open + 1, collection.length() - 1)
            : "";
    var simple = argument.replaceAll("<.*>", "");
    return simple.contains(",") || simple.contains("?") ? "" : argument;
  }

  /** Whether {@code type} is a collection of the JDK with its type argument. */
  public static boolean isCollection(String type) {
    return type.matches("(\\w*List|\\w*Set|Collection|\\w*Queue|\\w*Deque)<.*");
  }
}
