package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A class implements one interface more, or one less. */
record Supertypes(boolean add) implements EditKind {
  private static final List<String> INTERFACES =
      List.of(
          "Serializable",
          "Cloneable",
          "AutoCloseable",
          "Closeable",
          "Runnable",
          "Iterable<String>",
          "Comparable<Object>",
          "Supplier<String>",
          "Callable<Void>",
          "EventListener",
          "Flushable",
          "Consumer<String>",
          "Function<String, String>",
          "RandomAccess",
          "CharSequence");

  @Override
  public String name() {
    return add ? "add-implements" : "remove-implements";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-implements" : "add-implements");
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var type : file.unit().findAll(ClassOrInterfaceDeclaration.class)) {
      if (type.isInterface()) {
        continue;
      }
      if (add) {
        added(file, type, random).ifPresent(result::add);
      } else {
        for (var i = 0; i < type.getImplementedTypes().size(); i++) {
          result.add(removed(file, type, i));
        }
      }
    }
    return result;
  }

  private static Optional<Candidate> added(
      SourceFile file, ClassOrInterfaceDeclaration type, RandomGenerator random) {
    var chosen = INTERFACES.get(random.nextInt(INTERFACES.size()));
    var other = chosen.replace("Object", type.getNameAsString());
    if (file.source(type).contains(other)) {
      return Optional.empty();
    }
    var types = type.getImplementedTypes();
    int at;
    if (!types.isEmpty()) {
      at = file.end(types.get(types.size() - 1));
    } else if (!type.getExtendedTypes().isEmpty()) {
      at = file.end(type.getExtendedTypes(0));
    } else if (!type.getTypeParameters().isEmpty()) {
      at = file.text().indexOf('>', file.end(type.getTypeParameters().getLast().orElseThrow())) + 1;
    } else {
      at = file.end(type.getName());
    }
    var text = types.isEmpty() ? " implements " + other : ", " + other;
    return Optional.of(
        Place.seeing(
            file,
            type.getName(),
            Place.at(
                file,
                Map.of("name", type.getNameAsString(), "type", other),
                new TextEdit(at, at, text))));
  }

  private static Candidate removed(SourceFile file, ClassOrInterfaceDeclaration type, int index) {
    var types = type.getImplementedTypes();
    var gone = types.get(index);
    int start;
    int end;
    if (types.size() == 1) {
      start = file.text().lastIndexOf("implements", file.start(gone));
      end = file.end(gone);
      while (start > 0 && Character.isWhitespace(file.text().charAt(start - 1))) {
        start--;
      }
    } else if (index + 1 < types.size()) {
      start = file.start(gone);
      end = file.start(types.get(index + 1));
    } else {
      start = file.end(types.get(index - 1));
      end = file.end(gone);
    }
    return Place.seeing(
        file,
        type.getName(),
        Place.at(
            file,
            Map.of("name", type.getNameAsString(), "type", file.source(gone)),
            new TextEdit(start, end, "")));
  }
}
