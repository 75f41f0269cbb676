package dev.brisk.edit.workspace;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The folder within which files may be edited. Immutable; every refusal is a {@link
 * WorkspaceException} and leaves all files as they were.
 */
public final class Workspace {
  /** Larger files are refused. */
  public static final long MAX_BYTES = 32L << 20;

  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  /** The workspace in the folder {@code root}. */
  public static Workspace at(Path root) {
    try {
      var real = root.toRealPath();
      if (Files.isDirectory(real)) {
        return new Workspace(real);
      }
    } catch (IOException e) {
      throw new WorkspaceException(
          Reason.MISSING, "There is no folder " + root + ": give the folder of your project.", e);
    }
    throw new WorkspaceException(
        Reason.NOT_A_FILE, root + " is not a folder: give the folder of your project.");
  }

  /**
   * The workspace of a file: the nearest folder above it that has a {@code .git}, else the file's
   * own folder.
   */
  public static Workspace around(Path file) {
    var own = file.toAbsolutePath().normalize().getParent();
    if (own == null) {
      throw new WorkspaceException(
          Reason.NOT_A_FILE, file + " is not a file: give a file to edit.");
    }
    if (!Files.isDirectory(own)) {
      throw missing(file.toString());
    }
    var workspace = at(own);
    for (var folder = workspace.root; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return new Workspace(folder);
      }
    }
    return workspace;
  }

  /** The real path of the folder. */
  public Path root() {
    return root;
  }

  /**
   * Reads a file that is to be edited; a relative path is taken from the current folder. A
   * read-only file is refused here, before a model is asked.
   */
  public SourceFile read(Path path) {
    var file = peek(path);
    checkWritable(file.path(), file.name());
    return file;
  }

  /** Reads a file that is only to be looked at (a dry run): it may be read-only. */
  public SourceFile peek(Path path) {
    var real = locate(path);
    return decode(real, name(real), bytes(real, name(real)));
  }

  /** A file's real path, if it is in the workspace. */
  private Path locate(Path path) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      var said = path.toString();
      if (Files.isSymbolicLink(path)) {
        throw new WorkspaceException(
            Reason.MISSING, said + " is a symbolic link that leads nowhere: mend it first.", e);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new WorkspaceException(
            Reason.UNREADABLE, "Cannot read " + said + ": check its permissions.", e);
      }
      throw missing(said);
    }
    if (!real.startsWith(root)) {
      throw new WorkspaceException(
          Reason.OUTSIDE,
          path + " leads outside the workspace " + root + ": edit it from a folder that holds it.");
    }
    if (!Files.isRegularFile(real)) {
      throw new WorkspaceException(
          Reason.NOT_A_FILE, name(real) + " is not a file: give a text file to edit.");
    }
    return real;
  }

  private static WorkspaceException missing(String name) {
    return new WorkspaceException(Reason.MISSING, "There is no file " + name + ": check the path.");
  }

  private String name(Path real) {
    var name = root.relativize(real).toString().replace(File.separatorChar, '/');
    return name.isEmpty() ? real.toString() : name;
  }

  private static byte[] bytes(Path real, String name) {
    try {
      if (Files.size(real) > MAX_BYTES) {
        throw new WorkspaceException(
            Reason.TOO_LARGE,
            name
                + " is larger than "
                + (MAX_BYTES >> 20)
                + " MiB, which is too much to edit: split it.");
      }
      return Files.readAllBytes(real);
    } catch (IOException e) {
      throw new WorkspaceException(
          Reason.UNREADABLE, "Cannot read " + name + ": check its permissions.", e);
    }
  }

  private static SourceFile decode(Path real, String name, byte[] bytes) {
    var decoded = Decoded.of(name, bytes);
    return new SourceFile(
        real, name, decoded.text(), decoded.charset(), decoded.bom(), Fingerprint.of(bytes));
  }

  /**
   * Refuses what the person marked as read-only, even where this process could replace it all the
   * same.
   */
  static void checkWritable(Path real, String name) {
    var folder = real.getParent();
    if (!Files.isWritable(real) || !hasWriteBit(real)) {
      throw new WorkspaceException(
          Reason.READ_ONLY, name + " is read-only: make it writable first.");
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw new WorkspaceException(
          Reason.READ_ONLY, "The folder of " + name + " is read-only: make it writable first.");
    }
  }

  private static boolean hasWriteBit(Path real) {
    var posix = Files.getFileAttributeView(real, PosixFileAttributeView.class);
    if (posix == null) {
      return true;
    }
    try {
      var write =
          EnumSet.of(
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.OTHERS_WRITE);
      write.retainAll(posix.readAttributes().permissions());
      return !write.isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Applies {@code edits} to the file, all or nothing: at every moment the file is the old or the
   * new one.
   *
   * @param file as it was read, which is what the edits refer to
   * @param region the region the edits were made for: where it stands in a file that changed
   *     meanwhile decides
   * @param edits sorted, without overlaps, within the region; a deletion that reaches the end of a
   *     text without a final line end may take the line end before the region
   * @param journal where to note how to take it back
   * @param note what to show beside the entry: the instruction
   */
  public Committed commit(
      SourceFile file, Region region, List<TextEdit> edits, UndoJournal journal, String note) {
    if (edits.isEmpty()) {
      return new Committed(file, false, false, Optional.empty());
    }
    checkWithin(file, region, edits);
    return journal.exclusively(() -> commitAlone(file, region, edits, journal, note));
  }

  /**
   * The file as it would be with the edits, or the refusal that committing them to the file as it
   * was read would meet. Nothing is written.
   *
   * @throws WorkspaceException if the edits reach beyond the region, or have characters that the
   *     file's encoding lacks
   * @throws IllegalArgumentException if the edits are not sorted, overlap, or reach behind the text
   */
  public static SourceFile edited(SourceFile file, Region region, List<TextEdit> edits) {
    if (edits.isEmpty()) {
      return file;
    }
    checkWithin(file, region, edits);
    return edited(file, edits).file();
  }

  /** A file and its bytes. */
  private record Encoded(SourceFile file, byte[] bytes) {}

  private static Encoded edited(SourceFile file, List<TextEdit> edits) {
    var text = TextEdit.apply(file.text(), edits);
    var bytes = new Decoded("", file.charset(), file.bom()).encode(file.name(), text);
    return new Encoded(
        new SourceFile(
            file.path(), file.name(), text, file.charset(), file.bom(), Fingerprint.of(bytes)),
        bytes);
  }

  /** Refuses edits that reach beyond the region, wherever they come from. */
  private static void checkWithin(SourceFile file, Region region, List<TextEdit> edits) {
    var lines = Lines.of(file.text());
    if (region.fits(lines.count())
        && edits.stream().allMatch(edit -> isWithin(lines, region, edit))) {
      return;
    }
    throw new WorkspaceException(
        Reason.OUTSIDE_REGION,
        "The edit reaches beyond "
            + region
            + " of "
            + file.name()
            + "; nothing was changed, try again.");
  }

  private static boolean isWithin(Lines lines, Region region, TextEdit edit) {
    var first = region.firstLine();
    var start = lines.start(first);
    var length = lines.text().length();
    if (first > 1
        && edit.replacement().isEmpty()
        && edit.end() == length
        && region.lastLine() == lines.count()
        && lines.contentEnd(lines.count()) == length) {
      start = lines.contentEnd(first - 1);
    }
    return start <= edit.start() && edit.end() <= lines.start(region.lastLine() + 1);
  }

  private Committed commitAlone(
      SourceFile file, Region region, List<TextEdit> edits, UndoJournal journal, String note) {
    var real = locate(file.path());
    var before = bytes(real, file.name());
    var current = decode(real, file.name(), before);
    var rebased = !current.fingerprint().equals(file.fingerprint());
    var fitting =
        rebased ? Relocation.of(file.text(), region, edits, current.text()) : Optional.of(edits);
    if (fitting.isEmpty()) {
      throw changed(file.name());
    }
    var after = edited(current, fitting.get());
    var edited = after.file();
    if (edited.fingerprint().equals(current.fingerprint())) {
      return new Committed(current, false, rebased, Optional.empty());
    }
    checkWritable(real, file.name());
    try (var replacement = AtomicFile.write(real, file.name(), after.bytes())) {
      var id = journal.record(real, note, before, edited.fingerprint());
      // Whoever wrote the file since it was read above must not lose it; what is left is the time
      // between two calls.
      if (!Fingerprint.of(bytes(real, file.name())).equals(current.fingerprint())) {
        journal.forget(id);
        throw changed(file.name());
      }
      try {
        replacement.replace(file.name());
      } catch (WorkspaceException e) {
        journal.forget(id);
        throw e;
      }
      return new Committed(edited, true, rebased, Optional.of(id));
    }
  }

  private static WorkspaceException changed(String name) {
    return new WorkspaceException(
        Reason.CHANGED,
        name
            + " changed while the edit was made, and the region is not certain any more; nothing was changed, try again.");
  }
}
