package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and opens all files of a model of which one was named. Source for the keys {@code split.*}:
 * {@code llama-model-loader.cpp} of llama.cpp.
 */
final class Parts {
  /** Names shown in a message; a model of hundreds of parts lacks them all at once. */
  private static final int SHOWN = 3;

  private Parts() {}

  /**
   * @return the file, or all parts in their order
   * @throws ModelFormatException if one of them is missing, broken or of another model
   */
  static List<Part> open(Path file, Arena arena) {
    var parts = new ArrayList<Part>();
    try {
      var named = Part.open(file, arena);
      parts.add(named);
      var count = named.content().metadata().integer("split.count").orElse(1);
      if (count > 1) {
        openOthers(file, count, arena, parts);
      }
      return List.copyOf(parts);
    } catch (RuntimeException | Error e) {
      parts.forEach(Part::close);
      throw e;
    }
  }

  private static void openOthers(Path file, int count, Arena arena, List<Part> parts) {
    var name =
        SplitName.of(file)
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        "%s is one of %d parts of a model, but its name does not end in -00001-of-%05d.gguf or the like; give the parts their names back."
                            .formatted(file, count, count)));
    var named = parts.getFirst();
    var number = named.content().metadata().integer("split.no").orElse(0);
    refuseMissing(file, name, count);
    parts.clear();
    for (var i = 0; i < count; i++) {
      parts.add(i == number ? named : Part.open(name.part(i + 1, count), arena));
      check(parts.getLast(), i, count);
    }
    if (number < 0 || number >= count) {
      named.close();
      throw new ModelFormatException(
          "%s says that it is part %d of %d; get the file again."
              .formatted(file, number + 1, count));
    }
    var tensors = parts.stream().mapToInt(part -> part.content().tensors().size()).sum();
    var promised =
        parts.getFirst().content().metadata().integer("split.tensors.count").orElse(tensors);
    if (tensors != promised) {
      throw new ModelFormatException(
          "%s and its other parts have %d tensors where %d are promised; get all parts again."
              .formatted(file, tensors, promised));
    }
  }

  private static void refuseMissing(Path file, SplitName name, int count) {
    var missing = new ArrayList<String>();
    var more = 0;
    for (var i = 1; i <= count; i++) {
      var part = name.part(i, count);
      if (Files.isRegularFile(part)) {
        continue;
      }
      if (missing.size() < SHOWN) {
        missing.add(part.getFileName().toString());
      } else {
        more++;
      }
    }
    if (!missing.isEmpty()) {
      throw new ModelFormatException(
          "%s is one of %d parts of a model; put %s%s beside it."
              .formatted(
                  file,
                  count,
                  String.join(", ", missing),
                  more == 0 ? "" : " and %d more".formatted(more)));
    }
  }

  private static void check(Part part, int index, int count) {
    var metadata = part.content().metadata();
    var number = metadata.integer("split.no").orElse(-1);
    var total = metadata.integer("split.count").orElse(1);
    if (number != index || total != count) {
      throw new ModelFormatException(
          "%s says that it is part %d of %d where part %d of %d is needed; get all parts of one model."
              .formatted(part.name(), number + 1, total, index + 1, count));
    }
  }
}
