package dev.brisk.wire.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The folder in which a person's servers, logs and undo journal are found; only its owner may enter
 * it.
 */
public record StateDir(Path path) {
  /**
   * Names the folder: {@code BRISK_STATE_DIR}, or {@code XDG_STATE_HOME/brisk}, or {@code
   * ~/.local/state/brisk}.
   */
  public static StateDir of(Map<String, String> environment) {
    var own = environment.getOrDefault("BRISK_STATE_DIR", "");
    if (!own.isEmpty()) {
      return new StateDir(Path.of(own).toAbsolutePath().normalize());
    }
    var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    // The XDG specification says that a relative path there is to be ignored.
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      return new StateDir(Path.of(xdg, "brisk"));
    }
    return new StateDir(Path.of(System.getProperty("user.home"), ".local", "state", "brisk"));
  }

  /**
   * Makes the folder with mode 0700 if it is not there.
   *
   * @throws WireException if that cannot be done
   */
  public StateDir create() {
    if (Files.isDirectory(path)) {
      return this;
    }
    try {
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(path);
      }
      return this;
    } catch (IOException e) {
      throw new WireException(
          "The state folder "
              + path
              + " cannot be made; set BRISK_STATE_DIR to a folder that you may write to.",
          e);
    }
  }

  /** Where a ready server says how to reach it; see {@link ServerState}. */
  public Path stateFile() {
    return path.resolve("server.json");
  }

  /** The file that a running server holds a lock on, so that there is one server a folder. */
  public Path lockFile() {
    return path.resolve("server.lock");
  }

  /** Where a server that was started in the background writes what it says. */
  public Path logFile() {
    return path.resolve("server.log");
  }
}
