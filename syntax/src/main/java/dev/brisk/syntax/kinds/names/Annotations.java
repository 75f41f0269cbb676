package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Adds an annotation on a line of its own above a member, or removes one. */
record Annotations(boolean add) implements EditKind {
  private static final List<String> METHOD =
      List.of(
          "@Override",
          "@Override",
          "@Override",
          "@Deprecated",
          "@SuppressWarnings(\"unchecked\")",
          "@Nullable",
          "@NonNull",
          "@Test",
          "@SafeVarargs",
          "@VisibleForTesting",
          "@CheckReturnValue",
          "@Transactional",
          "@Bean",
          "@PostConstruct",
          "@JsonIgnore",
          "@SuppressWarnings(\"rawtypes\")");
  private static final List<String> FIELD =
      List.of(
          "@Deprecated",
          "@Nullable",
          "@Inject",
          "@Autowired",
          "@JsonProperty",
          "@JsonIgnore",
          "@Mock",
          "@SuppressWarnings(\"unused\")",
          "@NotNull",
          "@Id",
          "@VisibleForTesting",
          "@GuardedBy(\"this\")");
  private static final List<String> TYPE =
      List.of(
          "@Deprecated",
          "@FunctionalInterface",
          "@SuppressWarnings(\"serial\")",
          "@NullMarked",
          "@Immutable",
          "@ThreadSafe",
          "@Component",
          "@Service",
          "@Entity",
          "@Internal",
          "@SuppressWarnings(\"all\")");

  @Override
  public String name() {
    return add ? "add-annotation" : "remove-annotation";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-annotation" : "add-annotation");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var member : file.members()) {
      var name = Place.name(member);
      var what = Place.what(member);
      if (name.isEmpty() || what.isEmpty() || !Modifiers.startsLine(file, member)) {
        continue;
      }
      if (add) {
        added(file, member, name.get(), what.get(), random, result);
      } else {
        removed(file, member, name.get(), what.get(), result);
      }
    }
    return result;
  }

  private static void added(
      SourceFile file,
      BodyDeclaration<?> member,
      String name,
      String what,
      RandomGenerator random,
      List<Candidate> to) {
    var choice =
        switch (member) {
          case MethodDeclaration m -> METHOD;
          case FieldDeclaration f -> FIELD;
          case ConstructorDeclaration c ->
              List.of("@Inject", "@Deprecated", "@Autowired", "@JsonCreator", "@VisibleForTesting");
          default -> TYPE;
        };
    var annotation = choice.get(random.nextInt(choice.size()));
    var bare = annotation.substring(1).replaceAll("\\(.*", "");
    if (member.getAnnotationByName(bare).isPresent()) {
      return;
    }
    // Behind the annotations that are there, each on its own line.
    var at = Modifiers.start(file, member);
    var line = file.lineAt(at);
    var indentation = file.text().substring(file.lineStart(line), at);
    if (!indentation.isBlank()) {
      return;
    }
    to.add(
        Place.at(
            file,
            Map.of("name", name, "what", what, "annotation", annotation),
            new TextEdit(at, at, annotation + "\n" + indentation)));
  }

  private static void removed(
      SourceFile file, BodyDeclaration<?> member, String name, String what, List<Candidate> to) {
    for (var annotation : member.getAnnotations()) {
      var line = file.firstLine(annotation);
      if (file.lastLine(annotation) != line) {
        continue;
      }
      var alone = file.line(line).strip().equals(file.source(annotation));
      var candidate =
          Place.at(
              file,
              Map.of(
                  "name", name,
                  "what", what,
                  "annotation", "@" + annotation.getNameAsString()),
              alone
                  ? new TextEdit(file.lineStart(line), file.lineStart(line + 1), "")
                  : new TextEdit(
                      file.start(annotation),
                      Modifiers.afterSpaces(file, file.end(annotation)),
                      ""));
      var declared = Modifiers.start(file, member);
      to.add(
          new Candidate(
              candidate.slots(),
              candidate.firstLine(),
              Math.max(candidate.lastLine(), file.lineAt(declared)),
              1,
              file.lineCount(),
              candidate.edits()));
    }
  }
}
