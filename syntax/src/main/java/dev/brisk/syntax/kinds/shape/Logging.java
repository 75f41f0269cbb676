package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Messages of a method: printed at its start, taken away, on another level. */
record Logging(String name) implements EditKind {
  static final Logging ADD = new Logging("add-logging");
  static final Logging REMOVE = new Logging("remove-logging");
  static final Logging LEVEL = new Logging("change-log-level");

  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

  private static final Pattern LOGGER = Pattern.compile("\\bLOGGER\\b");
  private static final Pattern SMALL_LOGGER = Pattern.compile("\\blogger\\b");

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("add-logging")) {
      var logger = logger(file.text());
      for (var method : file.methods()) {
        for (var parameter : method.getParameters()) {
          added(file, method, parameter.getNameAsString(), logger, random).ifPresent(result::add);
        }
      }
      return result;
    }
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      var level = call.getNameAsString();
      var scope = call.getScope().map(file::source).orElse("");
      if (!scope.matches("(?i)_?log(ger)?") || !LEVELS.contains(level)) {
        continue;
      }
      if (name.equals("change-log-level")) {
        var other = LEVELS.get(random.nextInt(LEVELS.size()));
        if (!other.equals(level)) {
          result.add(
              Sources.candidate(
                  file,
                  Map.of("old", level, "new", other),
                  List.of(
                      new dev.brisk.edit.TextEdit(
                          file.start(call.getName()), file.end(call.getName()), other))));
        }
      } else if (call.getParentNode().orElse(null) instanceof ExpressionStmt statement
          && Sources.ownLines(file, statement)) {
        result.add(
            Sources.candidate(
                file,
                Map.of("level", level),
                List.of(
                    Sources.deleteLines(
                        file, file.firstLine(statement), file.lastLine(statement)))));
      }
    }
    return result;
  }

  private static String logger(String text) {
    return LOGGER.matcher(text).find()
        ? "LOGGER"
        : SMALL_LOGGER.matcher(text).find() ? "logger" : "log";
  }

  private static Optional<Candidate> added(
      SourceFile file,
      CallableDeclaration<?> method,
      String variable,
      String logger,
      RandomGenerator random) {
    BlockStmt body =
        switch (method) {
          case MethodDeclaration m -> m.getBody().orElse(null);
          case ConstructorDeclaration c -> c.getBody();
          default -> null;
        };
    if (body == null
        || body.getStatements().isEmpty()
        || file.firstLine(body.getStatement(0)) == file.firstLine(body)
        || body.getStatement(0).isExplicitConstructorInvocationStmt()) {
      return Optional.empty();
    }
    var level = LEVELS.get(random.nextInt(LEVELS.size()));
    var print = random.nextInt(3) == 0;
    var text =
        print
            ? "System.out.println(" + variable + ");"
            : logger + "." + level + "(\"" + variable + "={}\", " + variable + ");";
    return Optional.of(
        Sources.seeing(
            file,
            Map.of(
                "variable",
                variable,
                "method",
                method.getNameAsString(),
                "how",
                print ? "print" : "log",
                "level",
                print ? "System.out.println" : logger + "." + level),
            file.firstLine(body),
            file.firstLine(body.getStatement(0)),
            List.of(
                Sources.insertBefore(
                    file,
                    file.firstLine(body) + 1,
                    Sources.indentation(file, body.getStatement(0)) + text))));
  }
}
