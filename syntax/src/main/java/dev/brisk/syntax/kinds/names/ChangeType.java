package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.type.Type;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Another declared type for a variable, or for what a method returns. */
record ChangeType(boolean returned) implements EditKind {
  @Override
  public String name() {
    return returned ? "change-return-type" : "change-type";
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    file.unit()
        .walk(
            node -> {
              switch (node) {
                case MethodDeclaration method when returned ->
                    add(
                        file,
                        method.getType(),
                        method.getNameAsString(),
                        method.getName(),
                        random,
                        result);
                case Parameter parameter when !returned && !parameter.isVarArgs() ->
                    add(
                        file,
                        parameter.getType(),
                        parameter.getNameAsString(),
                        parameter,
                        random,
                        result);
                case VariableDeclarator variable when !returned && alone(variable) ->
                    add(
                        file,
                        variable.getType(),
                        variable.getNameAsString(),
                        variable.getName(),
                        random,
                        result);
                default -> {}
              }
            });
    return result;
  }

  // Of "int a, b" no type belongs to one of them.
  private static boolean alone(VariableDeclarator variable) {
    return switch (variable.getParentNode().orElse(null)) {
      case FieldDeclaration field -> field.getVariables().size() == 1;
      case VariableDeclarationExpr local -> local.getVariables().size() == 1;
      case null, default -> false;
    };
  }

  private static void add(
      SourceFile file,
      Type type,
      String name,
      Node seen,
      RandomGenerator random,
      List<Candidate> to) {
    if (type.isVarType()
        || type.isUnknownType()
        || type.getRange().isEmpty()
        || type.isArrayType()) {
      return;
    }
    // Of List<String> only List changes.
    var old =
        type.isClassOrInterfaceType()
            ? type.asClassOrInterfaceType().getNameAsString()
            : file.source(type);
    Node node = type.isClassOrInterfaceType() ? type.asClassOrInterfaceType().getName() : type;
    var other = Types.other(old, random);
    to.add(
        Place.seeing(
            file,
            seen,
            Place.replacing(file, node, other, Map.of("name", name, "old", old, "new", other))));
  }
}
