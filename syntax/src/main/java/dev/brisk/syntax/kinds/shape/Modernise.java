package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
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

/** Old ways of the JDK become newer ones: isEmpty, StringBuilder, factories of collections. */
record Modernise(String name) implements EditKind {
  static final Modernise IS_EMPTY = new Modernise("use-is-empty");
  static final Modernise STRING_BUILDER = new Modernise("use-string-builder");
  static final Modernise STRING_BUFFER = new Modernise("use-string-buffer");
  static final Modernise FACTORY = new Modernise("use-collection-factory");
  static final Modernise DIAMOND = new Modernise("use-diamond");
  static final Modernise COMPOUND = new Modernise("use-compound-assignment");

  private static final Map<String, String> FACTORIES =
      Map.of(
          "Collections.emptyList", "List.of",
          "Collections.emptySet", "Set.of",
          "Collections.emptyMap", "Map.of",
          "Collections.singletonList", "List.of",
          "Collections.singleton", "Set.of",
          "Arrays.asList", "List.of");

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "use-string-builder", "use-string-buffer",
                "use-string-buffer", "use-string-builder",
                "use-compound-assignment", "expand-compound-assignment")
            .get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    switch (name) {
      case "use-is-empty" -> {
        isEmpty(file, result);
        equalsEmpty(file, result);
      }
      case "use-string-builder" -> builder(file, "StringBuffer", "StringBuilder", result);
      case "use-string-buffer" -> builder(file, "StringBuilder", "StringBuffer", result);
      case "use-collection-factory" -> {
        for (var call : file.unit().findAll(MethodCallExpr.class)) {
          var old =
              call.getScope().map(s -> file.source(s) + ".").orElse("") + call.getNameAsString();
          var made = FACTORIES.get(old);
          if (made != null && call.getTypeArguments().isEmpty()) {
            result.add(
                Sources.candidate(
                    file,
                    Map.of("old", old, "new", made),
                    List.of(new TextEdit(file.start(call), file.end(call.getName()), made))));
          }
        }
      }
      case "use-diamond" -> {
        for (var created : file.unit().findAll(ObjectCreationExpr.class)) {
          var type = created.getType();
          if (type.getTypeArguments().map(a -> !a.isEmpty()).orElse(false)
              && created.getAnonymousClassBody().isEmpty()) {
            result.add(
                Sources.candidate(
                    file,
                    Map.of("type", type.getNameAsString()),
                    List.of(new TextEdit(file.end(type.getName()), file.end(type), "<>"))));
          }
        }
      }
      default -> compound(file, result);
    }
    return result;
  }

  private static void isEmpty(SourceFile file, List<Candidate> to) {
    for (var test : file.unit().findAll(BinaryExpr.class)) {
      var text = file.source(test);
      var old = text.replaceAll("\\.(size|length)\\(\\) (==|!=|>|<=) 0$", "");
      if (!old.equals(text) && !old.contains(" ") && !old.contains("\n")) {
        var negated = text.contains("!=") || text.contains("> 0");
        to.add(
            Sources.candidate(
                file,
                Map.of("list", old, "old", text),
                List.of(
                    new TextEdit(
                        file.start(test),
                        file.end(test),
                        (negated ? "!" : "") + old + ".isEmpty()"))));
      }
    }
  }

  /** {@code x.equals("")}; the other way round it holds for null too, where isEmpty throws. */
  private static void equalsEmpty(SourceFile file, List<Candidate> to) {
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      var text = file.source(call);
      var old = text.replaceAll("\\.equals\\(\"\"\\)$", "");
      if (call.getNameAsString().equals("equals")
          && !old.equals(text)
          && old.matches("[\\w.()]+")) {
        to.add(
            Sources.candidate(
                file,
                Map.of("list", old, "old", text),
                List.of(new TextEdit(file.start(call), file.end(call), old + ".isEmpty()"))));
      }
    }
  }

  private static void builder(SourceFile file, String old, String made, List<Candidate> to) {
    for (var method : file.methods()) {
      var types = method.findAll(ClassOrInterfaceType.class, t -> t.getNameAsString().equals(old));
      if (!types.isEmpty() && types.size() <= 4) {
        to.add(
            Sources.candidate(
                file,
                Map.of("method", method.getNameAsString()),
                types.stream()
                    .map(t -> new TextEdit(file.start(t), file.end(t), made))
                    .sorted((a, b) -> Integer.compare(a.start(), b.start()))
                    .toList()));
      }
    }
  }

  private static void compound(SourceFile file, List<Candidate> to) {
    for (var assignment : file.unit().findAll(com.github.javaparser.ast.expr.AssignExpr.class)) {
      var target = file.source(assignment.getTarget());
      if (assignment.getOperator() == com.github.javaparser.ast.expr.AssignExpr.Operator.ASSIGN
          && assignment.getValue().isBinaryExpr()
          && file.firstLine(assignment) == file.lastLine(assignment)) {
        var sum = assignment.getValue().asBinaryExpr();
        var operator = sum.getOperator().asString();
        if (file.source(sum.getLeft()).equals(target) && "+-*/|&".contains(operator)) {
          to.add(
              Sources.candidate(
                  file,
                  Map.of("variable", target, "operator", operator + "="),
                  List.of(
                      new TextEdit(
                          file.end(assignment.getTarget()),
                          file.start(sum.getRight()),
                          " " + operator + "= "))));
        }
      }
    }
  }
}
