package dev.brisk.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project is. */
final class Checkout {
  private Checkout() {}

  /** The folder that has {@code .mvn}, at or above the current one. */
  static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("The tests do not run within the project.");
  }

  static Path launcher() {
    return root().resolve("brisk");
  }

  /** The model that the server brings along. */
  static Path builtInModel() {
    return root().resolve("server/src/main/resources/dev/brisk/server/model/brisk-small.gguf");
  }
}
