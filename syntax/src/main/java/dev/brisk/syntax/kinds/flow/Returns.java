package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** A return statement returns something else; with "optional-wrap", an Optional of the same. */
record Returns(boolean optional) implements EditKind {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "\"\"",
          "this",
          "List.of()",
          "Map.of()",
          "Optional.empty()",
          "Collections.emptyList()",
          "new ArrayList<>()",
          "result");

  @Override
  public String name() {
    return optional ? "optional-wrap" : "change-return";
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var names =
        file.unit().findAll(NameExpr.class).stream()
            .map(NameExpr::getNameAsString)
            .filter(n -> Character.isLowerCase(n.charAt(0)))
            .distinct()
            .toList();
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(ReturnStmt.class)) {
      var value = statement.getExpression().orElse(null);
      if (value == null || file.firstLine(value) != file.lastLine(value)) {
        continue;
      }
      var old = file.source(value);
      var slots = new HashMap<String, String>();
      Sources.ancestor(statement, MethodDeclaration.class)
          .ifPresent(m -> slots.put("method", m.getNameAsString()));
      if (old.length() <= 40) {
        slots.put("old", old);
      }
      String text;
      if (optional) {
        if (old.startsWith("Optional") || old.length() > 60) {
          continue;
        }
        text =
            value.isNullLiteralExpr()
                ? "Optional.empty()"
                : (random.nextInt(3) == 0 ? "Optional.of(" : "Optional.ofNullable(") + old + ")";
        slots.put("wrapper", text.substring(0, text.indexOf('(')));
      } else {
        text =
            random.nextInt(3) == 0 && !names.isEmpty()
                ? names.get(random.nextInt(names.size()))
                : VALUES.get(random.nextInt(VALUES.size()));
        slots.put("new", text);
      }
      if (!text.equals(old)) {
        result.add(
            Sources.candidate(
                file, slots, List.of(new TextEdit(file.start(value), file.end(value), text))));
      }
    }
    return result;
  }
}
