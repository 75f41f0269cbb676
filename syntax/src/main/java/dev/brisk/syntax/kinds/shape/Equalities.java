package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import java.util.Optional;

/** Calls of equals: which side comes first, and whether null may stand there. */
final class Equalities {
  private Equalities() {}

  private static boolean isConstant(SourceFile file, Expression e) {
    return e.isStringLiteralExpr() || Scopes.isConstant(file.source(e));
  }

  static Optional<Rewrites.Written> turned(
      SourceFile file, MethodCallExpr call, boolean constantFirst) {
    var scope = call.getScope().orElse(null);
    if (scope == null
        || !call.getNameAsString().matches("equals|equalsIgnoreCase")
        || call.getArguments().size() != 1
        || !Bodies.isOneLine(file, call)) {
      return Optional.empty();
    }
    var argument = call.getArgument(0);
    var constant = constantFirst ? argument : scope;
    var variable = constantFirst ? scope : argument;
    if (!isConstant(file, constant)
        || isConstant(file, variable)
        || !(variable.isNameExpr()
            || variable.isMethodCallExpr()
            || variable.isFieldAccessExpr())) {
      return Optional.empty();
    }
    if (!call.getNameAsString().equals("equals")
        && !Scopes.declaredType(file, call, file.source(variable)).equals("String")) {
      return Optional.empty();
    }
    var text = file.text();
    return Rewrites.written(
        file.source(argument)
            + text.substring(file.end(scope), file.start(argument))
            + file.source(scope)
            + text.substring(file.end(argument), file.end(call)),
        "variable",
        file.source(variable),
        "constant",
        file.source(constant));
  }

  static Optional<Rewrites.Written> nullSafe(SourceFile file, MethodCallExpr call) {
    var scope = call.getScope().orElse(null);
    if (scope == null
        || !call.getNameAsString().equals("equals")
        || call.getArguments().size() != 1
        || scope.isSuperExpr()
        || scope.isThisExpr()
        || scope.isStringLiteralExpr()
        || file.source(scope).matches("(java\\.util\\.)?(Objects|Arrays)")
        || !Bodies.isOneLine(file, call)) {
      return Optional.empty();
    }
    return Rewrites.written(
        "Objects.equals(" + file.source(scope) + ", " + file.source(call.getArgument(0)) + ")",
        "left",
        file.source(scope),
        "right",
        file.source(call.getArgument(0)));
  }

  static Optional<Rewrites.Written> plain(SourceFile file, MethodCallExpr call) {
    if (!call.getScope().map(s -> file.source(s).equals("Objects")).orElse(false)
        || !call.getNameAsString().equals("equals")
        || call.getArguments().size() != 2
        || !(call.getArgument(0).isNameExpr()
            || call.getArgument(0).isMethodCallExpr()
            || call.getArgument(0).isFieldAccessExpr())) {
      return Optional.empty();
    }
    return Rewrites.written(
        file.source(call.getArgument(0)) + ".equals(" + file.source(call.getArgument(1)) + ")",
        "left",
        file.source(call.getArgument(0)),
        "right",
        file.source(call.getArgument(1)));
  }
}
