package dev.brisk.edit.workspace;

import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that edits a file again and again until it is killed: the only line goes from "AAA…" to
 * "BBB…" and back.
 */
final class Committer {
  static final int LENGTH = 20_000;

  private Committer() {}

  @SuppressWarnings("InfiniteLoop")
  public static void main(String[] arguments) {
    var path = Path.of(arguments[0]);
    var journal = new UndoJournal(Path.of(arguments[1]));
    var workspace = Workspace.around(path);
    System.out.println("ready");
    while (true) {
      var file = workspace.read(path);
      var other = file.text().startsWith("A") ? "B" : "A";
      var edit = new TextEdit(0, LENGTH, other.repeat(LENGTH));
      workspace.commit(file, new Region(1, 1), List.of(edit), journal, "swap");
    }
  }
}
