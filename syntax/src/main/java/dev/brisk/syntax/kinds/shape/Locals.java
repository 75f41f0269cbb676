package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
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

/** An expression becomes a local variable, or a variable that is used once its expression. */
record Locals(boolean extract) implements EditKind {
  private static final String[] NAMES = {
    "result",
    "value",
    "item",
    "current",
    "text",
    "found",
    "target",
    "next",
    "key",
    "entry",
    "length",
    "first",
    "candidate",
    "copy",
    "total"
  };

  @Override
  public String name() {
    return extract ? "extract-local" : "inline-local";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (extract) {
      for (var call : file.unit().findAll(MethodCallExpr.class)) {
        for (var argument : call.getArguments()) {
          extracted(file, argument, random).ifPresent(result::add);
        }
      }
    } else {
      for (var declaration : file.unit().findAll(VariableDeclarationExpr.class)) {
        inlined(file, declaration).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<Candidate> extracted(
      SourceFile file, Expression expression, RandomGenerator random) {
    var statement =
        Sources.ancestor(expression, Statement.class)
            .filter(s -> s.isExpressionStmt() || s.isReturnStmt())
            .filter(s -> s.getParentNode().orElse(null) instanceof BlockStmt)
            .filter(s -> Sources.ownLines(file, s) && file.firstLine(s) == file.lastLine(s))
            .orElse(null);
    var text = file.source(expression);
    var name = NAMES[random.nextInt(NAMES.length)];
    if (statement == null
        || !(expression.isMethodCallExpr() || expression.isBinaryExpr())
        || text.length() > 40
        || Sources.ancestor(expression, com.github.javaparser.ast.expr.LambdaExpr.class).isPresent()
        || file.text().contains(" " + name + " ")) {
      return Optional.empty();
    }
    var line = file.firstLine(statement);
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("expression", text, "name", name),
            List.of(
                Sources.insertBefore(
                    file,
                    line,
                    Sources.indentation(file, statement) + "var " + name + " = " + text + ";"),
                new TextEdit(file.start(expression), file.end(expression), name))));
  }

  private static Optional<Candidate> inlined(SourceFile file, VariableDeclarationExpr declaration) {
    var statement = declaration.getParentNode().orElse(null);
    if (!(statement instanceof ExpressionStmt)
        || !(statement.getParentNode().orElse(null) instanceof BlockStmt block)
        || declaration.getVariables().size() != 1
        || !Sources.ownLines(file, statement)
        || file.firstLine(statement) != file.lastLine(statement)) {
      return Optional.empty();
    }
    VariableDeclarator variable = declaration.getVariable(0);
    var value = variable.getInitializer().orElse(null);
    var uses =
        block.findAll(NameExpr.class, n -> n.getNameAsString().equals(variable.getNameAsString()));
    if (value == null
        || uses.size() != 1
        || value.isArrayInitializerExpr()
        || value.isLambdaExpr()
        || Sources.ancestor(uses.getFirst(), com.github.javaparser.ast.expr.LambdaExpr.class)
            .isPresent()
        || file.firstLine(uses.getFirst()) - file.firstLine(statement) > 6) {
      return Optional.empty();
    }
    var use = uses.getFirst();
    var simple =
        value.isNameExpr()
            || value.isMethodCallExpr()
            || value.isLiteralExpr()
            || value.isFieldAccessExpr()
            || (use.getParentNode().orElse(null) instanceof MethodCallExpr call
                && call.getArguments().contains(use)
                && !value.isAssignExpr());
    if (!simple
        || use.getParentNode()
            .filter(p -> p.toString().startsWith(variable.getNameAsString() + " ="))
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("name", variable.getNameAsString()),
            List.of(
                Sources.deleteLines(file, file.firstLine(statement), file.lastLine(statement)),
                new TextEdit(file.start(use), file.end(use), file.source(value)))));
  }
}
