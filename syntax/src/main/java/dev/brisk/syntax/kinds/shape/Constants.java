package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A literal becomes a constant of its class, or a constant that is used once its value. */
record Constants(boolean extract) implements EditKind {
  private static final int MOST_LINES = 36;

  private static final List<String> NUMBERS =
      List.of(
          "LIMIT",
          "MAX_SIZE",
          "TIMEOUT",
          "DEFAULT_SIZE",
          "MAX_RETRIES",
          "THRESHOLD",
          "WIDTH",
          "BUFFER_SIZE",
          "MAX_LENGTH",
          "OFFSET",
          "DELAY_MILLIS",
          "FACTOR",
          "CAPACITY");
  private static final List<String> TEXTS =
      List.of(
          "PREFIX",
          "SEPARATOR",
          "MESSAGE",
          "DEFAULT_NAME",
          "KEY",
          "PATTERN",
          "SUFFIX",
          "HEADER",
          "FORMAT",
          "ERROR_MESSAGE",
          "ENCODING",
          "TYPE_NAME",
          "LABEL");

  @Override
  public String name() {
    return extract ? "extract-constant" : "inline-constant";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(extract ? "inline-constant" : "extract-constant");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (extract) {
      var literals = file.unit().findAll(LiteralExpr.class);
      var byText = literals.stream().collect(Collectors.groupingBy(file::source));
      for (var literal : literals) {
        var alike = byText.getOrDefault(file.source(literal), List.of());
        extracted(file, literal, alike, random).ifPresent(result::add);
      }
    } else {
      for (var field : file.unit().findAll(FieldDeclaration.class)) {
        inlined(file, field).ifPresent(result::add);
      }
    }
    return result;
  }

  private static String type(Expression literal) {
    return literal.isStringLiteralExpr()
        ? "String"
        : literal.isIntegerLiteralExpr()
            ? "int"
            : literal.isLongLiteralExpr()
                ? "long"
                : literal.isDoubleLiteralExpr() && !literal.toString().matches("(?i).*f")
                    ? "double"
                    : literal.isCharLiteralExpr() ? "char" : "";
  }

  /**
   * @param alike all literals of the file with this text
   */
  private static Optional<Candidate> extracted(
      SourceFile file, LiteralExpr literal, List<LiteralExpr> alike, RandomGenerator random) {
    var type = type(literal);
    var text = file.source(literal);
    var owner =
        Sources.ancestor(literal, TypeDeclaration.class)
            .filter(t -> t instanceof ClassOrInterfaceDeclaration)
            .map(t -> (ClassOrInterfaceDeclaration) t)
            .orElse(null);
    if (type.isEmpty()
        || text.matches("-?[012]L?|\"\"")
        || text.length() > 40
        || owner == null
        || owner.isInterface()
        || (!owner.isStatic()
            && owner.getParentNode().filter(p -> p instanceof TypeDeclaration).isPresent())
        || Scopes.method(literal).isEmpty()
        || Sources.ancestor(literal, AnnotationExpr.class).isPresent()
        || Sources.ancestor(literal, SwitchEntry.class)
            .filter(e -> e.getLabels().stream().anyMatch(l -> Bodies.isSame(l, literal)))
            .isPresent()
        || alike.stream()
                .filter(
                    other ->
                        file.start(other) > file.start(owner) && file.end(other) < file.end(owner))
                .count()
            > 1) {
      return Optional.empty();
    }
    // Behind the constants that the class begins with, else first of all.
    FieldDeclaration last = null;
    for (var member : owner.getMembers()) {
      if (!(member instanceof FieldDeclaration field) || !field.isStatic() || !field.isFinal()) {
        break;
      }
      last = field;
    }
    var names = type.equals("String") ? TEXTS : NUMBERS;
    var name = names.get(random.nextInt(names.size()));
    var open = file.text().indexOf("{", file.end(owner.getName()));
    var line = last == null ? file.lineAt(open) : file.lastLine(last);
    if (file.text().contains(name)
        || (last == null && !file.text().substring(open + 1, file.lineEnd(line)).isBlank())
        || (last != null && !Sources.ownLines(file, last))
        || file.lastLine(literal) - line > MOST_LINES
        || file.firstLine(literal) <= line) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, owner) + Sources.step(file);
    var declared = in + "private static final " + type + " " + name + " = " + text + ";";
    var alone =
        last == null && !owner.getMember(0).isFieldDeclaration() && !file.line(line + 1).isBlank();
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("name", name, "value", text, "class", owner.getNameAsString()),
            List.of(
                alone
                    ? Sources.insertAfter(file, line, declared, "")
                    : Sources.insertAfter(file, line, declared),
                new TextEdit(file.start(literal), file.end(literal), name))));
  }

  private static Optional<Candidate> inlined(SourceFile file, FieldDeclaration field) {
    if (!field.isStatic()
        || !field.isFinal()
        || !field.isPrivate()
        || field.getVariables().size() != 1
        || field.getComment().isPresent()
        || !field.getAnnotations().isEmpty()
        || !Sources.ownLines(file, field)
        || !Bodies.isOneLine(file, field)) {
      return Optional.empty();
    }
    var name = field.getVariable(0).getNameAsString();
    var value = field.getVariable(0).getInitializer().orElse(null);
    var uses = file.unit().findAll(NameExpr.class, n -> n.getNameAsString().equals(name));
    if (value == null
        || !value.isLiteralExpr()
        || uses.size() != 1
        || file.text().split("\\b" + name + "\\b", -1).length != 3
        || !type(value).equals(field.getVariable(0).getType().asString())) {
      return Optional.empty();
    }
    var use = uses.getFirst();
    var line = file.firstLine(field);
    if (file.firstLine(use) <= line || file.firstLine(use) - line > MOST_LINES) {
      return Optional.empty();
    }
    // The blank line below goes too where another or the class's head stands above.
    var blank =
        file.line(line + 1).isBlank()
            && (file.line(line - 1).isBlank() || file.line(line - 1).stripTrailing().endsWith("{"));
    return Optional.of(
        Sources.candidate(
            file,
            Map.of("name", name, "value", file.source(value)),
            List.of(
                Sources.deleteLines(file, line, blank ? line + 1 : line),
                new TextEdit(file.start(use), file.end(use), file.source(value)))));
  }
}
