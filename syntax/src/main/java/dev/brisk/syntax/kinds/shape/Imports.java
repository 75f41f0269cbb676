package dev.brisk.syntax.kinds.shape;

import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An import comes in behind another one, in alphabetical order, or goes. */
record Imports(boolean add) implements EditKind {
  private static final String[] CLASSES = {
    "java.util.List",
    "java.util.Map",
    "java.util.Objects",
    "java.util.Optional",
    "java.util.Set",
    "java.util.ArrayList",
    "java.util.HashMap",
    "java.io.IOException",
    "java.nio.file.Path",
    "java.util.function.Function",
    "java.util.stream.Stream",
    "java.util.concurrent.TimeUnit",
    "java.time.Duration",
    "java.util.Locale",
    "java.io.UncheckedIOException",
    "java.util.Collections"
  };

  @Override
  public String name() {
    return add ? "add-import" : "remove-import";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(add ? "remove-import" : "add-import");
  }

  @Override
  public boolean idempotent() {
    return add;
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    var imports = file.unit().getImports().stream().filter(i -> !i.isStatic()).toList();
    for (var i = 0; i < imports.size(); i++) {
      var line = file.firstLine(imports.get(i));
      var name = imports.get(i).getNameAsString();
      if (!file.line(line).equals("import " + name + ";")) {
        continue;
      }
      var simple = name.substring(name.lastIndexOf('.') + 1);
      if (!add) {
        result.add(
            Sources.candidate(
                file,
                Map.of("name", name, "simple", simple),
                List.of(Sources.deleteLines(file, line, line))));
        continue;
      }
      var added = CLASSES[random.nextInt(CLASSES.length)];
      var next = i + 1 < imports.size() ? imports.get(i + 1).getNameAsString() : "~";
      var adjacent = i + 1 >= imports.size() || file.firstLine(imports.get(i + 1)) == line + 1;
      if (name.compareTo(added) < 0
          && added.compareTo(next) < 0
          && adjacent
          && !file.text().contains("import " + added + ";")) {
        var seen = i + 1 < imports.size() ? line + 1 : line;
        result.add(
            Sources.seeing(
                file,
                Map.of("name", added, "simple", added.substring(added.lastIndexOf('.') + 1)),
                line,
                seen,
                List.of(Sources.insertAfter(file, line, "import " + added + ";"))));
      }
    }
    return result;
  }
}
