package dev.brisk.server;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.api.WireException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure of one server a state folder. The system lets go of the lock when the process ends,
 * however it ends; the file stays.
 */
final class ServerLock implements AutoCloseable {
  /** A server that leaves is gone from the state file a moment before it is gone. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final FileChannel channel;

  private ServerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and waits up to a second for a server that leaves.
   *
   * @throws CommandException if another server has it, or the folder cannot be written
   */
  static ServerLock acquire(StateDir folder) throws InterruptedException {
    try {
      var channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lockInTime(channel)) {
        return new ServerLock(channel);
      }
      closeQuietly(channel);
    } catch (IOException e) {
      throw new CommandException(
          "The state folder "
              + folder.path()
              + " cannot be written; make it writable, or set BRISK_STATE_DIR to another.",
          e);
    }
    throw new CommandException(
        "A server is running already" + who(folder) + "; use it, or end it with brisk stop.");
  }

  private static boolean lockInTime(FileChannel channel) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!lock(channel)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another server in this very process.
      return false;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static String who(StateDir folder) {
    try {
      return ServerState.read(folder.stateFile())
          .filter(ServerState::processAlive)
          .map(state -> " (pid " + state.pid() + ", " + state.uri() + ")")
          .orElse("");
    } catch (WireException e) {
      return "";
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
