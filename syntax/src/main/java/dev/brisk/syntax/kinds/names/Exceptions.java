package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ThrowStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Another exception is thrown, or caught. */
record Exceptions(boolean caught) implements EditKind {
  @Override
  public String name() {
    return caught ? "change-caught" : "change-thrown";
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (caught) {
      for (var clause : file.unit().findAll(CatchClause.class)) {
        if (clause.getParameter().getType().isClassOrInterfaceType()) {
          add(
              file,
              clause.getParameter().getType().asClassOrInterfaceType().getName(),
              random,
              result);
        }
      }
    } else {
      for (var statement : file.unit().findAll(ThrowStmt.class)) {
        if (statement.getExpression() instanceof ObjectCreationExpr created) {
          add(file, created.getType().getName(), random, result);
        }
      }
    }
    return result;
  }

  private static void add(
      SourceFile file, SimpleName type, RandomGenerator random, List<Candidate> to) {
    var old = type.getIdentifier();
    var other = Types.otherException(old, random);
    to.add(Place.replacing(file, type, other, Map.of("old", old, "new", other)));
  }
}
