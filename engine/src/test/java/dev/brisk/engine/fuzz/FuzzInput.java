package dev.brisk.engine.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is fed to the reader and the tokenizer.
 *
 * @param file a model file, or what is left of one
 * @param text any string, lone surrogates included
 * @param sound whether the vocabulary is whole: then it is read, and gives the text back
 */
record FuzzInput(byte[] file, String text, boolean sound) {
  /** Writes both parts, for looking at; the text in UTF-16, which keeps lone surrogates. */
  void save(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".gguf"), file);
    Files.write(folder.resolve(name + ".utf16.txt"), text.getBytes(StandardCharsets.UTF_16BE));
  }
}
