package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Members that follow from a class's fields: a constructor, equals and hashCode, toString. */
record Generated(String name) implements EditKind {
  static final Generated CONSTRUCTOR = new Generated("add-constructor");
  static final Generated EQUALS = new Generated("add-equals");
  static final Generated TO_STRING = new Generated("add-to-string");
  static final Generated WITH = new Generated("add-with-method");

  private static final int MOST_FIELDS = 6;
  private static final int MOST_LINES = 34;

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var type : file.unit().findAll(ClassOrInterfaceDeclaration.class)) {
      if (type.isInterface()) {
        continue;
      }
      var fields = fields(file, type);
      switch (name) {
        case "add-constructor" -> constructor(file, type, fields).ifPresent(result::add);
        case "add-with-method" ->
            fields.forEach(field -> with(file, type, field).ifPresent(result::add));
        default -> atEnd(file, type, fields).ifPresent(result::add);
      }
    }
    return result;
  }

  /** The fields of the instances, those that stand alone on their lines. */
  private static List<FieldDeclaration> fields(SourceFile file, ClassOrInterfaceDeclaration type) {
    return type.getFields().stream()
        .filter(f -> !f.isStatic() && f.getVariables().size() == 1 && Sources.ownLines(file, f))
        .toList();
  }

  private static VariableDeclarator variable(FieldDeclaration field) {
    return field.getVariable(0);
  }

  private static String fieldName(FieldDeclaration field) {
    return variable(field).getNameAsString();
  }

  private static Optional<Candidate> constructor(
      SourceFile file, ClassOrInterfaceDeclaration type, List<FieldDeclaration> fields) {
    var set = fields.stream().filter(f -> variable(f).getInitializer().isEmpty()).toList();
    if (set.isEmpty()
        || set.size() > MOST_FIELDS
        || !type.getConstructors().isEmpty()
        || type.isAbstract()
        || isMade(file, type)
        || type.getMembers().stream()
            .anyMatch(m -> !m.isFieldDeclaration() && file.start(m) < file.start(fields.getLast()))
        || type.getFields().stream().anyMatch(f -> f.getVariables().size() > 1)
        || !type.getExtendedTypes().isEmpty()) {
      return Optional.empty();
    }
    var last = fields.getLast();
    var in = Sources.indentation(file, last);
    var step = Sources.step(file);
    var lines = new ArrayList<String>();
    var parameters =
        String.join(
            ", ",
            set.stream()
                .map(f -> Sources.type(variable(f).getType()) + " " + fieldName(f))
                .toList());
    var visibility =
        type.isPrivate() ? "private " : type.isPublic() || type.isProtected() ? "public " : "";
    lines.add("");
    lines.add(in + visibility + type.getNameAsString() + "(" + parameters + ") {");
    if (lines.getLast().length() > Bodies.WIDTH) {
      return Optional.empty();
    }
    set.forEach(f -> lines.add(in + step + "this." + fieldName(f) + " = " + fieldName(f) + ";"));
    lines.add(in + "}");
    return Optional.of(
        Sources.seeing(
            file,
            Map.of("class", type.getNameAsString()),
            file.firstLine(type.getName()),
            file.lastLine(last),
            List.of(Sources.insertAfter(file, file.lastLine(last), lines.toArray(new String[0])))));
  }

  /** Whether the file makes an instance as it can as long as there is no constructor. */
  private static boolean isMade(SourceFile file, ClassOrInterfaceDeclaration type) {
    return file.unit()
        .findFirst(
            ObjectCreationExpr.class,
            made -> made.getType().getNameAsString().equals(type.getNameAsString()))
        .isPresent();
  }

  private static Optional<Candidate> with(
      SourceFile file, ClassOrInterfaceDeclaration type, FieldDeclaration field) {
    var own = fieldName(field);
    var capital = own.substring(0, 1).toUpperCase(Locale.ROOT) + own.substring(1);
    var builder = type.getNameAsString().endsWith("Builder");
    var method = builder ? own : "with" + capital;
    if (field.isFinal()
        || !type.getTypeParameters().isEmpty()
        || type.isAbstract()
        || !type.getMethodsByName(method).isEmpty()) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, field);
    var step = Sources.step(file);
    return Optional.of(
        Sources.seeing(
            file,
            Map.of("field", own, "method", method, "class", type.getNameAsString()),
            // The method returns the class, whose name must be seen.
            file.firstLine(type.getName()),
            file.lastLine(field),
            List.of(
                Sources.insertAfter(
                    file,
                    file.lastLine(field),
                    "",
                    in
                        + "public "
                        + type.getNameAsString()
                        + " "
                        + method
                        + "("
                        + Sources.type(variable(field).getType())
                        + " "
                        + own
                        + ") {",
                    in + step + "this." + own + " = " + own + ";",
                    in + step + "return this;",
                    in + "}"))));
  }

  private Optional<Candidate> atEnd(
      SourceFile file, ClassOrInterfaceDeclaration type, List<FieldDeclaration> fields) {
    var last = file.lastLine(type);
    var equals = name.equals("add-equals");
    if (fields.isEmpty()
        || fields.size() > MOST_FIELDS
        || type.getFields().stream().anyMatch(f -> f.getVariables().size() > 1)
        || last - file.firstLine(type.getName()) > MOST_LINES
        || !file.line(last).strip().equals("}")
        || (equals && !type.getExtendedTypes().isEmpty())
        // The type of an inner class has its outer one's parameters.
        || (equals && !type.isStatic() && type.isNestedType())
        || !type.getMethodsByName(equals ? "equals" : "toString").isEmpty()
        || (equals && !type.getMethodsByName("hashCode").isEmpty())
        || fields.stream().anyMatch(f -> variable(f).getType().isArrayType())) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, fields.getFirst());
    var body = equals ? equality(type, fields) : text(type, fields);
    var lines = new ArrayList<String>();
    lines.add("");
    var step = Sources.step(file);
    body.forEach(line -> lines.add(line.isEmpty() ? "" : in + line.replace("\t", step)));
    if (lines.stream().anyMatch(line -> line.length() > 120)) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.seeing(
            file,
            Map.of("class", type.getNameAsString()),
            file.firstLine(type.getName()),
            last,
            List.of(Sources.insertBefore(file, last, lines.toArray(new String[0])))));
  }

  private static List<String> text(
      ClassOrInterfaceDeclaration type, List<FieldDeclaration> fields) {
    var text = new StringBuilder("\"" + type.getNameAsString() + "[");
    var first = true;
    for (var field : fields) {
      text.append(first ? "" : " + \", ").append(fieldName(field)).append("=\" + ");
      text.append(fieldName(field));
      first = false;
    }
    return List.of(
        "@Override", "public String toString() {", "\treturn " + text + " + \"]\";", "}");
  }

  private static List<String> equality(
      ClassOrInterfaceDeclaration type, List<FieldDeclaration> fields) {
    var same =
        fields.stream()
            .map(
                f -> {
                  var own = fieldName(f);
                  var kind = variable(f).getType().asString();
                  return switch (kind) {
                    case "double" -> "Double.compare(" + own + ", other." + own + ") == 0";
                    case "float" -> "Float.compare(" + own + ", other." + own + ") == 0";
                    default ->
                        variable(f).getType().isPrimitiveType()
                            ? own + " == other." + own
                            : "Objects.equals(" + own + ", other." + own + ")";
                  };
                })
            .toList();
    var own = type.getNameAsString() + (type.getTypeParameters().isEmpty() ? "" : "<?>");
    var result = new ArrayList<String>();
    result.addAll(
        List.of(
            "@Override",
            "public boolean equals(Object o) {",
            "\tif (this == o) {",
            "\t\treturn true;",
            "\t}",
            "\tif (!(o instanceof " + own + " other)) {",
            "\t\treturn false;",
            "\t}"));
    for (var i = 0; i < same.size(); i++) {
      result.add(
          (i == 0 ? "\treturn " : "\t\t\t&& ") + same.get(i) + (i + 1 == same.size() ? ";" : ""));
    }
    result.addAll(
        List.of(
            "}",
            "",
            "@Override",
            "public int hashCode() {",
            "\treturn Objects.hash("
                + String.join(", ", fields.stream().map(Generated::fieldName).toList())
                + ");",
            "}"));
    return result;
  }
}
