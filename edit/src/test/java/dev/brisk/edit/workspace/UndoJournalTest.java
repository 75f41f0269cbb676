package dev.brisk.edit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.UndoJournal.Entry;
import dev.brisk.edit.workspace.UndoJournal.State;
import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoJournalTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path temporary;
  private Path path;
  private UndoJournal journal;

  @BeforeEach
  void make() throws IOException {
    var folder = Files.createDirectory(temporary.resolve("project")).toRealPath();
    path = Files.writeString(folder.resolve("a.txt"), "0\n");
    journal = new UndoJournal(temporary.resolve("state"), InstantSource.fixed(NOON));
  }

  private String edit(String after) {
    var workspace = Workspace.around(path);
    var file = workspace.read(path);
    var edits = List.of(new TextEdit(0, file.text().length(), after));
    return workspace
        .commit(
            file,
            Region.all(Lines.of(file.text()).count()),
            edits,
            journal,
            "make it\n" + after.strip())
        .undoId()
        .orElseThrow();
  }

  private List<State> states() {
    return journal.list().stream().map(Entry::state).toList();
  }

  @Test
  void edits_are_taken_back_one_after_the_other_byte_for_byte() throws IOException {
    Files.write(path, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'x', '\r', '\n', 'y'});
    var before = Files.readAllBytes(path);
    edit("1\n");
    edit("2\n");
    assertThat(journal.undoLast().note()).isEqualTo("make it\n2");
    assertThat(journal.undoLast().state()).isEqualTo(State.UNDONE);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    assertThatThrownBy(journal::undoLast).hasMessageContaining("no edit to take back");
  }

  @Test
  void the_list_says_what_became_of_each_edit() throws IOException {
    edit("1\n");
    edit("2\n");
    assertThat(states()).containsExactly(State.APPLIED, State.CHANGED);
    journal.undoLast();
    assertThat(states()).containsExactly(State.UNDONE, State.APPLIED);
    Files.writeString(path, "0\n");
    assertThat(states()).containsExactly(State.UNDONE, State.NOT_APPLIED);
    Files.delete(path);
    assertThat(states()).containsExactly(State.UNDONE, State.CHANGED);
    var oldest = journal.list().getLast();
    assertThat(oldest.id()).isEqualTo("1");
    assertThat(oldest.time()).isEqualTo(NOON);
    assertThat(oldest.file()).isEqualTo(path);
  }

  @Test
  void an_edit_whose_file_changed_since_is_not_taken_back() throws IOException {
    edit("1\n");
    Files.writeString(path, "mine\n");
    assertThatThrownBy(journal::undoLast)
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANGED))
        .hasMessageContaining("has changed since edit 1");
    assertThat(path).content(UTF_8).isEqualTo("mine\n");
  }

  @Test
  void an_edit_is_taken_back_by_its_id() throws IOException {
    var other = Files.writeString(path.resolveSibling("b.txt"), "b\n");
    var first = edit("1\n");
    var workspace = Workspace.around(other);
    workspace.commit(
        workspace.read(other), Region.all(1), List.of(new TextEdit(0, 1, "c")), journal, "x");
    assertThat(journal.undo(first).state()).isEqualTo(State.UNDONE);
    assertThat(path).content(UTF_8).isEqualTo("0\n");
    assertThat(other).content(UTF_8).isEqualTo("c\n");
    assertThatThrownBy(() -> journal.undo(first)).hasMessageContaining("taken back already");
    assertThatThrownBy(() -> journal.undo("77")).hasMessageContaining("no edit 77");
    assertThatThrownBy(() -> journal.undo("../x")).hasMessageContaining("no edit ../x");
  }

  @Test
  void an_entry_of_a_process_that_was_killed_before_it_changed_the_file_is_passed_over()
      throws IOException {
    edit("1\n");
    journal.record(
        path.toRealPath(),
        "never happened",
        Files.readAllBytes(path),
        Fingerprint.of("9\n".getBytes(UTF_8)));
    assertThat(states()).containsExactly(State.NOT_APPLIED, State.APPLIED);
    assertThat(journal.undoLast().id()).isEqualTo("1");
    assertThat(path).content(UTF_8).isEqualTo("0\n");
  }

  @Test
  void broken_entries_are_left_out() throws IOException {
    edit("1\n");
    var folder = temporary.resolve("state/undo");
    Files.writeString(folder.resolve("2.undo"), "brisk-undo 1\nnonsense\n");
    Files.writeString(folder.resolve("3.undo"), "");
    Files.writeString(folder.resolve("4.undo"), "a\nb\nc\nd\ne\nf\ng\n");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThat(states()).containsExactly(State.APPLIED);
    assertThat(edit("2\n")).isEqualTo("5");
  }

  @Test
  void the_oldest_entries_give_way() {
    for (var i = 1; i <= UndoJournal.MOST + 5; i++) {
      edit(i + "\n");
    }
    assertThat(journal.list()).hasSize(UndoJournal.MOST);
    assertThat(journal.list().getFirst().id()).isEqualTo(String.valueOf(UndoJournal.MOST + 5));
  }

  @Test
  void only_the_user_can_read_the_journal() throws IOException {
    edit("1\n");
    var folder = temporary.resolve("state/undo");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("1.undo"))))
        .isEqualTo("rw-------");
  }

  @Test
  void many_threads_lose_no_edit() throws Exception {
    Files.writeString(path, "l0\nl1\nl2\nl3\nl4\nl5\nl6\nl7\n");
    var workspace = Workspace.around(path);
    var read = workspace.read(path);
    var done = new ArrayList<Future<Committed>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 8; i++) {
        var line = i + 1;
        var edit = List.of(new TextEdit(3 * i, 3 * i + 1, "L"));
        done.add(
            threads.submit(
                () -> workspace.commit(read, new Region(line, line), edit, journal, "x")));
      }
    }
    for (var one : done) {
      assertThat(one.get().changed()).isTrue();
    }
    assertThat(path).content(UTF_8).isEqualTo("L0\nL1\nL2\nL3\nL4\nL5\nL6\nL7\n");
    assertThat(journal.list()).hasSize(8);
  }

  @Test
  void a_file_that_changes_while_its_edit_is_taken_back_is_left_alone() throws IOException {
    edit("1\n");
    var judged = journal.list().getFirst();
    Files.writeString(path, "mine\n");
    assertThatThrownBy(() -> journal.exclusively(() -> journal.takeBack(judged)))
        .hasMessageContaining("has changed since edit 1");
    assertThat(path).content(UTF_8).isEqualTo("mine\n");
    assertThat(states()).containsExactly(State.CHANGED);
  }

  @Test
  void an_edit_is_taken_back_even_if_the_journal_has_no_room_to_say_so() throws Exception {
    var disk = Files.createDirectory(temporary.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
        "mounting a small file system needs the superuser");
    try {
      journal = new UndoJournal(disk);
      edit("1\n");
      fill(disk.resolve("full"));
      assertThat(journal.undoLast().state()).isEqualTo(State.UNDONE);
      assertThat(path).content(UTF_8).isEqualTo("0\n");
      assertThat(states()).containsExactly(State.NOT_APPLIED);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path file) {
    try (var full = Files.newOutputStream(file)) {
      while (true) {
        full.write(new byte[1024]);
      }
    } catch (IOException e) {
      // No room is left.
    }
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
