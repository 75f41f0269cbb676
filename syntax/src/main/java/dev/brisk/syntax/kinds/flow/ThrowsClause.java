package dev.brisk.syntax.kinds.flow;

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

/** A method declares an exception more, or less. */
record ThrowsClause(boolean add) implements EditKind {
  private static final List<String> EXCEPTIONS =
      List.of(
          "IOException",
          "InterruptedException",
          "Exception",
          "SQLException",
          "TimeoutException",
          "ExecutionException",
          "ClassNotFoundException",
          "ParseException",
          "URISyntaxException",
          "GeneralSecurityException",
          "NoSuchFieldException",
          "CloneNotSupportedException");

  @Override
  public String name() {
    return add ? "add-throws" : "remove-throws";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-throws" : "add-throws");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var method : file.methods()) {
      var thrown = method.getThrownExceptions();
      var name = method.getNameAsString();
      if (add) {
        var exception = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
        if (thrown.stream().anyMatch(t -> t.asString().equals(exception))) {
          continue;
        }
        var last = thrown.getLast();
        var at = last.isPresent() ? file.end(last.get()) : afterParameters(file, method);
        if (at > 0) {
          result.add(
              Sources.seeing(
                  file,
                  Map.of("method", name, "exception", exception),
                  file.firstLine(method.getName()),
                  file.firstLine(method.getName()),
                  List.of(
                      new TextEdit(at, at, (last.isPresent() ? ", " : " throws ") + exception))));
        }
      } else {
        for (var i = 0; i < thrown.size(); i++) {
          var start =
              i > 0
                  ? file.end(thrown.get(i - 1))
                  : thrown.size() > 1
                      ? file.start(thrown.get(0))
                      : beforeThrows(file, file.start(thrown.get(0)));
          var end =
              i == 0 && thrown.size() > 1 ? file.start(thrown.get(1)) : file.end(thrown.get(i));
          result.add(
              Sources.seeing(
                  file,
                  Map.of("method", name, "exception", thrown.get(i).asString()),
                  file.firstLine(method.getName()),
                  file.firstLine(method.getName()),
                  List.of(new TextEdit(start, end, ""))));
        }
      }
    }
    return result;
  }

  private static int beforeThrows(SourceFile file, int at) {
    var start = file.text().lastIndexOf("throws", at);
    while (Character.isWhitespace(file.text().charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int afterParameters(
      SourceFile file, com.github.javaparser.ast.body.CallableDeclaration<?> method) {
    var from =
        method.getParameters().getLast().map(file::end).orElseGet(() -> file.end(method.getName()));
    var close = file.text().indexOf(')', from);
    return close < 0 ? -1 : close + 1;
  }
}
