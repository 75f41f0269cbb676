package dev.brisk.edit.workspace;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The edits that can be taken back, in the user's state folder. */
public final class UndoJournal {
  private final Path folder;

  /** The journal in {@code stateDir/undo}, which is made (mode 0700) when it is first needed. */
  public UndoJournal(Path stateDir) {
    this.folder = stateDir.resolve("undo");
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

  /** All entries, the newest first. */
  public List<Entry> list() {
    throw new UnsupportedOperationException(folder.toString());
  }

  /**
   * Takes back the newest edit that was applied and not taken back yet; refuses if its file has
   * changed since.
   */
  public Entry undoLast() {
    throw new UnsupportedOperationException();
  }

  /** Takes back the edit {@code id}; refuses if its file has changed since. */
  public Entry undo(String id) {
    throw new UnsupportedOperationException();
  }
}
