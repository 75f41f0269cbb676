package dev.brisk.server;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.api.WireException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Makes sure of one server a state folder. The system lets go of the lock when the process ends,
 * however it ends; the file stays.
 */
final class ServerLock implements AutoCloseable {
  private final FileChannel channel;

  private ServerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws CommandException if another server has it, or the folder cannot be written
   */
  static ServerLock acquire(StateDir folder) {
    try {
      var channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel)) {
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
