package dev.brisk.edit.workspace;

import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file's new content beside it, ready to take its place at once: until {@link #replace} the file
 * is the old one, from then on the new one, whenever the process dies.
 *
 * <p>The temporary file is called {@code .brisk-PID-RANDOM.tmp}. One that a killed process left is
 * removed by a later write in the same folder, once it is 10 minutes old.
 */
final class AtomicFile implements AutoCloseable {
  private static final String PREFIX = ".brisk-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern TEMPORARY =
      Pattern.compile("\\.brisk-(\\d{1,18})-[0-9a-f]{16}\\.tmp");

  /**
   * A folder may be shared with machines or containers whose processes have numbers of their own,
   * so that a missing one alone proves nothing. Writing takes far less than this.
   */
  private static final Duration LEFT = Duration.ofMinutes(10);

  private final Path target;
  private final Path temporary;

  private AtomicFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Writes {@code bytes} to a temporary file in the folder of {@code target} and forces them to
   * disk.
   *
   * @param target the file to replace, or to make with the mode 0600 if there is none
   * @param name what to call it in messages
   */
  static AtomicFile write(Path target, String name, byte[] bytes) {
    var folder = folder(target);
    removeLeftovers(folder);
    // Put together by hand: the first use of a formatter costs a command that runs once 20 ms.
    var random = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    var temporary = folder.resolve(PREFIX + ProcessHandle.current().pid() + "-" + random + SUFFIX);
    var file = new AtomicFile(target, temporary);
    var written = false;
    try {
      if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
        Files.createFile(
            temporary,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(temporary);
      }
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (Files.exists(target)) {
          copyAttributes(target, temporary);
        }
        channel.force(true);
      }
      written = true;
      return file;
    } catch (IOException e) {
      throw failed(name, e);
    } finally {
      if (!written) {
        file.close();
      }
    }
  }

  /** Puts the new content in place and forces the folder's entry to disk. */
  void replace(String name) {
    try {
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw new WorkspaceException(
            Reason.WRITE_FAILED,
            "The file system of "
                + name
                + " cannot replace a file in one step; nothing was changed, copy it elsewhere.",
            e);
      }
    } catch (IOException e) {
      throw failed(name, e);
    }
    force(folder(target));
  }

  /** Removes the temporary file if it is still there. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It stays as a leftover, which a later write removes.
    }
  }

  /** Forces a folder's entries to disk where the system can. */
  static void force(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system opens folders; the rename itself is done.
    }
  }

  private static Path folder(Path target) {
    var folder = target.toAbsolutePath().getParent();
    return folder == null ? target.toAbsolutePath() : folder;
  }

  /** Permissions, owner and group; the last two only where this process may set them. */
  private static void copyAttributes(Path from, Path to) throws IOException {
    var posix = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (posix == null) {
      return;
    }
    var had = posix.readAttributes();
    var copy = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    var has = copy.readAttributes();
    own(
        copy,
        has.owner().equals(had.owner()) ? null : had.owner(),
        has.group().equals(had.group()) ? null : had.group());
    // After the owner, since a change of that clears the set-user-id bit, which only the system's
    // own mode has.
    try {
      Files.setAttribute(
          to, "unix:mode", Files.getAttribute(from, "unix:mode"), LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      copy.setPermissions(had.permissions());
    }
  }

  private static void own(
      PosixFileAttributeView file, @Nullable UserPrincipal owner, @Nullable GroupPrincipal group) {
    try {
      if (group != null) {
        file.setGroup(group);
      }
      if (owner != null) {
        file.setOwner(owner);
      }
    } catch (IOException e) {
      // Only the superuser may give files away.
    }
  }

  private static void removeLeftovers(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX) && isLeftover(file, name)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They do no harm.
    }
  }

  private static boolean isLeftover(Path file, String name) throws IOException {
    var matched = TEMPORARY.matcher(name);
    return matched.matches()
        && ProcessHandle.of(Long.parseLong(matched.group(1))).isEmpty()
        && Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(LEFT));
  }

  private static WorkspaceException failed(String name, IOException e) {
    var reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : e.getMessage();
    var said = String.valueOf(reason);
    var full =
        said.toLowerCase(Locale.ROOT)
            .matches(".*(no space left|disk full|not enough space|quota|file too large).*");
    return new WorkspaceException(
        Reason.WRITE_FAILED,
        full
            ? "There is no room to write "
                + name
                + " ("
                + said
                + "); nothing was changed, free some space and try again."
            : "Cannot write "
                + name
                + " ("
                + said
                + "); nothing was changed, check the folder's permissions.",
        e);
  }
}
