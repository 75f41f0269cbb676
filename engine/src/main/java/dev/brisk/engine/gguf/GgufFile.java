package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file, version 2 or 3, whose whole head was checked when it was opened. Immutable and safe
 * to share between threads. Closing it unmaps the file: tensors' data and metadata must not be used
 * after that (they throw {@link IllegalStateException}).
 */
public final class GgufFile implements AutoCloseable {
  private final String name;
  private final long size;
  private final GgufParser.Content content;
  private final Map<String, Tensor> byName;
  private final @Nullable Arena arena;

  private GgufFile(String name, MemorySegment bytes, @Nullable Arena arena) {
    this.name = name;
    this.size = bytes.byteSize();
    this.arena = arena;
    this.content = GgufParser.parse(name, bytes);
    this.byName = HashMap.newHashMap(content.tensors().size());
    for (var tensor : content.tensors()) {
      byName.put(tensor.name(), tensor);
    }
  }

  /**
   * Maps a file into memory and checks its head; its tensors' bytes are read when they are used.
   *
   * @throws ModelFormatException if the file is missing, unreadable, broken, or no GGUF file
   */
  @SuppressWarnings("MustBeClosedChecker") // The arena is closed on each way out but the good one.
  public static GgufFile open(Path file) {
    if (!Files.exists(file)) {
      throw new ModelFormatException(file + " does not exist; check the path of the model file.");
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file + " is not a file; name a model file (.gguf).");
    }
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new GgufFile(file.toString(), bytes, arena);
    } catch (IOException e) {
      arena.close();
      throw new ModelFormatException("%s cannot be read (%s).".formatted(file, reason(e)), e);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Reads a file that is in memory already.
   *
   * @param name what messages call it
   * @param bytes all of the file; not copied, so they must not change
   * @throws ModelFormatException if the bytes are no GGUF file that can be used
   */
  public static GgufFile of(String name, MemorySegment bytes) {
    return new GgufFile(name, bytes, null);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The path that was opened, or the name that was given. */
  public String name() {
    return name;
  }

  /** The version of the format: 2 or 3. */
  public int version() {
    return content.version();
  }

  /** Bytes of the whole file. */
  public long size() {
    return size;
  }

  /** The key-value pairs. */
  public Metadata metadata() {
    return content.metadata();
  }

  /** All tensors, in the order of the file. */
  public List<Tensor> tensors() {
    return content.tensors();
  }

  /** The tensor of this name, if there is one. */
  public Optional<Tensor> tensor(String tensorName) {
    return Optional.ofNullable(byName.get(tensorName));
  }

  /**
   * The tensor of this name.
   *
   * @throws ModelFormatException if there is none
   */
  public Tensor requireTensor(String tensorName) {
    var tensor = byName.get(tensorName);
    if (tensor != null) {
      return tensor;
    }
    var parts = metadata().integer("split.count").orElse(1);
    throw new ModelFormatException(
        parts > 1
            ? "%s is one of %d parts of a model, and tensor '%s' is in another; merge the parts."
                .formatted(name, parts, tensorName)
            : "%s lacks the tensor '%s'; convert the model again.".formatted(name, tensorName));
  }

  /** Unmaps the file. Calling it again does nothing. */
  @Override
  public void close() {
    if (arena != null && arena.scope().isAlive()) {
      arena.close();
    }
  }
}
