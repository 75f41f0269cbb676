package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithImplements;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A small class of final fields becomes a record, and back. Getters that are not called as the
 * record's accessors are stay, so that nothing that uses them has to change.
 */
record Records(boolean toRecord) implements EditKind {
  private static final int MOST_LINES = 38;
  private static final int MOST_COMPONENTS = 3;

  @Override
  public String name() {
    return toRecord ? "class-to-record" : "record-to-class";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toRecord ? "record-to-class" : "class-to-record");
  }

  @Override
  public boolean idempotent() {
    return toRecord;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (toRecord) {
      for (var type : file.unit().findAll(ClassOrInterfaceDeclaration.class)) {
        record(file, type).ifPresent(result::add);
      }
    } else {
      for (var type : file.unit().findAll(RecordDeclaration.class)) {
        written(file, type).ifPresent(result::add);
      }
    }
    return result;
  }

  private static String modifiers(NodeWithModifiers<?> node, String without) {
    var result = new StringBuilder();
    for (var modifier : node.getModifiers()) {
      var word = modifier.getKeyword().asString();
      if (!word.matches(without)) {
        result.append(word).append(' ');
      }
    }
    return result.toString();
  }

  private static Optional<Candidate> record(SourceFile file, ClassOrInterfaceDeclaration type) {
    var fields = type.getFields().stream().filter(f -> !f.isStatic()).toList();
    var own = type.getNameAsString();
    var inner = type.getParentNode().filter(p -> p instanceof BodyDeclaration).isPresent();
    if (type.isInterface()
        || fields.isEmpty()
        || type.isAbstract()
        || !type.getExtendedTypes().isEmpty()
        || !type.getTypeParameters().isEmpty()
        || !type.getAnnotations().isEmpty()
        || (inner && !type.isStatic())
        || (type.isPublic() && !type.isFinal())
        || isExtended(file, own)
        || type.getConstructors().size() != 1
        || file.lastLine(type) - file.firstLine(type) > MOST_LINES
        || fields.stream().anyMatch(f -> !isComponent(f))
        || file.source(type).contains("super.")) {
      return Optional.empty();
    }
    var canonical = type.getConstructors().get(0);
    if (!isCanonical(file, type, canonical, fields)) {
      return Optional.empty();
    }
    var kept = new ArrayList<BodyDeclaration<?>>();
    for (var member : type.getMembers()) {
      if (Bodies.isSame(member, canonical)
          || (member instanceof FieldDeclaration f && !f.isStatic())) {
        continue;
      }
      if (member instanceof FieldDeclaration) {
        kept.add(member);
        continue;
      }
      if (!(member instanceof MethodDeclaration method)) {
        return Optional.empty();
      }
      var dropped =
          isAccessor(file, method, fields)
              || (method.getNameAsString().matches("equals|hashCode")
                  && method.getAnnotationByName("Override").isPresent()
                  // Of all fields, as a record's are.
                  && fields.stream()
                      .map(f -> f.getVariable(0).getNameAsString())
                      .allMatch(name -> file.source(method).contains(name)));
      if (dropped && !method.getNameAsString().equals("equals") && Bodies.hasComment(method)) {
        return Optional.empty();
      }
      if (!dropped) {
        kept.add(method);
      }
      // An accessor must be public, and others of its name would be taken for one.
      if (!dropped
          && method.getParameters().isEmpty()
          && fields.stream()
              .anyMatch(f -> f.getVariable(0).getNameAsString().equals(method.getNameAsString()))) {
        return Optional.empty();
      }
    }
    var components =
        String.join(
            ", ",
            canonical.getParameters().stream()
                .map(p -> Sources.type(p.getType()) + " " + p.getNameAsString())
                .toList());
    var in = Sources.indentation(file, type);
    var head =
        modifiers(type, "static|final")
            + "record "
            + own
            + "("
            + components
            + ")"
            + implemented(file, type)
            + " {";
    if (head.length() + in.length() > Bodies.WIDTH) {
      return Optional.empty();
    }
    var lines = new ArrayList<String>();
    lines.add(head);
    var wasField = false;
    for (var method : kept) {
      var from = method.getComment().map(file::firstLine).orElse(file.firstLine(method));
      var text =
          Bodies.relative(file, from, file.lastLine(method), Sources.indentation(file, method));
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (lines.size() > 1 && !(method.isFieldDeclaration() && wasField)) {
        lines.add("");
      }
      wasField = method.isFieldDeclaration();
      lines.addAll(Bodies.indented(text.get(), Sources.step(file)));
    }
    if (kept.isEmpty()) {
      lines.set(0, head + "}");
    } else {
      lines.add("}");
    }
    return Optional.of(
        Bodies.replaced(file, Map.of("class", own), type, type, Bodies.text(lines, in)));
  }

  private static String implemented(SourceFile file, NodeWithImplements<?> type) {
    return type.getImplementedTypes().isEmpty()
        ? ""
        : " implements "
            + String.join(", ", type.getImplementedTypes().stream().map(file::source).toList());
  }

  private static boolean isExtended(SourceFile file, String type) {
    return file.unit()
        .findFirst(
            ClassOrInterfaceDeclaration.class,
            c -> c.getExtendedTypes().stream().anyMatch(t -> t.getNameAsString().equals(type)))
        .isPresent();
  }

  private static boolean isComponent(FieldDeclaration field) {
    return field.getVariables().size() == 1
        && field.isPrivate()
        && field.isFinal()
        && !field.isStatic()
        && field.getAnnotations().isEmpty()
        && field.getComment().isEmpty()
        && field.getVariable(0).getInitializer().isEmpty();
  }

  /** Whether the constructor only stores each field, in the fields' order. */
  private static boolean isCanonical(
      SourceFile file,
      ClassOrInterfaceDeclaration type,
      ConstructorDeclaration made,
      List<FieldDeclaration> fields) {
    var statements = made.getBody().getStatements();
    var width = modifiers(made, "").strip();
    var visible =
        width.equals(modifiers(type, "static|final").strip())
            || width.equals("public")
            || type.isPrivate();
    if (!visible
        || Bodies.hasComment(made)
        || made.getComment().isPresent()
        || !made.getAnnotations().isEmpty()
        || !made.getThrownExceptions().isEmpty()
        || made.getParameters().size() != fields.size()
        || statements.size() != fields.size()) {
      return false;
    }
    for (var i = 0; i < fields.size(); i++) {
      var field = fields.get(i).getVariable(0);
      var parameter = made.getParameter(i);
      var name = field.getNameAsString();
      var stored = "this." + name + " = " + name + ";";
      if (!parameter.getNameAsString().equals(name)
          || !parameter.getType().asString().equals(field.getType().asString())
          || parameter.isVarArgs()
          || statements.stream().noneMatch(s -> file.source(s).equals(stored))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAccessor(
      SourceFile file, MethodDeclaration method, List<FieldDeclaration> fields) {
    var name = method.getNameAsString();
    return method.getParameters().isEmpty()
        && method.getComment().isEmpty()
        && method
            .getBody()
            .filter(b -> b.getStatements().size() == 1)
            .map(b -> file.source(b.getStatement(0)))
            .filter(s -> s.matches("return (this\\.)?" + name + ";"))
            .isPresent()
        && fields.stream()
            .map(f -> f.getVariable(0))
            .anyMatch(
                v -> v.getNameAsString().equals(name) && v.getType().equals(method.getType()));
  }

  private static Optional<Candidate> written(SourceFile file, RecordDeclaration type) {
    var parameters = type.getParameters();
    if (parameters.isEmpty()
        || parameters.size() > MOST_COMPONENTS
        || !type.getMembers().isEmpty()
        || !type.getTypeParameters().isEmpty()
        || !type.getAnnotations().isEmpty()
        || Bodies.hasComment(type)
        || parameters.stream()
            .anyMatch(
                p -> p.isVarArgs() || !p.getAnnotations().isEmpty() || p.getType().isArrayType())) {
      return Optional.empty();
    }
    var step = Sources.step(file);
    var own = type.getNameAsString();
    var inner = type.getParentNode().filter(p -> p instanceof BodyDeclaration).isPresent();
    var names = parameters.stream().map(p -> p.getNameAsString()).toList();
    var visibility = modifiers(type, "static|final|strictfp");
    var lines = new ArrayList<String>();
    lines.add(
        visibility
            + (inner ? "static " : "")
            + "final class "
            + own
            + implemented(file, type)
            + " {");
    for (var p : parameters) {
      lines.add(
          step + "private final " + Sources.type(p.getType()) + " " + p.getNameAsString() + ";");
    }
    lines.add("");
    lines.add(
        step
            + visibility
            + own
            + "("
            + String.join(
                ", ",
                parameters.stream()
                    .map(p -> Sources.type(p.getType()) + " " + p.getNameAsString())
                    .toList())
            + ") {");
    names.forEach(n -> lines.add(step + step + "this." + n + " = " + n + ";"));
    lines.add(step + "}");
    for (var p : parameters) {
      lines.add("");
      lines.add(step + "public " + Sources.type(p.getType()) + " " + p.getNameAsString() + "() {");
      lines.add(step + step + "return " + p.getNameAsString() + ";");
      lines.add(step + "}");
    }
    lines.addAll(sameness(type, names, step));
    lines.add("}");
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("class", own),
            type,
            type,
            Bodies.text(lines, Sources.indentation(file, type))));
  }

  /** What a record has by itself. */
  private static List<String> sameness(RecordDeclaration type, List<String> names, String step) {
    var own = type.getNameAsString();
    var same = new ArrayList<String>();
    var text = new ArrayList<String>();
    for (var p : type.getParameters()) {
      var n = p.getNameAsString();
      same.add(
          p.getType().asString().matches("double|float")
              ? (p.getType().asString().equals("double") ? "Double" : "Float")
                  + ".compare("
                  + n
                  + ", other."
                  + n
                  + ") == 0"
              : p.getType().isPrimitiveType()
                  ? n + " == other." + n
                  : "Objects.equals(" + n + ", other." + n + ")");
      text.add(n + "=\" + " + n);
    }
    return List.of(
        "",
        step + "@Override",
        step + "public boolean equals(Object o) {",
        step + step + "return o instanceof " + own + " other && " + String.join(" && ", same) + ";",
        step + "}",
        "",
        step + "@Override",
        step + "public int hashCode() {",
        step + step + "return Objects.hash(" + String.join(", ", names) + ");",
        step + "}",
        "",
        step + "@Override",
        step + "public String toString() {",
        step + step + "return \"" + own + "[" + String.join(" + \", ", text) + " + \"]\";",
        step + "}");
  }
}
