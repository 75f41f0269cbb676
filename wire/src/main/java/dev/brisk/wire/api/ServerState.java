package dev.brisk.wire.api;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the server that is running: the contents of {@link StateDir#stateFile()}, which only
 * its owner may read.
 *
 * @param pid the server's process
 * @param port on 127.0.0.1
 * @param token what {@code Authorization: Bearer} must carry
 * @param model the name of the model it serves
 * @param executableStamp what the launcher said its build is; empty if it said nothing
 * @param background whether a client started it for itself, so that a client may replace it; nobody
 *     replaces a server that a person started
 */
public record ServerState(
    long pid,
    int port,
    String token,
    String version,
    String model,
    Instant startedAt,
    String executableStamp,
    boolean background) {

  /** A server that a person started. */
  public ServerState(
      long pid,
      int port,
      String token,
      String version,
      String model,
      Instant startedAt,
      String executableStamp) {
    this(pid, port, token, version, model, startedAt, executableStamp, false);
  }

  /** The address that clients begin with. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Whether a process with this id is alive; another program may have got the id since. */
  public boolean processAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Reads the state file.
   *
   * @return empty if there is none
   * @throws WireException if it is there but cannot be read or understood, or if others may write
   *     it: they could send the files of its owner to a server of theirs
   */
  public static Optional<ServerState> read(Path file) {
    try {
      refuseOthers(file);
      // Small by nature; a hostile or mistaken large file is not read into memory.
      if (Files.size(file) > 65_536) {
        throw broken(file, null);
      }
      var json = Json.parseObject(Files.readString(file));
      int port = json.requireInteger("port");
      long pid = (long) json.number("pid").orElse(0);
      if (port < 1 || port > 65_535 || pid < 1) {
        throw broken(file, null);
      }
      return Optional.of(
          new ServerState(
              pid,
              port,
              json.requireText("token"),
              json.text("version").orElse(""),
              json.text("model").orElse(""),
              Instant.parse(json.requireText("started_at")),
              json.text("executable_stamp").orElse(""),
              json.bool("background").orElse(false)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonException | DateTimeException | IOException e) {
      throw broken(file, e);
    }
  }

  /**
   * Writes the state file with mode 0600, so that a reader sees the old one or all of this one.
   *
   * @throws WireException if that cannot be done
   */
  public void write(Path file) {
    var json =
        new JsonWriter()
            .beginObject()
            .member("pid", pid)
            .member("port", port)
            .member("token", token)
            .member("version", version)
            .member("model", model)
            .member("started_at", startedAt.toString())
            .member("executable_stamp", executableStamp)
            .member("background", background)
            .endObject();
    try {
      var folder = file.toAbsolutePath().getParent();
      var temporary = Files.createTempFile(folder, ".server", ".json", ownerOnly(file));
      try {
        Files.writeString(temporary, json + "\n");
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new WireException(
          "The state file "
              + file
              + " cannot be written; make its folder writable or set BRISK_STATE_DIR.",
          e);
    }
  }

  private static void refuseOthers(Path file) throws IOException {
    if (!hasModes(file)) {
      return;
    }
    var mode = Files.getPosixFilePermissions(file);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new WireException(
          "The state file "
              + file
              + " may be written by others than its owner; delete it and start the server again.");
    }
  }

  private static boolean hasModes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    if (!hasModes(file)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  private static WireException broken(Path file, @Nullable Exception cause) {
    var message =
        "The state file "
            + file
            + " is broken; stop the server that wrote it, if it runs, and delete the file.";
    return cause == null ? new WireException(message) : new WireException(message, cause);
  }
}
