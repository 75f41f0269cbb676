package dev.brisk.distill;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the steps find each other's files. */
final class WorkFolder {
  @Option(
      names = "--work",
      defaultValue = "distill-work",
      description = "Folder of all files of a distillation (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("distill-work");

  /** The folder itself. */
  Path folder() {
    return folder;
  }

  /** The sources of the corpus. */
  Path jars() {
    return folder.resolve("jars");
  }

  /** The samples of a split, or of another source. */
  Path samples(String split) {
    return folder.resolve("samples").resolve(split + ".jsonl");
  }

  /** The vocabulary. */
  Path tokenizer() {
    return folder.resolve("tokenizer.gguf");
  }

  /** The samples of a split as tokens. */
  Path tokens(String split) {
    return folder.resolve("tokens").resolve(split + ".tok");
  }

  /** What a training writes. */
  Path run(String name) {
    return folder.resolve("runs").resolve(name);
  }
}
