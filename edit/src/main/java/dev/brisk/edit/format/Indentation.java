package dev.brisk.edit.format;

import dev.brisk.edit.diff.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives back the indentation that a chat model has taken from all lines alike.
 *
 * <p>The first two lines with words decide, by the lines of the region that they are equal to but
 * for the indentation: if they lack the same piece of it, all lines get that piece; else none does.
 * Holds state.
 */
final class Indentation {
  private final List<String> region;
  private final List<String> held = new ArrayList<>();
  private boolean decided;
  private String missing = "";

  /** A reader for output that stands for {@code region}. */
  Indentation(List<String> region) {
    this.region = region;
    decided = region.isEmpty();
  }

  /** Takes the next line and returns those that are ready. */
  List<String> accept(String line) {
    if (decided) {
      return List.of(shifted(line));
    }
    held.add(line);
    var words = held.stream().filter(Word::in).toList();
    if (words.isEmpty() || (words.size() < 2 && !region.contains(words.getFirst()))) {
      return List.of();
    }
    return decide(words);
  }

  /** The lines that were held back, at the end of the output. */
  List<String> finish() {
    if (decided) {
      return List.of();
    }
    var words = held.stream().filter(Word::in).toList();
    if (region.size() == 1 && words.size() == 1 && held.size() == 1) {
      // One line for one line: it stays where it was.
      missing = missing(words.getFirst(), region.getFirst()).orElse("");
      decided = true;
      return List.of(shifted(held.getFirst()));
    }
    return decide(words);
  }

  private List<String> decide(List<String> words) {
    decided = true;
    var pieces =
        words.stream()
            .flatMap(line -> origin(line).stream().map(before -> missing(line, before).orElse("")))
            .distinct()
            .toList();
    missing = pieces.size() == 1 ? pieces.getFirst() : "";
    var lines = held.stream().map(this::shifted).toList();
    held.clear();
    return lines;
  }

  private String shifted(String line) {
    return line.isBlank() ? line : missing + line;
  }

  /**
   * The line of the region that {@code line} is but for its indentation; an equal one if there is
   * one.
   */
  private Optional<String> origin(String line) {
    if (region.contains(line)) {
      return Optional.of(line);
    }
    return region.stream().filter(before -> before.strip().equals(line.strip())).findFirst();
  }

  /** What {@code line} lacks of the indentation of {@code before}; empty if it has another one. */
  private static Optional<String> missing(String line, String before) {
    var has = of(line);
    var wants = of(before);
    return wants.endsWith(has)
        ? Optional.of(wants.substring(0, wants.length() - has.length()))
        : Optional.empty();
  }

  /** The white space that {@code line} begins with. */
  static String of(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
