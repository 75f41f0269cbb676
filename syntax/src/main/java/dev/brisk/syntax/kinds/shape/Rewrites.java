package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** One expression that is written another way and means the same. */
record Rewrites<T extends Node>(
    String name,
    String back,
    Class<T> type,
    BiFunction<SourceFile, T, Optional<Rewrites.Written>> rewrite)
    implements EditKind {
  /** The new text of a node, and what can be said of it. */
  record Written(Map<String, String> slots, String text) {}

  /** All of them. */
  static List<EditKind> all() {
    return List.of(
        new Rewrites<>(
            "equals-constant-first",
            "equals-variable-first",
            MethodCallExpr.class,
            (f, c) -> Equalities.turned(f, c, true)),
        new Rewrites<>(
            "equals-variable-first",
            "equals-constant-first",
            MethodCallExpr.class,
            (f, c) -> Equalities.turned(f, c, false)),
        new Rewrites<>(
            "use-objects-equals",
            "objects-equals-to-equals",
            MethodCallExpr.class,
            Equalities::nullSafe),
        new Rewrites<>(
            "objects-equals-to-equals",
            "use-objects-equals",
            MethodCallExpr.class,
            Equalities::plain),
        new Rewrites<>("flip-comparison", "flip-comparison", BinaryExpr.class, Rewrites::flipped),
        new Rewrites<>("simplify-boolean", "", Expression.class, Rewrites::simplified),
        new Rewrites<>("remove-cast", "", CastExpr.class, Rewrites::uncast),
        new Rewrites<>("remove-this", "add-this", FieldAccessExpr.class, Rewrites::withoutThis),
        new Rewrites<>("add-this", "remove-this", NameExpr.class, Rewrites::withThis),
        new Rewrites<>(
            "use-increment", "increment-to-assignment", ExpressionStmt.class, Rewrites::increment),
        new Rewrites<>(
            "increment-to-assignment",
            "use-increment",
            ExpressionStmt.class,
            Rewrites::withoutIncrement),
        new Rewrites<>(
            "expand-compound-assignment",
            "use-compound-assignment",
            AssignExpr.class,
            Rewrites::expanded),
        new Rewrites<>(
            "use-formatted", "formatted-to-format", MethodCallExpr.class, Rewrites::formatted),
        new Rewrites<>(
            "formatted-to-format", "use-formatted", MethodCallExpr.class, Rewrites::format),
        new Rewrites<>("use-get-or-default", "", ConditionalExpr.class, Rewrites::getOrDefault),
        new Rewrites<>(
            "use-log-placeholders",
            "log-placeholders-to-concat",
            MethodCallExpr.class,
            Placeholders::put),
        new Rewrites<>(
            "log-placeholders-to-concat",
            "use-log-placeholders",
            MethodCallExpr.class,
            Placeholders::drop),
        new Rewrites<>("print-to-log", "", MethodCallExpr.class, Placeholders::log),
        new Rewrites<>(
            "use-text-block", "text-block-to-concat", Expression.class, TextBlocks::make),
        new Rewrites<>(
            "text-block-to-concat", "use-text-block", Expression.class, TextBlocks::open));
  }

  @Override
  public Optional<String> inverse() {
    return back.isEmpty() ? Optional.empty() : Optional.of(back);
  }

  @Override
  public boolean idempotent() {
    return name.startsWith("use-") && inverse().isPresent() && !name.equals("use-increment");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var node : file.unit().findAll(type)) {
      if (node.getRange().isPresent() && !Bodies.hasComment(node)) {
        rewrite
            .apply(file, node)
            .filter(made -> !made.text.equals(file.source(node)))
            .ifPresent(
                made -> result.add(Bodies.replaced(file, made.slots, node, node, made.text)));
      }
    }
    return result;
  }

  static Optional<Written> written(String text, String... slots) {
    var all = new java.util.HashMap<String, String>();
    for (var i = 0; i < slots.length; i += 2) {
      if (slots[i + 1].length() <= 40 && !slots[i + 1].contains("\n")) {
        all.put(slots[i], slots[i + 1]);
      }
    }
    return Optional.of(new Written(all, text));
  }

  private static final Map<String, String> TURNED =
      Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "==", "==", "!=", "!=");

  private static Optional<Written> flipped(SourceFile file, BinaryExpr test) {
    var turned = TURNED.get(test.getOperator().asString());
    if (turned == null
        || !Bodies.isOneLine(file, test)
        || (test.getLeft().isBinaryExpr()
            && TURNED.containsKey(test.getLeft().asBinaryExpr().getOperator().asString()))) {
      return Optional.empty();
    }
    return written(
        file.source(test.getRight()) + " " + turned + " " + file.source(test.getLeft()),
        "left",
        file.source(test.getLeft()),
        "right",
        file.source(test.getRight()),
        "old",
        file.source(test));
  }

  /** Comparisons with true and false, a negated comparison, a choice between true and false. */
  private static Optional<Written> simplified(SourceFile file, Expression e) {
    if (!Bodies.isOneLine(file, e)) {
      return Optional.empty();
    }
    String text = null;
    if (e instanceof BinaryExpr b && b.getRight().isBooleanLiteralExpr()) {
      var same = b.getOperator() == BinaryExpr.Operator.EQUALS;
      if (same || b.getOperator() == BinaryExpr.Operator.NOT_EQUALS) {
        var left = b.getLeft();
        var simple = left.isNameExpr() || left.isMethodCallExpr() || left.isFieldAccessExpr();
        var yes = b.getRight().asBooleanLiteralExpr().getValue() == same;
        text = simple ? (yes ? "" : "!") + file.source(left) : null;
      }
    } else if (e instanceof UnaryExpr u
        && u.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
        && u.getExpression().isEnclosedExpr()
        && u.getExpression().asEnclosedExpr().getInner() instanceof BinaryExpr inner
        && inner.getOperator().asString().matches("==|!=")) {
      var opposite = inner.getOperator() == BinaryExpr.Operator.EQUALS ? "!=" : "==";
      text = file.source(inner.getLeft()) + " " + opposite + " " + file.source(inner.getRight());
    } else if (e instanceof ConditionalExpr c
        && c.getThenExpr().isBooleanLiteralExpr()
        && c.getElseExpr().isBooleanLiteralExpr()) {
      var condition = c.getCondition();
      var inner = condition.isEnclosedExpr() ? condition.asEnclosedExpr().getInner() : condition;
      var yes = c.getThenExpr().asBooleanLiteralExpr().getValue();
      if (yes && !c.getElseExpr().asBooleanLiteralExpr().getValue()) {
        text = file.source(inner);
      } else if (!yes
          && c.getElseExpr().asBooleanLiteralExpr().getValue()
          && (inner.isNameExpr() || inner.isMethodCallExpr())) {
        text = "!" + file.source(inner);
      }
    }
    return text == null ? Optional.empty() : written(text, "old", file.source(e), "new", text);
  }

  /** A cast to the type that a variable is declared with. */
  private static Optional<Written> uncast(SourceFile file, CastExpr cast) {
    var value = cast.getExpression();
    if (cast.getParentNode().filter(p -> p instanceof EnclosedExpr).isPresent()) {
      return Optional.empty();
    }
    var type = cast.getType().asString();
    return value.isNameExpr() && Scopes.declaredType(file, cast, file.source(value)).equals(type)
        ? written(file.source(value), "type", type, "value", file.source(value))
        : Optional.empty();
  }

  private static Optional<Written> withoutThis(SourceFile file, FieldAccessExpr access) {
    var name = access.getNameAsString();
    var method = Scopes.method(access).orElse(null);
    return access.getScope().isThisExpr()
            && access.getScope().asThisExpr().getTypeName().isEmpty()
            && method != null
            && Scopes.declarations(method, name) == 0
        ? written(name, "field", name)
        : Optional.empty();
  }

  private static Optional<Written> withThis(SourceFile file, NameExpr use) {
    var name = use.getNameAsString();
    var method = Scopes.method(use).orElse(null);
    var type =
        Sources.ancestor(use, com.github.javaparser.ast.body.ClassOrInterfaceDeclaration.class)
            .orElse(null);
    if (method == null
        || type == null
        || method.isStatic()
        || Scopes.declarations(method, name) != 0
        || method.getParentNode().filter(p -> Bodies.isSame(p, type)).isEmpty()) {
      return Optional.empty();
    }
    return type.getFieldByName(name).filter(f -> !f.isStatic()).isPresent()
        ? written("this." + name, "field", name)
        : Optional.empty();
  }

  private static Optional<Written> increment(SourceFile file, ExpressionStmt statement) {
    var text = file.source(statement);
    var matcher =
        java.util.regex.Pattern.compile("([\\w.]+) (?:([+-])= 1|= \\1 ([+-]) 1);").matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var sign = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    return written(
        matcher.group(1) + sign + sign + ";",
        "variable",
        matcher.group(1),
        "operator",
        sign + sign);
  }

  private static Optional<Written> withoutIncrement(SourceFile file, ExpressionStmt statement) {
    var matcher =
        java.util.regex.Pattern.compile("(?:([\\w.]+)(\\+\\+|--)|(\\+\\+|--)([\\w.]+));")
            .matcher(file.source(statement));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var variable = matcher.group(1) != null ? matcher.group(1) : matcher.group(4);
    var operator = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    return written(
        variable + " " + operator.charAt(0) + "= 1;", "variable", variable, "operator", operator);
  }

  private static Optional<Written> expanded(SourceFile file, AssignExpr assign) {
    var operator = assign.getOperator().asString();
    var target = assign.getTarget();
    if (!operator.matches("[-+*/|&]=")
        || !(target.isNameExpr() || target.isFieldAccessExpr())
        // The compound form casts, the plain one does not.
        || !Scopes.declaredType(file, assign, target.toString().replace("this.", ""))
            .matches("int|long|double|String|boolean")
        || !Bodies.isOneLine(file, assign)) {
      return Optional.empty();
    }
    var value = assign.getValue();
    var sum = value.isBinaryExpr() || value.isConditionalExpr() || value.isAssignExpr();
    return written(
        file.source(target)
            + " = "
            + file.source(target)
            + " "
            + operator.charAt(0)
            + " "
            + (sum ? "(" + file.source(value) + ")" : file.source(value)),
        "variable",
        file.source(target),
        "operator",
        operator);
  }

  private static Optional<Written> formatted(SourceFile file, MethodCallExpr call) {
    if (!call.getNameAsString().equals("format")
        || !call.getScope().map(s -> file.source(s).equals("String")).orElse(false)
        || call.getArguments().size() < 2
        || !Bodies.isOneLine(file, call)
        || !call.getArgument(0).isStringLiteralExpr()) {
      return Optional.empty();
    }
    var rest = file.text().substring(file.start(call.getArgument(1)), file.end(call));
    return written(
        file.source(call.getArgument(0)) + ".formatted(" + rest,
        "format",
        file.source(call.getArgument(0)));
  }

  private static Optional<Written> format(SourceFile file, MethodCallExpr call) {
    var scope = call.getScope().orElse(null);
    if (!call.getNameAsString().equals("formatted")
        || scope == null
        || !Bodies.isOneLine(file, call)
        || !(scope.isStringLiteralExpr() || scope.isTextBlockLiteralExpr())
        || call.getArguments().isEmpty()) {
      return Optional.empty();
    }
    var rest = file.text().substring(file.start(call.getArgument(0)), file.end(call));
    return written(
        "String.format(" + file.source(scope) + ", " + rest, "format", file.source(scope));
  }

  /** {@code map.containsKey(k) ? map.get(k) : d}, where {@code d} costs and does nothing. */
  private static Optional<Written> getOrDefault(SourceFile file, ConditionalExpr choice) {
    var matcher =
        java.util.regex.Pattern.compile(
                "([\\w.]+)\\.containsKey\\(([\\w.\"]+)\\) \\? \\1\\.get\\(\\2\\) : (.+)")
            .matcher(file.source(choice));
    var other = choice.getElseExpr();
    return matcher.matches()
            && (other.isLiteralExpr()
                || other.isNameExpr()
                || file.source(other).matches("[A-Z][\\w.]*"))
        ? written(
            matcher.group(1) + ".getOrDefault(" + matcher.group(2) + ", " + matcher.group(3) + ")",
            "map",
            matcher.group(1),
            "key",
            matcher.group(2))
        : Optional.empty();
  }
}
