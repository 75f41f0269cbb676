package dev.brisk.server;

import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ready server's state file, from when it is ready to its end; also if a signal ends it. */
final class Announcement implements AutoCloseable {
  private final Path file;
  private final Runnable last;
  private final Thread onSignal;

  private Announcement(Path file, Runnable last) {
    this.file = file;
    this.last = last;
    this.onSignal = new Thread(this::leaveAtOnce, "brisk-leave");
  }

  /**
   * @param last what is still to be done when the server leaves, however it is asked to; it must
   *     not throw
   */
  static Announcement of(StateDir folder, ServerState state, Runnable last) {
    var announcement = new Announcement(folder.stateFile(), last);
    Runtime.getRuntime().addShutdownHook(announcement.onSignal);
    try {
      state.write(announcement.file);
      return announcement;
    } catch (RuntimeException e) {
      // Else the hook would make a proper leave of this failed start.
      announcement.removeHook();
      throw e;
    }
  }

  @Override
  public void close() {
    if (removeHook()) {
      delete();
      last.run();
    }
  }

  private boolean removeHook() {
    try {
      return Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // A signal came first; the hook does the rest.
      return false;
    }
  }

  private void leaveAtOnce() {
    delete();
    last.run();
    // Being asked to leave is no failure.
    Runtime.getRuntime().halt(0);
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Whoever finds it sees that the process is gone.
    }
  }
}
