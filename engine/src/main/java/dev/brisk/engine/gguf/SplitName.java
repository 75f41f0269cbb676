package dev.brisk.engine.gguf;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of one part of a model that is split over files: {@code NAME-00002-of-00003.gguf}, as
 * {@code llama_split_path} of llama.cpp makes it.
 *
 * @param named a part
 * @param prefix what all parts' names begin with
 */
record SplitName(Path named, String prefix) {
  private static final Pattern FORM = Pattern.compile("(.+)-\\d{5}-of-\\d{5}\\.gguf");

  /** Empty if a file has no such name. */
  static Optional<SplitName> of(Path file) {
    var name = FORM.matcher(file.getFileName().toString());
    return name.matches() ? Optional.of(new SplitName(file, name.group(1))) : Optional.empty();
  }

  /** The file of part {@code number}, counted from 1, of {@code count}. */
  Path part(int number, int count) {
    return named.resolveSibling("%s-%05d-of-%05d.gguf".formatted(prefix, number, count));
  }
}
