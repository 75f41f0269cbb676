package dev.brisk.lab.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Puts edited files on disk as Brisk does: beside the old one, forced, then in its place. In a
 * thread of its own, since waiting for a disk would hold up the reading of other answers.
 */
final class Applying implements AutoCloseable {
  private final Path folder;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("lab-apply").factory());

  /** In a temporary folder. */
  Applying() throws IOException {
    folder = Files.createTempDirectory("brisk-lab");
  }

  /** Writes a text, and says when it was on disk, by {@link System#nanoTime}. */
  long apply(String text) throws InterruptedException {
    try {
      return thread.submit(() -> write(text)).get();
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException(e.getCause()));
    }
  }

  private long write(String text) throws IOException {
    var beside = folder.resolve("beside");
    try (var file =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      file.force(true);
    }
    Files.move(
        beside,
        folder.resolve("edited"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return System.nanoTime();
  }

  @Override
  public void close() {
    thread.shutdown();
    for (var name : new String[] {"beside", "edited"}) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        // A file is left in the folder for temporary ones.
      }
    }
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Likewise.
    }
  }
}
