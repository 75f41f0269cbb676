package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Members come and go: getters, setters, fields, constants of an enum, whole methods. */
record Members(String name) implements EditKind {
  static final Members GETTER = new Members("add-getter");
  static final Members SETTER = new Members("add-setter");
  static final Members FIELD = new Members("add-field");
  static final Members DELETE_FIELD = new Members("delete-field");
  static final Members DELETE_METHOD = new Members("delete-method");
  static final Members ADD_CONSTANT = new Members("add-enum-constant");
  static final Members REMOVE_CONSTANT = new Members("remove-enum-constant");

  private static final String[] FIELDS = {
    "int count",
    "String name",
    "boolean enabled",
    "long timeout",
    "List<String> names",
    "Map<String, String> options",
    "Object lock",
    "int size",
    "String description",
    "double ratio",
    "Locale locale",
    "Path path",
    "Instant created",
    "int retries",
    "boolean closed",
    "String id"
  };
  private static final String[] CONSTANTS = {
    "UNKNOWN",
    "NONE",
    "DEFAULT",
    "ALL",
    "PENDING",
    "ACTIVE",
    "DISABLED",
    "ERROR",
    "CLOSED",
    "AUTO",
    "CUSTOM",
    "FAILED",
    "READ_ONLY",
    "INTERNAL",
    "LEGACY"
  };

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    switch (name) {
      case "add-getter", "add-setter" -> {
        for (var field : file.unit().findAll(FieldDeclaration.class)) {
          accessor(file, field, result);
        }
      }
      case "add-field" -> {
        for (var field : file.unit().findAll(FieldDeclaration.class)) {
          addField(file, field, FIELDS[random.nextInt(FIELDS.length)], result);
        }
      }
      case "delete-field" -> {
        for (var field : file.unit().findAll(FieldDeclaration.class)) {
          if (field.getVariables().size() == 1
              && Sources.ownLines(file, field)
              && field.getComment().isEmpty()) {
            result.add(
                Sources.candidate(
                    file,
                    Map.of("field", field.getVariable(0).getNameAsString()),
                    List.of(
                        Sources.deleteLines(file, file.firstLine(field), file.lastLine(field)))));
          }
        }
      }
      case "delete-method" -> {
        for (var method : file.unit().findAll(MethodDeclaration.class)) {
          deleteMethod(file, method, result);
        }
      }
      default -> {
        for (var type : file.unit().findAll(EnumDeclaration.class)) {
          constants(file, type, random, result);
        }
      }
    }
    return result;
  }

  /** Behind the field, where the region shows it, with a blank line between. */
  private void accessor(SourceFile file, FieldDeclaration field, List<Candidate> to) {
    if (field.getVariables().size() != 1
        || field.isStatic()
        || !Sources.ownLines(file, field)
        || (name.equals("add-setter") && field.isFinal())) {
      return;
    }
    var variable = field.getVariable(0);
    var fieldName = variable.getNameAsString();
    var type = Sources.type(variable.getType());
    var capital = fieldName.substring(0, 1).toUpperCase(Locale.ROOT) + fieldName.substring(1);
    var in = Sources.indentation(file, field);
    var step = Sources.step(file);
    var getter = name.equals("add-getter");
    var method = getter ? (type.equals("boolean") ? "is" : "get") + capital : "set" + capital;
    if (file.text().contains(" " + method + "(")) {
      return;
    }
    var lines =
        getter
            ? new String[] {
              "",
              in + "public " + type + " " + method + "() {",
              in + step + "return " + fieldName + ";",
              in + "}"
            }
            : new String[] {
              "",
              in + "public void " + method + "(" + type + " " + fieldName + ") {",
              in + step + "this." + fieldName + " = " + fieldName + ";",
              in + "}"
            };
    to.add(
        Sources.seeing(
            file,
            Map.of("field", fieldName, "method", method),
            file.firstLine(field),
            file.lastLine(field),
            List.of(Sources.insertAfter(file, file.lastLine(field), lines))));
  }

  private static void addField(
      SourceFile file, FieldDeclaration field, String added, List<Candidate> to) {
    var variable = added.substring(added.lastIndexOf(' ') + 1);
    if (!Sources.ownLines(file, field)
        || field.getVariables().size() != 1
        || file.text().contains(" " + variable + ";")) {
      return;
    }
    to.add(
        Sources.seeing(
            file,
            Map.of(
                "field",
                field.getVariable(0).getNameAsString(),
                "added",
                added,
                "variable",
                variable,
                "type",
                added.substring(0, added.lastIndexOf(' '))),
            file.firstLine(field),
            file.lastLine(field),
            List.of(
                Sources.insertAfter(
                    file,
                    file.lastLine(field),
                    Sources.indentation(file, field) + "private " + added + ";"))));
  }

  private static void deleteMethod(SourceFile file, MethodDeclaration method, List<Candidate> to) {
    if (!Sources.ownLines(file, method)
        || !(method.getParentNode().orElse(null) instanceof ClassOrInterfaceDeclaration)) {
      return;
    }
    var first = method.getComment().map(file::firstLine).orElse(file.firstLine(method));
    var last = file.lastLine(method);
    // One of the blank lines around it goes too.
    if (last < file.lineCount() && file.line(last + 1).isBlank()) {
      last++;
    } else if (first > 1 && file.line(first - 1).isBlank()) {
      first--;
    }
    if (last - first < 20) {
      to.add(
          Sources.candidate(
              file,
              Map.of("method", method.getNameAsString()),
              List.of(Sources.deleteLines(file, first, last))));
    }
  }

  private void constants(
      SourceFile file, EnumDeclaration type, RandomGenerator random, List<Candidate> to) {
    var entries = type.getEntries();
    if (entries.isEmpty()) {
      return;
    }
    if (name.equals("remove-enum-constant")) {
      for (var i = 0; i + 1 < entries.size(); i++) {
        var entry = entries.get(i);
        var line = file.firstLine(entry);
        if (file.line(line).strip().equals(file.source(entry) + ",")) {
          to.add(
              Sources.candidate(
                  file,
                  Map.of("constant", entry.getNameAsString(), "type", type.getNameAsString()),
                  List.of(Sources.deleteLines(file, line, line))));
        }
      }
      return;
    }
    var last = entries.get(entries.size() - 1);
    var constant = CONSTANTS[random.nextInt(CONSTANTS.length)];
    if (!last.getArguments().isEmpty()
        || !last.getClassBody().isEmpty()
        || file.source(type).contains(constant)) {
      return;
    }
    var alone = file.line(file.firstLine(last)).strip().startsWith(file.source(last));
    var text =
        alone && entries.size() > 1
            ? ",\n" + Sources.indentation(file, last) + constant
            : ", " + constant;
    to.add(
        Sources.seeing(
            file,
            Map.of("constant", constant, "type", type.getNameAsString()),
            file.firstLine(last),
            file.lastLine(last),
            List.of(new TextEdit(file.end(last), file.end(last), text))));
  }
}
