package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A statement goes into a try with a catch that throws on, or comes out of its try. */
record TryCatch(boolean wrap) implements EditKind {
  private static final List<String> EXCEPTIONS =
      List.of(
          "IOException",
          "Exception",
          "InterruptedException",
          "RuntimeException",
          "SQLException",
          "NumberFormatException",
          "IllegalArgumentException",
          "ExecutionException");

  @Override
  public String name() {
    return wrap ? "wrap-try-catch" : "unwrap-try";
  }

  @Override
  public Optional<String> inverse() {
    return wrap ? Optional.of("unwrap-try") : Optional.empty();
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (wrap) {
      for (var statement : file.unit().findAll(ExpressionStmt.class)) {
        var declares = statement.getExpression().isVariableDeclarationExpr();
        if (!declares
            && Sources.ownLines(file, statement)
            && Sources.ancestor(statement, TryStmt.class).isEmpty()) {
          wrapped(file, statement, random, result);
        }
      }
    } else {
      file.unit().findAll(TryStmt.class).forEach(t -> unwrapped(file, t).ifPresent(result::add));
    }
    return result;
  }

  private static void wrapped(
      SourceFile file, ExpressionStmt statement, RandomGenerator random, List<Candidate> to) {
    var in = Sources.indentation(file, statement);
    var step = Sources.step(file);
    var exception = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
    var first = file.firstLine(statement);
    var last = file.lastLine(statement);
    var edits = new ArrayList<TextEdit>();
    edits.add(Sources.insertBefore(file, first, in + "try {"));
    edits.addAll(Sources.indent(file, first, last, step));
    edits.add(
        Sources.insertAfter(
            file,
            last,
            in + "} catch (" + exception + " e) {",
            in + step + "throw new RuntimeException(e);",
            in + "}"));
    var slots = new HashMap<>(Map.of("exception", exception, "line", String.valueOf(first)));
    call(statement).ifPresent(call -> slots.put("call", call));
    to.add(Sources.candidate(file, slots, merged(edits)));
  }

  // Two edits at one place are one.
  private static List<TextEdit> merged(List<TextEdit> edits) {
    var result = new ArrayList<TextEdit>();
    for (var edit : edits) {
      var previous = result.isEmpty() ? null : result.getLast();
      if (previous != null && previous.end() == edit.start() && previous.start() == edit.start()) {
        result.set(
            result.size() - 1,
            new TextEdit(
                previous.start(), edit.end(), previous.replacement() + edit.replacement()));
      } else {
        result.add(edit);
      }
    }
    return result;
  }

  private static Optional<String> call(ExpressionStmt statement) {
    return statement.getExpression().isMethodCallExpr()
        ? Optional.of(statement.getExpression().asMethodCallExpr().getNameAsString())
        : Optional.empty();
  }

  private static Optional<Candidate> unwrapped(SourceFile file, TryStmt statement) {
    var block = statement.getTryBlock();
    if (!statement.getResources().isEmpty()
        || statement.getFinallyBlock().isPresent()
        || statement.getCatchClauses().size() != 1
        || block.getStatements().isEmpty()
        || file.lastLine(statement) - file.firstLine(statement) > 20) {
      return Optional.empty();
    }
    var first = file.firstLine(block.getStatement(0));
    var last = file.lastLine(block.getStatement(block.getStatements().size() - 1));
    var handler = statement.getCatchClauses().get(0);
    if (first == file.firstLine(statement) || last == file.firstLine(handler)) {
      return Optional.empty();
    }
    return Sources.dedent(file, first, last, Sources.step(file))
        .map(
            shifted -> {
              var edits = new ArrayList<TextEdit>();
              edits.add(Sources.deleteLines(file, file.firstLine(statement), first - 1));
              edits.addAll(shifted);
              edits.add(Sources.deleteLines(file, last + 1, file.lastLine(statement)));
              return Sources.candidate(
                  file, Map.of("exception", handler.getParameter().getType().asString()), edits);
            });
  }
}
