package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One file, or all of a model in memory: its bytes and what its head says.
 *
 * @param bytes all of it
 * @param channel open on the same file; null for memory
 */
record Part(
    String name, MemorySegment bytes, @Nullable FileChannel channel, GgufParser.Content content)
    implements AutoCloseable {

  static Part inMemory(String name, MemorySegment bytes) {
    return new Part(name, bytes, null, GgufParser.parse(name, bytes));
  }

  /**
   * Maps a file and checks its head.
   *
   * @param arena owns the mapping
   * @throws ModelFormatException if the file is missing, unreadable, broken, or no GGUF file
   */
  @SuppressWarnings(
      "MustBeClosedChecker") // The channel is closed on each way out but the good one.
  static Part open(Path file, Arena arena) {
    if (!Files.exists(file)) {
      throw new ModelFormatException(file + " does not exist; check the path of the model file.");
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file + " is not a file; name a model file (.gguf).");
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      var content = GgufParser.parse(file.toString(), bytes);
      return new Part(file.toString(), bytes, channel, content);
    } catch (IOException e) {
      close(channel);
      throw new ModelFormatException("%s cannot be read (%s).".formatted(file, reason(e)), e);
    } catch (RuntimeException | Error e) {
      close(channel);
      throw e;
    }
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

  /** Whether a tensor's bytes lie in this part. */
  boolean holds(Tensor tensor) {
    var offset = tensor.data().address() - bytes.address();
    return offset >= 0 && offset < bytes.byteSize();
  }

  /** Reads bytes of a tensor past the mapping; false if that is not possible. */
  boolean read(Tensor tensor, long from, int count, byte[] to) {
    if (channel == null) {
      return false;
    }
    var at = tensor.data().address() - bytes.address() + from;
    var buffer = ByteBuffer.wrap(to, 0, count);
    try {
      while (buffer.hasRemaining()) {
        var n = channel.read(buffer, at + buffer.position());
        if (n < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // An interrupt closes the channel; the mapping stays.
      return false;
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written, so nothing is lost.
    }
  }
}
