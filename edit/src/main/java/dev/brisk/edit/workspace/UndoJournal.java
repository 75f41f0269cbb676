package dev.brisk.edit.workspace;

import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The edits that can be taken back, in the user's state folder: one file an edit, with the bytes of
 * the edited file before it.
 *
 * <p>An entry is on disk before its edit is, so a process that is killed in between leaves an entry
 * of an edit that was not applied; {@link State} is told from the file itself. The oldest entries
 * give way when there are more than {@value #MOST} or they take more than 64 MiB. For several
 * processes at once.
 */
public final class UndoJournal {
  /** So many entries are kept. */
  public static final int MOST = 200;

  private static final long MOST_BYTES = 64L << 20;
  private static final Pattern NAME = Pattern.compile("([0-9]{1,9})\\.undo");

  /** File locks are held by processes; this one keeps this process's threads apart. */
  private static final Object THREADS = new Object();

  private final Path folder;
  private final InstantSource clock;

  /** The journal in {@code stateDir/undo}, which is made (mode 0700) when it is first needed. */
  public UndoJournal(Path stateDir) {
    this(stateDir, InstantSource.system());
  }

  UndoJournal(Path stateDir, InstantSource clock) {
    this.folder = stateDir.resolve("undo");
    this.clock = clock;
  }

  /** What has become of an edit. */
  public enum State {
    /** The file is as the edit left it: it can be taken back. */
    APPLIED,
    /** It was taken back. */
    UNDONE,
    /**
     * The file is as before the edit: the command was killed before it was applied, or someone else
     * took it back.
     */
    NOT_APPLIED,
    /** The file was changed or removed since. */
    CHANGED
  }

  /** One edit. {@code before} and {@code after} are SHA-256 fingerprints of the file. */
  public record Entry(
      String id, Instant time, Path file, String note, String before, String after, State state) {}

  /** All entries, the newest first. One that cannot be read is left out. */
  public List<Entry> list() {
    return ids().reversed().stream()
        .flatMap(id -> JournalFile.read(path(id)).stream().map(file -> entry(id, file)))
        .toList();
  }

  /**
   * Takes back the newest edit that was applied and not taken back yet; refuses if its file has
   * changed since.
   */
  public Entry undoLast() {
    return exclusively(
        () ->
            list().stream()
                .filter(e -> e.state() == State.APPLIED || e.state() == State.CHANGED)
                .findFirst()
                .map(this::takeBack)
                .orElseThrow(
                    () ->
                        new WorkspaceException(
                            Reason.JOURNAL,
                            "There is no edit to take back: nothing was changed.")));
  }

  /** Takes back the edit {@code id}; refuses if its file has changed since. */
  public Entry undo(String id) {
    return exclusively(
        () ->
            list().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .map(this::takeBack)
                .orElseThrow(
                    () ->
                        new WorkspaceException(
                            Reason.JOURNAL,
                            "There is no edit "
                                + id
                                + " in the journal: list them to see which there are.")));
  }

  /** Takes back the edit of {@code entry}, as it was just read, within {@link #exclusively}. */
  Entry takeBack(Entry entry) {
    var name = entry.file().toString();
    switch (entry.state()) {
      case APPLIED -> {
        // below
      }
      case UNDONE ->
          throw new WorkspaceException(
              Reason.JOURNAL, "Edit " + entry.id() + " was taken back already.");
      case NOT_APPLIED ->
          throw new WorkspaceException(
              Reason.JOURNAL,
              "Edit "
                  + entry.id()
                  + " is not in "
                  + name
                  + ", which is as before it; nothing was changed.");
      case CHANGED -> throw changed(entry);
    }
    var file =
        JournalFile.read(path(number(entry.id())))
            .orElseThrow(
                () ->
                    new WorkspaceException(
                        Reason.JOURNAL, "Edit " + entry.id() + " cannot be read."));
    Workspace.checkWritable(entry.file(), name);
    try (var replacement = AtomicFile.write(entry.file(), name, file.content())) {
      // Whoever wrote the file since its state was told must not lose it; what is left is the time
      // between two calls.
      if (state(file) != State.APPLIED) {
        throw changed(entry);
      }
      replacement.replace(name);
    }
    try {
      store(number(entry.id()), file.withUndone());
    } catch (WorkspaceException e) {
      // Without the note, or killed here, the entry is one of an edit that is not applied, which is
      // true as well; the file is as it was before the edit, so this is no failure.
    }
    return new Entry(
        entry.id(),
        entry.time(),
        entry.file(),
        entry.note(),
        entry.before(),
        entry.after(),
        State.UNDONE);
  }

  private static WorkspaceException changed(Entry entry) {
    return new WorkspaceException(
        Reason.CHANGED,
        entry.file()
            + " has changed since edit "
            + entry.id()
            + ": take that change back yourself; nothing was changed.");
  }

  /**
   * Notes an edit that is about to be applied, and returns its id. To be called within {@link
   * #exclusively}.
   */
  String record(Path file, String note, byte[] before, String after) {
    var ids = ids();
    var id = ids.isEmpty() ? 1 : ids.getLast() + 1;
    store(
        id,
        new JournalFile(
            clock.instant(),
            file,
            note,
            Fingerprint.of(before),
            after,
            false,
            ByteBuffer.wrap(before)));
    prune(ids, before.length);
    return String.valueOf(id);
  }

  /** Removes an entry whose edit was not applied after all. */
  void forget(String id) {
    delete(number(id));
  }

  private void store(int id, JournalFile file) {
    try (var written = AtomicFile.write(path(id), "the undo journal", file.encode())) {
      written.replace("the undo journal");
    }
  }

  private void prune(List<Integer> older, long newest) {
    var bytes = newest;
    var kept = 1;
    for (var id : older.reversed()) {
      bytes += size(id);
      if (++kept > MOST || bytes > MOST_BYTES) {
        delete(id);
      }
    }
  }

  private long size(int id) {
    try {
      return Files.size(path(id));
    } catch (IOException e) {
      return 0;
    }
  }

  private void delete(int id) {
    try {
      Files.deleteIfExists(path(id));
    } catch (IOException e) {
      // An entry too many does no harm.
    }
  }

  private Entry entry(int id, JournalFile file) {
    return new Entry(
        String.valueOf(id),
        file.time(),
        file.file(),
        file.note(),
        file.before(),
        file.after(),
        state(file));
  }

  private static State state(JournalFile entry) {
    if (entry.undone()) {
      return State.UNDONE;
    }
    try {
      var now = Fingerprint.of(Files.readAllBytes(entry.file()));
      return now.equals(entry.after())
          ? State.APPLIED
          : now.equals(entry.before()) ? State.NOT_APPLIED : State.CHANGED;
    } catch (IOException e) {
      return State.CHANGED;
    }
  }

  /** Ascending. */
  private List<Integer> ids() {
    var ids = new ArrayList<Integer>();
    try (var files = Files.list(folder)) {
      files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .forEach(name -> ids.add(Integer.parseInt(name.group(1))));
    } catch (IOException e) {
      // No folder yet: no entries.
      return List.of();
    }
    ids.sort(Comparator.naturalOrder());
    return ids;
  }

  private static int number(String id) {
    return Integer.parseInt(id);
  }

  private Path path(int id) {
    return folder.resolve(id + ".undo");
  }

  /** Runs {@code work} while no other thread or process commits or undoes. */
  <T> T exclusively(Supplier<T> work) {
    synchronized (THREADS) {
      try (var lock = lockFile();
          var held = lock.lock()) {
        assert held.isValid();
        return work.get();
      } catch (IOException e) {
        throw new WorkspaceException(
            Reason.JOURNAL,
            "Cannot use the undo journal in "
                + folder
                + " ("
                + e.getMessage()
                + "); nothing was changed, check its permissions.",
            e);
      }
    }
  }

  private FileChannel lockFile() throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
      } else {
        Files.createDirectories(folder);
      }
    }
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
