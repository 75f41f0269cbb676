package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Adds or removes a modifier such as final, in the order that the language recommends. */
record Modifiers(boolean add) implements EditKind {
  private static final List<String> ORDER =
      List.of(
          "public",
          "protected",
          "private",
          "abstract",
          "default",
          "static",
          "final",
          "transient",
          "volatile",
          "synchronized",
          "native",
          "strictfp");

  @Override
  public String name() {
    return add ? "add-modifier" : "remove-modifier";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-modifier" : "add-modifier");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    file.unit()
        .walk(
            node -> {
              if (node instanceof NodeWithModifiers<?> modified && node.getRange().isPresent()) {
                declared(node)
                    .ifPresent(
                        declared -> {
                          if (add) {
                            added(file, node, modified, declared, result);
                          } else {
                            removed(file, modified, declared, result);
                          }
                        });
              }
            });
    return result;
  }

  private record Declared(String name, String what) {}

  private static Optional<Declared> declared(Node node) {
    return switch (node) {
      case Parameter p -> Optional.of(new Declared(p.getNameAsString(), "parameter"));
      case VariableDeclarationExpr v when v.getVariables().size() == 1 ->
          Optional.of(new Declared(v.getVariable(0).getNameAsString(), "variable"));
      default -> Place.name(node).flatMap(n -> Place.what(node).map(what -> new Declared(n, what)));
    };
  }

  private static void added(
      SourceFile file,
      Node node,
      NodeWithModifiers<?> modified,
      Declared declared,
      List<Candidate> to) {
    for (var modifier : possible(node, modified)) {
      var before =
          modified.getModifiers().stream()
              .filter(m -> ORDER.indexOf(m.getKeyword().asString()) < ORDER.indexOf(modifier))
              .reduce((a, b) -> b);
      var at = before.map(m -> afterSpaces(file, file.end(m))).orElseGet(() -> start(file, node));
      to.add(
          Place.at(
              file,
              Map.of("name", declared.name, "what", declared.what, "modifier", modifier),
              new TextEdit(at, at, modifier + " ")));
    }
  }

  private static void removed(
      SourceFile file, NodeWithModifiers<?> modified, Declared declared, List<Candidate> to) {
    for (var modifier : modified.getModifiers()) {
      var keyword = modifier.getKeyword().asString();
      if (ORDER.indexOf(keyword) > 2 && modifier.getRange().isPresent()) {
        to.add(
            Place.at(
                file,
                Map.of("name", declared.name, "what", declared.what, "modifier", keyword),
                new TextEdit(file.start(modifier), afterSpaces(file, file.end(modifier)), "")));
      }
    }
  }

  private static List<String> possible(Node node, NodeWithModifiers<?> modified) {
    var offered =
        switch (node) {
          case MethodDeclaration m when m.getBody().isPresent() ->
              List.of("final", "static", "synchronized");
          case FieldDeclaration f -> List.of("final", "static", "transient", "volatile");
          case CallableDeclaration<?> c -> List.<String>of();
          case Parameter p
              when !(p.getParentNode().orElse(null)
                  instanceof com.github.javaparser.ast.expr.LambdaExpr) ->
              List.of("final");
          case Parameter p -> List.<String>of();
          case VariableDeclarationExpr v -> List.of("final");
          case com.github.javaparser.ast.body.ClassOrInterfaceDeclaration c when !c.isInterface() ->
              List.of("final", "abstract", "static");
          default -> List.<String>of();
        };
    var present = modified.getModifiers().stream().map(m -> m.getKeyword().asString()).toList();
    return offered.stream()
        .filter(m -> !present.contains(m))
        .filter(
            m ->
                !(present.contains("final") && (m.equals("volatile") || m.equals("abstract")))
                    && !(m.equals("final")
                        && (present.contains("volatile") || present.contains("abstract")))
                    && !(present.contains("abstract")
                        && (m.equals("static") && node instanceof MethodDeclaration)))
        .toList();
  }

  /** The offset behind the spaces at {@code at}. */
  static int afterSpaces(SourceFile file, int at) {
    var end = at;
    while (end < file.text().length() && file.text().charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  /** Where a declaration begins behind its annotations. */
  static int start(SourceFile file, Node node) {
    var start = file.start(node);
    if (node instanceof NodeWithAnnotations<?> annotated) {
      for (var annotation : annotated.getAnnotations()) {
        start = Math.max(start, file.end(annotation));
      }
    }
    while (Character.isWhitespace(file.text().charAt(start))) {
      start++;
    }
    return start;
  }

  /** Whether a member's own line begins with it. */
  static boolean startsLine(SourceFile file, BodyDeclaration<?> member) {
    var start = file.start(member);
    return file.text().substring(file.lineStart(file.firstLine(member)), start).isBlank();
  }
}
