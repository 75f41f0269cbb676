package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A local variable's type becomes var, or var the type that its first value shows. */
record VarTypes(boolean toVar) implements EditKind {
  @Override
  public String name() {
    return toVar ? "type-to-var" : "var-to-type";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toVar ? "var-to-type" : "type-to-var");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var declaration : file.unit().findAll(VariableDeclarationExpr.class)) {
      if (declaration.getVariables().size() != 1) {
        continue;
      }
      var variable = declaration.getVariable(0);
      var type = variable.getType();
      var value = variable.getInitializer().orElse(null);
      if (value == null || type.getRange().isEmpty() || type.isVarType() == toVar) {
        continue;
      }
      if (toVar) {
        if (inferred(value) && !type.isArrayType()) {
          result.add(
              Place.replacing(
                  file,
                  type,
                  "var",
                  Map.of("name", variable.getNameAsString(), "type", file.source(type))));
        }
      } else {
        var shown = shown(file, value);
        if (shown != null) {
          result.add(
              Place.replacing(
                  file, type, shown, Map.of("name", variable.getNameAsString(), "type", shown)));
        }
      }
    }
    return result;
  }

  private static boolean inferred(Expression value) {
    return !value.isNullLiteralExpr()
        && !value.isLambdaExpr()
        && !value.isMethodReferenceExpr()
        && !value.isArrayInitializerExpr()
        && !(value.isObjectCreationExpr()
            && value
                .asObjectCreationExpr()
                .getType()
                .getTypeArguments()
                .map(List::isEmpty)
                .orElse(false));
  }

  private static @org.jspecify.annotations.Nullable String shown(
      SourceFile file, Expression value) {
    if (value.isObjectCreationExpr() && inferred(value)) {
      return file.source(value.asObjectCreationExpr().getType());
    }
    if (value.isCastExpr()) {
      return file.source(value.asCastExpr().getType());
    }
    if (value.isStringLiteralExpr()) {
      return "String";
    }
    if (value.isBooleanLiteralExpr()) {
      return "boolean";
    }
    return value.isIntegerLiteralExpr() ? "int" : null;
  }
}
