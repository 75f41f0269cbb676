package dev.brisk.engine.gguf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds reference files, which lie beside the repository on some machines and not on others. */
public final class Shared {
  private Shared() {}

  /** The file or folder {@code ../shared/name}; the test is skipped where there is none. */
  public static Path require(String name) {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    var found = folder == null ? Path.of(name) : folder.resolveSibling("shared").resolve(name);
    assumeTrue(Files.exists(found), "Skipped: the reference ../shared/" + name + " is absent.");
    return found;
  }
}
