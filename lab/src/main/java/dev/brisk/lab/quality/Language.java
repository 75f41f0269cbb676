package dev.brisk.lab.quality;

import java.util.Optional;

/** Languages that the lab has a parser for. */
public enum Language {
  JAVA,
  PYTHON;

  /** By the extension of a file. */
  static Optional<Language> of(String path) {
    if (path.endsWith(".java")) {
      return Optional.of(JAVA);
    }
    return path.endsWith(".py") ? Optional.of(PYTHON) : Optional.empty();
  }
}
