package dev.brisk.edit.workspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path temporary;
  private Path root;
  private Workspace workspace;
  private UndoJournal journal;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temporary.resolve("project")).toRealPath();
    workspace = Workspace.at(root);
    journal = new UndoJournal(temporary.resolve("state"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(root.resolve(name), text);
  }

  private Committed commit(SourceFile file, int line, TextEdit... edits) {
    return workspace.commit(file, new Region(line, line), List.of(edits), journal, "do it");
  }

  private static void refused(Reason reason, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words)
        .message()
        .endsWith(".")
        .doesNotContain("\n");
  }

  @Test
  void an_edit_is_on_disk_with_its_fingerprint_and_nothing_is_left_over() throws IOException {
    var path = file("a.txt", "one\ntwo\n");
    var done = commit(workspace.read(path), 1, new TextEdit(0, 3, "ONE"));
    assertThat(path).content(UTF_8).isEqualTo("ONE\ntwo\n");
    assertThat(done.changed()).isTrue();
    assertThat(done.file()).isEqualTo(workspace.read(path));
    assertThat(done.undoId()).contains("1");
    assertThat(files(root)).containsExactly("a.txt");
  }

  @Test
  void no_edits_write_nothing() throws IOException {
    var path = file("a.txt", "one\n");
    var before = Files.getLastModifiedTime(path);
    assertThat(commit(workspace.read(path), 1).changed()).isFalse();
    assertThat(commit(workspace.read(path), 1, new TextEdit(0, 3, "one")).undoId()).isEmpty();
    assertThat(Files.getLastModifiedTime(path)).isEqualTo(before);
    assertThat(journal.list()).isEmpty();
  }

  @Test
  void permissions_stay() throws IOException {
    var path = file("run.sh", "a\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x--x"));
    commit(workspace.read(path), 1, new TextEdit(0, 1, "b"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void encoding_and_byte_order_mark_stay() throws IOException {
    var latin = Files.write(root.resolve("latin.txt"), "Grüße\nß\n".getBytes(ISO_8859_1));
    var file = workspace.read(latin);
    assertThat(file.charset()).isEqualTo(ISO_8859_1);
    commit(file, 2, new TextEdit(6, 7, "é"));
    assertThat(Files.readAllBytes(latin)).isEqualTo("Grüße\né\n".getBytes(ISO_8859_1));

    var marked = file("bom.txt", "\ufeffa\n");
    assertThat(workspace.read(marked).text()).isEqualTo("a\n");
    commit(workspace.read(marked), 1, new TextEdit(0, 1, "ä"));
    assertThat(marked).content(UTF_8).isEqualTo("\ufeffä\n");
  }

  @Test
  void characters_that_the_encoding_lacks_are_refused() throws IOException {
    var latin = Files.write(root.resolve("latin.txt"), "ß\n".getBytes(ISO_8859_1));
    var file = workspace.read(latin);
    refused(Reason.NOT_ENCODABLE, "ISO-8859-1", () -> commit(file, 1, new TextEdit(0, 1, "€")));
    var utf8 = workspace.read(file("a.txt", "a\n"));
    refused(
        Reason.NOT_ENCODABLE,
        "half a character",
        () -> commit(utf8, 1, new TextEdit(0, 1, "\ud800")));
    assertThat(Files.readAllBytes(latin)).isEqualTo("ß\n".getBytes(ISO_8859_1));
    assertThat(journal.list()).isEmpty();
  }

  @Test
  void what_is_no_text_file_is_refused() throws IOException {
    refused(Reason.MISSING, "There is no file", () -> workspace.read(root.resolve("none.txt")));
    refused(Reason.NOT_A_FILE, "is not a file", () -> workspace.read(root));
    var binary = Files.write(root.resolve("a.bin"), new byte[] {'a', 0, 'b'});
    refused(Reason.BINARY, "a.bin is a binary file", () -> workspace.read(binary));
    var controls = Files.write(root.resolve("b.bin"), new byte[] {1, 2, 3, (byte) 0xff});
    refused(Reason.BINARY, "b.bin is a binary file", () -> workspace.read(controls));
    try (var large = new RandomAccessFile(root.resolve("large.txt").toFile(), "rw")) {
      large.setLength(Workspace.MAX_BYTES + 1);
    }
    refused(Reason.TOO_LARGE, "32 MiB", () -> workspace.read(root.resolve("large.txt")));
  }

  @Test
  void paths_outside_are_refused() throws IOException {
    var outside = Files.writeString(temporary.resolve("outside.txt"), "a\n");
    refused(Reason.OUTSIDE, "outside the workspace", () -> workspace.read(outside));
    refused(
        Reason.OUTSIDE,
        "outside the workspace",
        () -> workspace.read(root.resolve("../outside.txt")));
    Files.createSymbolicLink(root.resolve("link.txt"), outside);
    refused(
        Reason.OUTSIDE, "outside the workspace", () -> workspace.read(root.resolve("link.txt")));
    Files.createSymbolicLink(root.resolve("nowhere.txt"), root.resolve("nothing"));
    refused(Reason.MISSING, "leads nowhere", () -> workspace.read(root.resolve("nowhere.txt")));
  }

  @Test
  void a_link_within_the_workspace_is_followed_and_stays() throws IOException {
    var target = file("target.txt", "a\n");
    var link = Files.createSymbolicLink(root.resolve("link.txt"), target);
    commit(workspace.read(link), 1, new TextEdit(0, 1, "b"));
    assertThat(link).isSymbolicLink();
    assertThat(target).content(UTF_8).isEqualTo("b\n");
  }

  @Test
  void a_file_that_became_a_link_to_the_outside_is_refused() throws IOException {
    var path = file("a.txt", "a\n");
    var read = workspace.read(path);
    var outside = Files.writeString(temporary.resolve("outside.txt"), "a\n");
    Files.delete(path);
    Files.createSymbolicLink(path, outside);
    refused(
        Reason.OUTSIDE, "outside the workspace", () -> commit(read, 1, new TextEdit(0, 1, "b")));
    assertThat(outside).content(UTF_8).isEqualTo("a\n");
  }

  @Test
  void a_read_only_file_is_refused_before_anything_is_done_with_it() throws IOException {
    var path = file("a.txt", "a\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
    refused(Reason.READ_ONLY, "a.txt is read-only", () -> workspace.read(path));
    assertThat(workspace.peek(path).text()).isEqualTo("a\n");
    var read = workspace.peek(path);
    refused(Reason.READ_ONLY, "a.txt is read-only", () -> commit(read, 1, new TextEdit(0, 1, "b")));
    assertThat(path).content(UTF_8).isEqualTo("a\n");
  }

  @Test
  void a_region_that_moved_is_found_again() throws IOException {
    var path = file("a.txt", "one\ntwo\nthree\n");
    var read = workspace.read(path);
    file("a.txt", "zero\nhalf\none\ntwo\nthree!\n");
    var done = commit(read, 2, new TextEdit(4, 7, "TWO"));
    assertThat(done.rebased()).isTrue();
    assertThat(path).content(UTF_8).isEqualTo("zero\nhalf\none\nTWO\nthree!\n");
  }

  @Test
  void a_region_that_changed_or_is_not_unique_is_refused() throws IOException {
    var read = workspace.read(file("a.txt", "one\ntwo\nthree\n"));
    for (var now :
        List.of("one\n2\nthree\n", "two\none\ntwo\n", "one\n two\n", "one\ntwo!\n", "")) {
      var path = file("a.txt", now);
      refused(Reason.CHANGED, "changed while", () -> commit(read, 2, new TextEdit(4, 7, "TWO")));
      assertThat(path).content(UTF_8).isEqualTo(now);
    }
    assertThat(journal.list()).isEmpty();
  }

  @Test
  void one_of_several_equal_regions_is_not_guessed_even_if_one_is_left() throws IOException {
    var read = workspace.read(file("a.txt", "two\none\ntwo\n"));
    file("a.txt", "one\ntwo\n");
    refused(Reason.CHANGED, "changed while", () -> commit(read, 1, new TextEdit(0, 3, "TWO")));
  }

  @Test
  void an_insertion_moves_with_the_lines_next_to_it() throws IOException {
    var read = workspace.read(file("a.txt", "one\ntwo\n"));
    var path = file("a.txt", "zero\none\ntwo\n");
    workspace.commit(read, new Region(2, 1), List.of(new TextEdit(4, 4, "new\n")), journal, "x");
    assertThat(path).content(UTF_8).isEqualTo("zero\none\nnew\ntwo\n");
  }

  @Test
  void a_file_that_vanished_is_refused() throws IOException {
    var path = file("a.txt", "one\n");
    var read = workspace.read(path);
    Files.delete(path);
    refused(Reason.MISSING, "There is no file", () -> commit(read, 1, new TextEdit(0, 1, "b")));
    assertThat(path).doesNotExist();
  }

  @Test
  void what_a_killed_process_left_long_ago_is_removed_and_what_may_be_in_use_stays()
      throws Exception {
    var ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
    leave(".brisk-" + ended.pid() + "-0123456789abcdef.tmp", 11);
    var young = leave(".brisk-" + ended.pid() + "-f123456789abcdef.tmp", 9);
    var living = leave(".brisk-" + ProcessHandle.current().pid() + "-0123456789abcdef.tmp", 11);
    commit(workspace.read(file("a.txt", "a\n")), 1, new TextEdit(0, 1, "b"));
    assertThat(files(root)).containsExactlyInAnyOrder(living, young, "a.txt");
  }

  private String leave(String name, int minutes) throws IOException {
    Files.setLastModifiedTime(
        Files.writeString(root.resolve(name), "half"),
        FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
    return name;
  }

  @Test
  void the_workspace_is_the_nearest_folder_with_a_repository() throws IOException {
    var deep = Files.createDirectories(root.resolve("src/main"));
    var file = Files.writeString(deep.resolve("a.txt"), "a\n");
    assertThat(Workspace.around(file).root()).isEqualTo(deep);
    Files.createDirectory(root.resolve(".git"));
    assertThat(Workspace.around(file).root()).isEqualTo(root);
    assertThat(Workspace.around(file).read(file).name()).isEqualTo("src/main/a.txt");
    refused(Reason.MISSING, "There is no file", () -> Workspace.around(root.resolve("no/a.txt")));
  }

  @Test
  void on_a_full_disk_nothing_changes_and_nothing_is_left() throws Exception {
    var disk = Files.createDirectory(temporary.resolve("disk"));
    var mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    Assumptions.assumeTrue(run(mount) == 0, "mounting a small file system needs the superuser");
    try {
      var path = Files.writeString(disk.resolve("a.txt"), "a\n".repeat(10_000));
      var small = Workspace.at(disk);
      var read = small.read(path);
      var edit = List.of(new TextEdit(0, 1, "b".repeat(50_000)));
      refused(
          Reason.WRITE_FAILED,
          "There is no room to write a.txt",
          () -> small.commit(read, new Region(1, 1), edit, journal, "x"));
      assertThat(path).content(UTF_8).isEqualTo("a\n".repeat(10_000));
      assertThat(files(disk)).containsExactly("a.txt");
      assertThat(journal.list()).isEmpty();
    } finally {
      run(new ProcessBuilder("umount", disk.toString()));
    }
  }

  private static int run(ProcessBuilder command) throws Exception {
    try {
      var process =
          command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_whose_line_ends_were_converted_meanwhile_is_refused() throws IOException {
    var read = workspace.read(file("a.txt", "zero\none\ntwo\n"));
    var converted = "zero\r\none\r\ntwo\r\n";
    var path = file("a.txt", converted);
    for (var edit : List.of(new TextEdit(9, 9, "new\n"), new TextEdit(5, 8, "ONE"))) {
      refused(Reason.CHANGED, "changed while", () -> commit(read, 2, edit));
      assertThat(path).content(UTF_8).isEqualTo(converted);
    }
    var empty = new Region(2, 1);
    var before = List.of(new TextEdit(5, 5, "new\n"));
    refused(
        Reason.CHANGED, "changed while", () -> workspace.commit(read, empty, before, journal, "x"));
  }

  @Test
  void no_line_begins_between_the_halves_of_a_line_end() {
    var edits = List.of(new TextEdit(1, 1, "new\n"));
    assertThat(Relocation.of("a\rb\r", new Region(1, 1), edits, "a\r\nb\r")).isEmpty();
  }

  @Test
  void edits_beyond_the_region_are_refused() throws IOException {
    var text = "one\ntwo\nthree";
    var path = file("a.txt", text);
    var read = workspace.read(path);
    for (var edit :
        List.of(
            new TextEdit(3, 4, ""),
            new TextEdit(0, 3, "ONE"),
            new TextEdit(7, 9, "\n"),
            new TextEdit(14 - 1, 14 - 1, "!"))) {
      refused(Reason.OUTSIDE_REGION, "beyond line 2 of a.txt", () -> commit(read, 2, edit));
    }
    refused(
        Reason.OUTSIDE_REGION, "beyond line 3", () -> commit(read, 3, new TextEdit(7, 13, "x")));
    refused(Reason.OUTSIDE_REGION, "beyond line 9", () -> commit(read, 9, new TextEdit(0, 1, "x")));
    assertThat(path).content(UTF_8).isEqualTo(text);
    commit(read, 3, new TextEdit(7, 13, ""));
    assertThat(path).content(UTF_8).isEqualTo("one\ntwo");
  }
}
