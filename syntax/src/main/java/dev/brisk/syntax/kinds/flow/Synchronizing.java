package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A statement goes into a synchronized block, or comes out of it. */
record Synchronizing(boolean wrap) implements EditKind {
  @Override
  public String name() {
    return wrap ? "wrap-synchronized" : "unwrap-synchronized";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(wrap ? "unwrap-synchronized" : "wrap-synchronized");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(Statement.class)) {
      if (!Sources.ownLines(file, statement)
          || Bodies.block(statement).isEmpty()
          || file.lastLine(statement) - file.firstLine(statement) > 25) {
        continue;
      }
      if (wrap && statement instanceof ExpressionStmt s) {
        locked(file, s, random).ifPresent(result::add);
      } else if (!wrap && statement instanceof SynchronizedStmt s) {
        unlocked(file, s).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<Candidate> locked(
      SourceFile file, ExpressionStmt statement, RandomGenerator random) {
    if (statement.getExpression().isVariableDeclarationExpr()
        || Sources.ancestor(statement, SynchronizedStmt.class).isPresent()) {
      return Optional.empty();
    }
    var locks = new ArrayList<>(List.of("this", "lock"));
    statement.findAll(NameExpr.class).stream()
        .map(NameExpr::getNameAsString)
        .filter(n -> Character.isLowerCase(n.charAt(0)))
        .forEach(locks::add);
    var lock = locks.get(random.nextInt(locks.size()));
    var slots = new HashMap<>(Map.of("lock", lock));
    if (statement.getExpression().isMethodCallExpr()) {
      slots.put("call", statement.getExpression().asMethodCallExpr().getNameAsString());
    }
    return Optional.of(Bodies.around(file, slots, statement, "synchronized (" + lock + ") {", "}"));
  }

  private static Optional<Candidate> unlocked(SourceFile file, SynchronizedStmt statement) {
    if (!Bodies.rest(statement).isEmpty()
        && statement.getBody().getStatements().stream()
            .anyMatch(
                s ->
                    s instanceof ExpressionStmt e
                        && e.getExpression().isVariableDeclarationExpr())) {
      return Optional.empty();
    }
    return Bodies.inside(file, statement.getBody())
        .map(
            body ->
                Bodies.replaced(
                    file,
                    Map.of("lock", file.source(statement.getExpression())),
                    statement,
                    statement,
                    Bodies.text(body, Sources.indentation(file, statement))));
  }
}
