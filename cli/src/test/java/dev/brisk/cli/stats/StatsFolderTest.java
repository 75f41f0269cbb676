package dev.brisk.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.api.StateDir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsFolderTest {
  private static final long NOON = Instant.parse("2026-11-26T12:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir private Path state;
  private StatsFolder folder;

  @BeforeEach
  void folder() {
    folder = StatsFolder.in(new StateDir(state), Map.of());
  }

  @Test
  void what_was_added_is_read_again() throws IOException {
    var moments =
        List.of(
            new Moment.Proposed(NOON, "brisk-small", 31.25),
            new Moment.Accepted(NOON + 1, "brisk-small", "17"),
            new Moment.Rejected(NOON + 2, "a \"model\"\nof two lines"),
            new Moment.NoEdit(NOON + 3, "", "unsure", 12),
            new Moment.Undone(NOON + 4, "17"));
    moments.forEach(folder::add);

    assertThat(folder.read().moments()).isEqualTo(moments);
    assertThat(folder.read().broken()).isEmpty();
  }

  @Test
  void only_the_owner_may_read_it() throws IOException {
    Assumptions.assumeTrue(
        state.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "Skipped: files have no modes here.");
    folder.add(new Moment.Undone(NOON, "1"));
    var stats = state.resolve("stats");
    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(stats));
    assertThat(mode).isEqualTo("rwx------");
    var file = stats.resolve("2026-11-26.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void broken_lines_are_named_and_passed_over() throws IOException {
    folder.add(new Moment.Undone(NOON, "1"));
    var file = state.resolve("stats/2026-11-26.jsonl");
    Files.writeString(
        file,
        """

        {"at":1,"what":"danced"}
        {"at":-5,"what":"undone","undo":"1"}
        {"at":1e300,"what":"undone","undo":"1"}
        [1]
        {"at":1,"what":"proposed","model":"m","wait_ms":"long"}
        """,
        StandardOpenOption.APPEND);
    Files.write(file, new byte[] {'{', (byte) 0xFF, (byte) 0xC3, '\n'}, StandardOpenOption.APPEND);
    folder.add(new Moment.Undone(NOON, "2"));

    var contents = folder.read();

    assertThat(contents.moments())
        .containsExactly(new Moment.Undone(NOON, "1"), new Moment.Undone(NOON, "2"));
    assertThat(contents.broken())
        .hasSize(6)
        .startsWith("2026-11-26.jsonl, line 3")
        .endsWith("2026-11-26.jsonl, line 8");
  }

  @Test
  void a_line_that_was_cut_off_spoils_only_itself() throws IOException {
    folder.add(new Moment.Undone(NOON, "1"));
    var file = state.resolve("stats/2026-11-26.jsonl");
    Files.writeString(file, "{\"at\":1,\"wh", StandardOpenOption.APPEND);
    folder.add(new Moment.Undone(NOON, "2"));

    assertThat(folder.read().moments()).hasSize(2);
    assertThat(folder.read().broken()).containsExactly("2026-11-26.jsonl, line 2");
  }

  @Test
  void off_is_off_and_on_is_on_again() throws IOException {
    folder.off();
    assertThat(folder.on()).isFalse();
    folder.add(new Moment.Undone(NOON, "1"));
    assertThat(state.resolve("stats")).doesNotExist();

    folder.backOn();
    folder.add(new Moment.Undone(NOON, "2"));
    assertThat(folder.read().moments()).containsExactly(new Moment.Undone(NOON, "2"));
  }

  @Test
  void the_environment_says_off_too() throws IOException {
    var off = StatsFolder.in(new StateDir(state), Map.of("BRISK_STATS", "OFF"));
    off.add(new Moment.Undone(NOON, "1"));
    assertThat(off.on()).isFalse();
    assertThat(off.read().moments()).isEmpty();
  }

  @Test
  void cleared_is_empty() throws IOException {
    folder.clear();
    folder.add(new Moment.Undone(NOON, "1"));
    folder.clear();
    assertThat(folder.read().moments()).isEmpty();
  }

  @Test
  void a_disk_that_is_full_disturbs_nobody() throws IOException {
    var full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "Skipped: there is no /dev/full here.");
    Files.createDirectories(state.resolve("stats"));
    Files.createSymbolicLink(state.resolve("stats/2026-11-26.jsonl"), full);
    folder.add(new Moment.Undone(NOON, "1"));
    folder.add(new Moment.Undone(NOON + DAY, "2"));
    assertThat(state.resolve("stats/2026-11-27.jsonl")).isNotEmptyFile();
  }

  @Test
  void a_folder_that_cannot_be_made_disturbs_nobody() throws IOException {
    Files.writeString(state.resolve("stats"), "a file");
    folder.add(new Moment.Undone(NOON, "1"));
    assertThat(state.resolve("stats")).content().isEqualTo("a file");
  }

  @Test
  void a_day_takes_so_much_and_no_more() throws IOException {
    var line = new Moment.Undone(NOON, "1").line().getBytes(StandardCharsets.UTF_8).length + 1;
    long fitting = Math.ceilDiv(StatsFolder.DAY_BYTES, line);
    for (long i = 0; i < fitting + 20; i++) {
      folder.add(new Moment.Undone(NOON, "1"));
    }
    assertThat(folder.read().moments()).hasSize((int) fitting);
  }

  @Test
  void old_days_go_when_a_new_one_begins() throws IOException {
    for (int day : new int[] {-StatsFolder.DAYS - 1, -StatsFolder.DAYS, -1}) {
      folder.add(new Moment.Undone(NOON + day * DAY, "1"));
    }
    folder.add(new Moment.Undone(NOON, "1"));
    assertThat(folder.read().moments()).hasSize(3);
  }

  @Test
  void the_oldest_days_go_when_all_take_too_much() throws IOException {
    var days = (int) (StatsFolder.ALL_BYTES / StatsFolder.DAY_BYTES);
    for (int day = -days; day < 0; day++) {
      folder.add(new Moment.Undone(NOON + day * DAY, "1"));
      var name = Instant.ofEpochMilli(NOON + day * DAY).toString().substring(0, 10) + ".jsonl";
      var padding = " ".repeat((int) StatsFolder.DAY_BYTES);
      Files.writeString(state.resolve("stats").resolve(name), padding, StandardOpenOption.APPEND);
    }
    folder.add(new Moment.Undone(NOON, "1"));

    long bytes = 0;
    try (var files = Files.list(state.resolve("stats"))) {
      for (var file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isLessThanOrEqualTo(StatsFolder.ALL_BYTES);
    assertThat(folder.read().moments()).contains(new Moment.Undone(NOON, "1"));
  }

  @Test
  void processes_that_write_at_once_lose_and_mix_nothing() throws Exception {
    int writers = 4;
    int lines = 300;
    var processes = new ArrayList<Process>();
    for (int i = 0; i < writers; i++) {
      processes.add(StatsWriter.start(state, i, lines, NOON));
    }
    for (var process : processes) {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }

    var contents = folder.read();

    assertThat(contents.broken()).isEmpty();
    assertThat(contents.moments()).hasSize(writers * lines).doesNotHaveDuplicates();
  }
}
