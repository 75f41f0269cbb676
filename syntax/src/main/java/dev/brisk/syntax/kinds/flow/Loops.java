package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Loops over an index become for-each loops and back; endless loops change their form. */
record Loops(String name) implements EditKind {
  static final Loops TO_FOREACH = new Loops("for-to-foreach");
  static final Loops TO_INDEX = new Loops("foreach-to-for");
  static final Loops TO_STREAM = new Loops("foreach-to-foreach-call");
  static final Loops ENDLESS = new Loops("endless-loop");

  private static final Pattern HEAD =
      Pattern.compile(
          "for \\(int (\\w+) = 0; \\1 < (\\w+)(\\.size\\(\\)|\\.length(?!\\w)); (?:\\1\\+\\+|\\+\\+\\1)\\)");

  @Override
  public Optional<String> inverse() {
    return name.equals("foreach-to-foreach-call")
        ? Optional.of("foreach-call-to-foreach")
        : Optional.empty();
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    switch (name) {
      case "for-to-foreach" ->
          file.unit().findAll(ForStmt.class).forEach(l -> forEach(file, l).ifPresent(result::add));
      case "foreach-to-for" ->
          file.unit()
              .findAll(ForEachStmt.class)
              .forEach(l -> index(file, l).ifPresent(result::add));
      case "foreach-to-foreach-call" ->
          file.unit().findAll(ForEachStmt.class).forEach(l -> call(file, l).ifPresent(result::add));
      default -> {
        for (var loop : file.unit().findAll(WhileStmt.class)) {
          endless(file, loop).ifPresent(result::add);
        }
        for (var loop : file.unit().findAll(ForStmt.class)) {
          var head = head(file, loop, loop.getBody());
          if (head.equals("for (;;) ") || head.equals("for (; ; ) ")) {
            result.add(
                Sources.candidate(
                    file,
                    Map.of("old", "for (;;)", "new", "while (true)"),
                    List.of(
                        new TextEdit(
                            file.start(loop), file.start(loop.getBody()), "while (true) "))));
          }
        }
      }
    }
    return result;
  }

  private static String head(
      SourceFile file, com.github.javaparser.ast.Node loop, com.github.javaparser.ast.Node body) {
    return file.text().substring(file.start(loop), file.start(body));
  }

  /** Where the first statement fetches the element, it becomes the loop's variable. */
  private static Optional<Candidate> forEach(SourceFile file, ForStmt loop) {
    var matcher = HEAD.matcher(head(file, loop, loop.getBody()).strip());
    if (!matcher.matches()
        || !loop.getBody().isBlockStmt()
        || loop.getBody().asBlockStmt().isEmpty()) {
      return Optional.empty();
    }
    var index = matcher.group(1);
    var list = matcher.group(2);
    var fetch =
        matcher.group(3).startsWith(".size")
            ? list + ".get(" + index + ")"
            : list + "[" + index + "]";
    var first = loop.getBody().asBlockStmt().getStatement(0);
    var uses =
        loop.getBody().findAll(NameExpr.class, n -> n.getNameAsString().equals(index)).size();
    var text = file.source(first);
    var declared =
        Pattern.compile("((?:final )?[\\w<>.?, ]+) (\\w+) = " + Pattern.quote(fetch) + ";")
            .matcher(text);
    if (uses != 1 || !declared.matches() || !Sources.ownLines(file, first)) {
      return Elements.named(file, loop, list, index, fetch);
    }
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("list", list, "index", index, "variable", declared.group(2)),
            List.of(
                new TextEdit(
                    file.start(loop),
                    file.start(loop.getBody()),
                    "for (" + declared.group(1) + " " + declared.group(2) + " : " + list + ") "),
                Sources.deleteLines(file, file.firstLine(first), file.lastLine(first)))));
  }

  private static Optional<Candidate> index(SourceFile file, ForEachStmt loop) {
    Expression list = loop.getIterable();
    if (!list.isNameExpr()
        || !loop.getBody().isBlockStmt()
        || loop.getBody().asBlockStmt().isEmpty()
        || file.firstLine(loop) == file.lastLine(loop)
        || !loop.findAll(NameExpr.class, n -> n.getNameAsString().equals("i")).isEmpty()) {
      return Optional.empty();
    }
    var name = file.source(list);
    var type = Scopes.declaredType(file, loop, name);
    var array = type.endsWith("[]");
    if (!array && !type.matches("(Array|Linked)?List(<.*)?")) {
      return Optional.empty();
    }
    var variable = file.source(loop.getVariable());
    var in = Sources.indentation(file, loop.getBody().asBlockStmt().getStatement(0));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of(
                "list",
                name,
                "index",
                "i",
                "variable",
                loop.getVariableDeclarator().getNameAsString()),
            List.of(
                new TextEdit(
                    file.start(loop),
                    file.start(loop.getBody()),
                    "for (int i = 0; i < " + name + (array ? ".length" : ".size()") + "; i++) "),
                Sources.insertAfter(
                    file,
                    file.firstLine(loop.getBody()),
                    in + variable + " = " + name + (array ? "[i];" : ".get(i);")))));
  }

  private static Optional<Candidate> call(SourceFile file, ForEachStmt loop) {
    var statements = Sources.statements(loop.getBody());
    if (statements.size() != 1
        || !statements.getFirst().isExpressionStmt()
        || !loop.getIterable().isNameExpr()
        || !Sources.ownLines(file, loop)
        || file.firstLine(statements.getFirst()) != file.lastLine(statements.getFirst())) {
      return Optional.empty();
    }
    var expression = statements.getFirst().asExpressionStmt().getExpression();
    if (!expression.isMethodCallExpr()) {
      return Optional.empty();
    }
    var variable = loop.getVariableDeclarator().getNameAsString();
    var list = file.source(loop.getIterable());
    if (!Scopes.declaredType(file, loop, list)
        .matches("(\\w*List|\\w*Set|Collection|Iterable)(<.*)?")) {
      return Optional.empty();
    }
    var text = list + ".forEach(" + variable + " -> " + file.source(expression) + ");";
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("list", list, "variable", variable),
            List.of(new TextEdit(file.start(loop), file.end(loop), text))));
  }

  private static Optional<Candidate> endless(SourceFile file, WhileStmt loop) {
    return file.source(loop.getCondition()).equals("true")
        ? Optional.of(
            Sources.candidate(
                file,
                Map.of("old", "while (true)", "new", "for (;;)"),
                List.of(new TextEdit(file.start(loop), file.start(loop.getBody()), "for (;;) "))))
        : Optional.empty();
  }
}
