package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.Type;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Two catches that do the same become one of both types, and back. */
record Catches(boolean merge) implements EditKind {
  /** What may be a superclass of another type here, which a multi-catch must not name. */
  private static final Set<String> GENERAL =
      Set.of("Exception", "Throwable", "RuntimeException", "Error", "IOException");

  @Override
  public String name() {
    return merge ? "merge-catches" : "split-catch";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(merge ? "split-catch" : "merge-catches");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(TryStmt.class)) {
      var clauses = statement.getCatchClauses();
      for (var i = 0; i < clauses.size(); i++) {
        if (!merge) {
          split(file, clauses.get(i)).ifPresent(result::add);
        } else if (i > 0) {
          merged(file, clauses.get(i - 1), clauses.get(i)).ifPresent(result::add);
        }
      }
    }
    return result;
  }

  private static Optional<Candidate> merged(SourceFile file, CatchClause a, CatchClause b) {
    var types = new ArrayList<Type>(types(a));
    types.addAll(types(b));
    var general =
        types.stream().filter(t -> GENERAL.contains(t.asString())).map(Type::asString).toList();
    var known =
        general.isEmpty()
            || (general.equals(List.of("IOException"))
                && types.stream()
                    .allMatch(
                        t ->
                            t.asString()
                                .matches(
                                    "IOException|(Interrupted|SQL|Timeout|Execution|ClassNotFound"
                                        + "|GeneralSecurity|Parse|URISyntax|NumberFormat"
                                        + "|IllegalArgument|IllegalState|NullPointer)Exception")))
            || (general.equals(List.of("RuntimeException"))
                && types.stream()
                    .allMatch(
                        t ->
                            t.asString()
                                .matches(
                                    "RuntimeException|(IO|Interrupted|SQL|Timeout|Execution"
                                        + "|ClassNotFound|NoSuchMethod|NoSuchField)Exception")));
    if (!known
        || !a.getParameter().getNameAsString().equals(b.getParameter().getNameAsString())
        || !a.getParameter().getModifiers().equals(b.getParameter().getModifiers())
        || !file.source(a.getBody()).equals(file.source(b.getBody()))
        || file.lastLine(b) - file.firstLine(a) > 25) {
      return Optional.empty();
    }
    var last = types(a).getLast();
    var first = types(b).getFirst();
    var added = file.text().substring(file.start(first), file.end(types(b).getLast()));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("first", last.asString(), "second", added),
            List.of(
                new TextEdit(file.end(last), file.end(last), " | " + added),
                new TextEdit(file.end(a), file.end(b), ""))));
  }

  private static List<Type> types(CatchClause clause) {
    var type = clause.getParameter().getType();
    return type.isUnionType()
        ? type.asUnionType().getElements().stream().map(t -> (Type) t).toList()
        : List.of(type);
  }

  private static Optional<Candidate> split(SourceFile file, CatchClause clause) {
    var types = types(clause);
    if (types.size() != 2
        || !Bodies.isOneLine(file, clause.getParameter())
        || file.lastLine(clause) - file.firstLine(clause) > 12) {
      return Optional.empty();
    }
    var first = types.getFirst();
    var second = types.getLast();
    var rest = file.text().substring(file.end(second), file.end(clause));
    var head = file.text().substring(file.start(clause), file.start(first));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("first", first.asString(), "second", second.asString()),
            List.of(
                new TextEdit(file.end(first), file.end(second), ""),
                new TextEdit(
                    file.end(clause), file.end(clause), " " + head + file.source(second) + rest))));
  }
}
