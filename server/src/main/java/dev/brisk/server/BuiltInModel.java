package dev.brisk.server;

import dev.brisk.engine.Model;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.RopeScaling;
import dev.brisk.engine.gguf.GgufFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The model that is in this module, and how a command names a model. */
final class BuiltInModel {
  /** What {@code --model} says for it. */
  static final String NAME = "builtin";

  private static final String FILE_NAME = "brisk-small.gguf";
  private static final String RESOURCE = "model/" + FILE_NAME;

  private BuiltInModel() {}

  /**
   * Opens the model that {@code --model} names.
   *
   * @throws ModelFormatException if there is none, or it cannot be used
   */
  static Model open(String named) {
    return named.equals(NAME) ? Model.of(FILE_NAME, bytes()) : Model.open(path(named));
  }

  /** The same with positions scaled otherwise than its metadata says. */
  static Model open(String named, RopeScaling scaling) {
    return named.equals(NAME)
        ? Model.of(FILE_NAME, bytes(), scaling)
        : Model.open(path(named), scaling);
  }

  /**
   * Opens only the file, whether or not the engine could compute with it.
   *
   * @throws ModelFormatException if there is none, or it is broken
   */
  static GgufFile openFile(String named) {
    return named.equals(NAME) ? GgufFile.of(FILE_NAME, bytes()) : GgufFile.open(path(named));
  }

  /** Writes it as a file, which must not be there yet. */
  static Path copyTo(Path file) throws IOException {
    Files.write(file, bytes().toArray(ValueLayout.JAVA_BYTE), StandardOpenOption.CREATE_NEW);
    return file;
  }

  private static Path path(String named) {
    try {
      return Path.of(named);
    } catch (InvalidPathException e) {
      throw new ModelFormatException(
          "The model " + named + " is no file name; give the path of a GGUF file, or builtin.", e);
    }
  }

  private static MemorySegment bytes() {
    try (var in = BuiltInModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ModelFormatException(
            "The built-in model is missing from this build; build Brisk again.");
      }
      byte[] bytes = in.readAllBytes();
      // As aligned as a mapped file; it lives as long as the process.
      var segment = Arena.global().allocate(bytes.length, 4096);
      MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
      return segment.asReadOnly();
    } catch (IOException e) {
      throw new ModelFormatException("The built-in model cannot be read; build Brisk again.", e);
    }
  }
}
