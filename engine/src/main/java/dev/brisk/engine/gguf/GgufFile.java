package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file, version 2 or 3, or all files of a split one, whose whole heads were checked when
 * they were opened. Immutable and safe to share between threads. Closing it unmaps the file:
 * tensors' data and metadata must not be used after that (they throw {@link
 * IllegalStateException}).
 */
public final class GgufFile implements AutoCloseable {
  private final String name;
  private final List<Part> parts;
  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<String, Tensor> byName = new HashMap<>();
  private final @Nullable Arena arena;

  private GgufFile(String name, List<Part> parts, @Nullable Arena arena) {
    this.name = name;
    this.parts = parts;
    this.arena = arena;
    for (var part : parts) {
      for (var tensor : part.content().tensors()) {
        tensors.add(tensor);
        if (byName.put(tensor.name(), tensor) != null) {
          throw new ModelFormatException(
              "%s has the tensor '%s', which another part has, too; get all parts of one model."
                  .formatted(part.name(), tensor.name()));
        }
      }
    }
  }

  /**
   * Maps a file into memory and checks its head; its tensors' bytes are read when they are used. Of
   * a split model any part may be named; the others are taken from the same folder.
   *
   * @throws ModelFormatException if the file is missing, unreadable, broken, or no GGUF file, or if
   *     parts are missing
   */
  @SuppressWarnings("MustBeClosedChecker") // The arena is closed on each way out but the good one.
  public static GgufFile open(Path file) {
    var arena = Arena.ofShared();
    List<Part> parts = List.of();
    try {
      parts = Parts.open(file, arena);
      return new GgufFile(file.toString(), parts, arena);
    } catch (RuntimeException | Error e) {
      parts.forEach(Part::close);
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
    return new GgufFile(name, List.of(Part.inMemory(name, bytes)), null);
  }

  private GgufParser.Content first() {
    return parts.getFirst().content();
  }

  /** The path that was opened, or the name that was given. */
  public String name() {
    return name;
  }

  /** The version of the format: 2 or 3. */
  public int version() {
    return first().version();
  }

  /** Bytes of the whole file, or of all parts. */
  public long size() {
    return parts.stream().mapToLong(part -> part.bytes().byteSize()).sum();
  }

  /**
   * SHA-256, in hexadecimal, over the metadata, the tensor table, the size, and samples all over
   * the weights: other training changes all of them. Reads far less than the file.
   */
  public String identity() {
    return Identity.of(parts.stream().map(Part::bytes).toList(), tensors);
  }

  /** The key-value pairs; of a split model, those of the first part. */
  public Metadata metadata() {
    return first().metadata();
  }

  /** All tensors, in the order of the file or files. */
  public List<Tensor> tensors() {
    return Collections.unmodifiableList(tensors);
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
    throw new ModelFormatException(
        "%s lacks the tensor '%s'; convert the model again.".formatted(name, tensorName));
  }

  /**
   * Copies {@code count} rows of one of the file's tensors, from row {@code first} on, to the start
   * of {@code to}. Read past the mapping, so that weights that are packed elsewhere do not stay in
   * this process's memory twice.
   */
  public void copyRows(Tensor tensor, long first, int count, byte[] to) {
    var from = first * tensor.rowBytes();
    var bytes = Math.toIntExact(count * tensor.rowBytes());
    for (var part : parts) {
      if (part.holds(tensor) && part.read(tensor, from, bytes, to)) {
        return;
      }
    }
    tensor.copyRows(first, count, to);
  }

  /** Unmaps the file. Calling it again does nothing. */
  @Override
  public void close() {
    parts.forEach(Part::close);
    if (arena != null && arena.scope().isAlive()) {
      arena.close();
    }
  }
}
