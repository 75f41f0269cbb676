package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Log lines in the way of SLF4J: texts put together with plus, and with placeholders. */
final class Placeholders {
  private static final String LOGGER = "(?i)log|logger";
  private static final String LEVEL = "trace|debug|info|warn|error";

  private Placeholders() {}

  private static boolean isLog(SourceFile file, MethodCallExpr call) {
    return call.getNameAsString().matches(LEVEL)
        && call.getScope().map(s -> file.source(s).matches(LOGGER)).orElse(false)
        && !call.getArguments().isEmpty()
        && Bodies.isOneLine(file, call)
        && isSlf4j(file);
  }

  private static boolean isSlf4j(SourceFile file) {
    return file.unit().getImports().stream()
        .anyMatch(i -> i.getNameAsString().matches("org\\.slf4j.*|org\\.apache\\.logging.*"));
  }

  private static Map<String, String> slots(MethodCallExpr call) {
    return Map.of("level", call.getNameAsString());
  }

  private static boolean flatten(Expression expression, List<Expression> to) {
    if (expression instanceof BinaryExpr sum) {
      if (sum.getOperator() != BinaryExpr.Operator.PLUS) {
        return false;
      }
      to.add(sum.getRight());
      var left = sum.getLeft();
      if (left instanceof BinaryExpr) {
        return flatten(left, to);
      }
      to.add(left);
      return true;
    }
    return false;
  }

  static Optional<Rewrites.Written> put(SourceFile file, MethodCallExpr call) {
    var parts = new ArrayList<Expression>();
    if (!isLog(file, call) || !flatten(call.getArgument(0), parts)) {
      return Optional.empty();
    }
    var text = new StringBuilder();
    var arguments = new StringBuilder();
    var literals = 0;
    for (var part : parts.reversed()) {
      if (part.isStringLiteralExpr()) {
        literals++;
        text.append(part.asStringLiteralExpr().getValue());
      } else if (part.isBinaryExpr()
          || part.isConditionalExpr()
          || part.toString().matches("e|ex|exc|exception|t|th|throwable|error|cause")) {
        // The last argument is logged as an exception if it is one.
        return Optional.empty();
      } else {
        text.append("{}");
        var inner = part.isEnclosedExpr() ? part.asEnclosedExpr().getInner() : part;
        arguments.append(", ").append(file.source(inner));
      }
    }
    if (literals == 0
        || arguments.isEmpty()
        // Two values next to each other before the first text would be added up.
        || !parts.getLast().isStringLiteralExpr()
        || call.getArguments().size() > 2
        || text.toString().replace("{}", "").contains("{")) {
      return Optional.empty();
    }
    var last = call.getArguments().size() == 2 ? ", " + file.source(call.getArgument(1)) : "";
    return Optional.of(
        new Rewrites.Written(
            slots(call), head(file, call) + "(\"" + text + "\"" + arguments + last + ")"));
  }

  private static String head(SourceFile file, MethodCallExpr call) {
    return file.source(call.getScope().orElseThrow()) + "." + call.getNameAsString();
  }

  static Optional<Rewrites.Written> drop(SourceFile file, MethodCallExpr call) {
    if (!isLog(file, call) || !call.getArgument(0).isStringLiteralExpr()) {
      return Optional.empty();
    }
    var pieces = call.getArgument(0).asStringLiteralExpr().getValue().split("\\{\\}", -1);
    var given = call.getArguments().size() - 1;
    if (pieces.length < 2 || given < pieces.length - 1 || given > pieces.length) {
      return Optional.empty();
    }
    var parts = new ArrayList<String>();
    for (var i = 0; i < pieces.length; i++) {
      if (i > 0) {
        var argument = call.getArgument(i);
        if (argument.isNullLiteralExpr() || argument.isArrayCreationExpr()) {
          return Optional.empty();
        }
        parts.add(
            argument.isBinaryExpr() || argument.isConditionalExpr() || argument.isAssignExpr()
                ? "(" + file.source(argument) + ")"
                : file.source(argument));
      }
      if (!pieces[i].isEmpty()) {
        parts.add("\"" + pieces[i] + "\"");
      }
    }
    if (!parts.getFirst().startsWith("\"")) {
      return Optional.empty();
    }
    var last = given == pieces.length ? ", " + file.source(call.getArgument(given)) : "";
    return Optional.of(
        new Rewrites.Written(
            slots(call), head(file, call) + "(" + String.join(" + ", parts) + last + ")"));
  }

  /** {@code System.out.println} where the class has a logger; errors go to error. */
  static Optional<Rewrites.Written> log(SourceFile file, MethodCallExpr call) {
    var scope = call.getScope().map(file::source).orElse("");
    if (!scope.matches("System\\.(out|err)")
        || !call.getNameAsString().equals("println")
        || call.getArguments().size() != 1
        || !Bodies.isOneLine(file, call)
        || !(call.getArgument(0).isStringLiteralExpr()
            || file.source(call.getArgument(0)).startsWith("\""))) {
      return Optional.empty();
    }
    var logger = logger(file).orElse("");
    if (logger.isEmpty()) {
      return Optional.empty();
    }
    var level = scope.endsWith("err") ? "error" : "info";
    return Optional.of(
        new Rewrites.Written(
            Map.of("old", scope + ".println", "new", logger + "." + level),
            logger + "." + level + "(" + file.source(call.getArgument(0)) + ")"));
  }

  /** The name of the file's logger. */
  private static Optional<String> logger(SourceFile file) {
    return file.unit()
        .findFirst(
            com.github.javaparser.ast.body.FieldDeclaration.class,
            f -> f.getElementType().asString().matches("Logger|Log"))
        .map(f -> f.getVariable(0).getNameAsString());
  }
}
