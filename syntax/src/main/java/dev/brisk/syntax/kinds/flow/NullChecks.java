package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Checks of a parameter against null at the start of a method: with an exception, by an early
 * return, by requireNonNull.
 */
record NullChecks(String name) implements EditKind {
  static final NullChecks THROW = new NullChecks("null-check-throw");
  static final NullChecks RETURN = new NullChecks("null-check-return");
  static final NullChecks REQUIRE = new NullChecks("require-non-null");
  static final NullChecks REMOVE = new NullChecks("null-check-remove");

  private static final List<String> EXCEPTIONS =
      List.of("IllegalArgumentException", "NullPointerException", "IllegalStateException");

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("null-check-remove")) {
      for (var check : file.unit().findAll(IfStmt.class)) {
        removed(file, check).ifPresent(result::add);
      }
      return result;
    }
    for (var method : file.methods()) {
      body(method)
          .filter(body -> !body.getStatements().isEmpty())
          .ifPresent(
              body -> {
                for (var parameter : method.getParameters()) {
                  if (!parameter.getType().isPrimitiveType()) {
                    added(file, method, body, parameter, random).ifPresent(result::add);
                  }
                }
              });
    }
    return result;
  }

  static Optional<BlockStmt> body(CallableDeclaration<?> method) {
    return switch (method) {
      case MethodDeclaration m -> m.getBody();
      case ConstructorDeclaration c -> Optional.of(c.getBody());
      default -> Optional.empty();
    };
  }

  private Optional<Candidate> added(
      SourceFile file,
      CallableDeclaration<?> method,
      BlockStmt body,
      Parameter parameter,
      RandomGenerator random) {
    var variable = parameter.getNameAsString();
    var first = body.getStatement(0);
    var source = file.source(body);
    if (source.contains(variable + " == null")
        || source.contains("onNull(" + variable)
        || file.firstLine(first) == file.firstLine(body)
        || first.isExplicitConstructorInvocationStmt()) {
      return Optional.empty();
    }
    if (name.equals("require-non-null")) {
      return require(file, method, body, variable, random);
    }
    var in = Sources.indentation(file, first);
    var exception = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
    String action;
    var value = "";
    if (name.equals("null-check-throw")) {
      action = "throw new " + exception + "(\"" + variable + " must not be null\");";
    } else {
      if (!(method instanceof MethodDeclaration m)) {
        return Optional.empty();
      }
      value = value(m, random);
      action = value.isEmpty() ? "return;" : "return " + value + ";";
    }
    var edit =
        Sources.insertBefore(
            file,
            file.firstLine(body) + 1,
            in + "if (" + variable + " == null) {",
            in + Sources.step(file) + action,
            in + "}");
    return Optional.of(
        Sources.seeing(
            file,
            Map.of(
                "variable",
                variable,
                "exception",
                exception,
                "value",
                value.isEmpty() ? "nothing" : value,
                "method",
                method.getNameAsString()),
            file.firstLine(parameter),
            file.firstLine(body),
            List.of(edit)));
  }

  private static Optional<Candidate> require(
      SourceFile file,
      CallableDeclaration<?> method,
      BlockStmt body,
      String variable,
      RandomGenerator random) {
    var named = random.nextBoolean();
    var call = "Objects.requireNonNull(" + variable + (named ? ", \"" + variable + "\")" : ")");
    // Who asks for a check of a variable gets the short one; the other must be written out.
    var slots =
        named
            ? Map.of("call", call)
            : Map.of("variable", variable, "method", method.getNameAsString(), "call", call);
    // Where the parameter is stored, the check goes around it.
    for (var assignment : body.findAll(AssignExpr.class)) {
      var value = assignment.getValue();
      if (value.isNameExpr() && file.source(value).equals(variable)) {
        return Optional.of(
            Sources.seeing(
                file,
                slots,
                file.firstLine(assignment),
                file.firstLine(assignment),
                List.of(new TextEdit(file.start(value), file.end(value), call))));
      }
    }
    var first = body.getStatement(0);
    return Optional.of(
        Sources.seeing(
            file,
            slots,
            file.firstLine(body),
            file.firstLine(body),
            List.of(
                Sources.insertBefore(
                    file,
                    file.firstLine(body) + 1,
                    Sources.indentation(file, first) + call + ";"))));
  }

  private static Optional<Candidate> removed(SourceFile file, IfStmt check) {
    var condition = file.source(check.getCondition());
    if (!condition.matches("\\w+ == null")
        || check.getElseStmt().isPresent()
        || !Sources.ownLines(file, check)
        || Sources.statements(check.getThenStmt()).size() != 1
        || !(Sources.statements(check.getThenStmt()).getFirst().isReturnStmt()
            || Sources.statements(check.getThenStmt()).getFirst().isThrowStmt())
        || file.lastLine(check) - file.firstLine(check) > 3) {
      return Optional.empty();
    }
    var variable = condition.substring(0, condition.indexOf(' '));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("variable", variable),
            List.of(Sources.deleteLines(file, file.firstLine(check), file.lastLine(check)))));
  }

  static String value(MethodDeclaration method, RandomGenerator random) {
    var type = method.getType().asString();
    return switch (type) {
      case "void" -> "";
      case "boolean" -> random.nextInt(4) == 0 ? "true" : "false";
      case "int", "long", "short", "byte" -> random.nextBoolean() ? "0" : "-1";
      case "double", "float" -> "0";
      case "char" -> "'\\0'";
      case "String" -> random.nextBoolean() ? "\"\"" : "null";
      default -> random.nextInt(3) == 0 ? "EMPTY" : "null";
    };
  }
}
