package dev.brisk.edit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.UndoJournal.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int KILLS = 12;

  @TempDir Path temporary;

  @Test
  void a_process_killed_at_any_moment_leaves_the_old_or_the_new_file_and_a_journal_that_works()
      throws Exception {
    var first = "A".repeat(Committer.LENGTH) + "\r\n";
    var second = "B".repeat(Committer.LENGTH) + "\r\n";
    var path =
        Files.writeString(
            Files.createDirectory(temporary.resolve("project")).resolve("a.txt"), first);
    var state = temporary.resolve("state");
    var journal = new UndoJournal(state);
    var random = new Random(7);
    for (var kill = 0; kill < KILLS; kill++) {
      var process = start(path, state);
      // A moment of its commits: each takes a few milliseconds.
      process.waitFor(random.nextInt(40_000), TimeUnit.MICROSECONDS);
      process.destroyForcibly().waitFor();

      var now = Files.readString(path);
      assertThat(now.equals(first) || now.equals(second)).isTrue();
      for (var entry : journal.list()) {
        assertThat(entry.state()).isIn(State.APPLIED, State.NOT_APPLIED, State.UNDONE);
      }
      if (journal.list().stream().anyMatch(entry -> entry.state() == State.APPLIED)) {
        journal.undoLast();
        assertThat(path).content(UTF_8).isEqualTo(now.equals(first) ? second : first);
      }
    }
    for (var file : leftovers(path)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
    }
    var workspace = Workspace.around(path);
    var edits = List.of(new TextEdit(0, 1, "C"));
    workspace.commit(workspace.read(path), new Region(1, 1), edits, journal, "x");
    assertThat(leftovers(path)).isEmpty();
  }

  private static List<Path> leftovers(Path path) throws IOException {
    try (var files = Files.list(path.getParent())) {
      return files.filter(file -> file.getFileName().toString().startsWith(".brisk-")).toList();
    }
  }

  private static Process start(Path path, Path state) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var all = System.getProperty("jdk.module.path", "");
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(
                    File.pathSeparator, "target/classes", "target/test-classes", all, classes),
                Committer.class.getName(),
                path.toString(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }
}
