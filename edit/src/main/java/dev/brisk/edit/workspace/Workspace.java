package dev.brisk.edit.workspace;

import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.nio.file.Path;
import java.util.List;

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
    return new Workspace(root);
  }

  /**
   * The workspace of a file: the nearest folder above it that has a {@code .git}, else the file's
   * own folder.
   */
  public static Workspace around(Path file) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** Reads a file that is only to be looked at (a dry run): it may be read-only. */
  public SourceFile peek(Path path) {
    throw new UnsupportedOperationException();
  }

  /**
   * Applies {@code edits} to the file, all or nothing.
   *
   * @param file as it was read, which is what the edits refer to
   * @param region the region the edits were made for: where it stands in a file that changed
   *     meanwhile decides
   * @param edits sorted, without overlaps
   * @param journal where to note how to take it back
   * @param note what to show beside the entry: the instruction
   */
  public Committed commit(
      SourceFile file, Region region, List<TextEdit> edits, UndoJournal journal, String note) {
    throw new UnsupportedOperationException();
  }
}
