package dev.brisk.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTest {
  /** Eleven hours ahead of UTC. */
  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T03:00:00Z"), SYDNEY);

  @TempDir private Path state;
  private StatsFolder folder;
  private Instant now = CLOCK.instant();
  private long nanos;
  private EditRecord record;

  @BeforeEach
  void record() {
    folder = StatsFolder.in(new StateDir(state), Map.of());
    record = edit();
  }

  private EditRecord edit() {
    return new EditRecord(folder, () -> now, () -> nanos);
  }

  private void waits(double ms) {
    nanos += (long) (ms * 1e6);
  }

  private Stats stats(int days) throws IOException {
    return Stats.of(folder, days, CLOCK);
  }

  @Test
  void a_day_is_one_where_the_person_is() throws IOException {
    // The 26th in Sydney, the 25th in UTC.
    now = Instant.parse("2026-11-25T14:00:00Z");
    record.by("small");
    record.proposed();
    var row = stats(1).tally().rows().getFirst();
    assertThat(row.day()).isEqualTo(LocalDate.of(2026, 11, 26));

    now = Instant.parse("2026-11-25T12:00:00Z");
    record.proposed();
    assertThat(stats(1).tally().rows()).hasSize(1);
    assertThat(stats(2).tally().rows()).hasSize(2);
  }

  @Test
  void counts_by_model_with_the_waits() throws IOException {
    for (double wait : new double[] {10, 30, 20}) {
      record = edit();
      record.by("small");
      waits(wait);
      record.proposed();
      // Looking at it is no waiting.
      waits(5000);
      record.accepted("");
    }
    record = edit();
    record.by("small");
    waits(40);
    record.noEdit("unsure");
    record.askedAgain();
    record.by("instant");
    waits(0.5);
    record.proposed();
    record.rejected();

    var rows = stats(30).tally().rows();

    assertThat(rows).hasSize(2);
    var instant = rows.get(0);
    assertThat(instant.model()).isEqualTo("instant");
    assertThat(instant.rejected()).isEqualTo(1);
    assertThat(instant.waits()).containsExactly(0.5);
    var small = rows.get(1);
    assertThat(small.proposed()).isEqualTo(3);
    assertThat(small.accepted()).isEqualTo(3);
    assertThat(small.rejected()).isZero();
    assertThat(small.noEdit()).isEqualTo(1);
    assertThat(small.medianWait()).isEqualTo(20);
    assertThat(small.wait95()).isEqualTo(40);
    assertThat(small.totalWait()).isEqualTo(100);
  }

  @Test
  void what_is_undone_counts_for_the_model_that_made_it_on_the_day_of_the_undoing()
      throws IOException {
    now = Instant.parse("2026-10-01T03:00:00Z");
    record.by("small");
    record.proposed();
    record.accepted("17");
    folder.add(new Moment.Undone(CLOCK.millis(), "17"));
    folder.add(new Moment.Undone(CLOCK.millis(), "18"));

    var rows = stats(7).tally().rows();

    assertThat(rows).extracting(Tally.Row::model).containsExactly("", "small");
    assertThat(rows).extracting(Tally.Row::undone).containsExactly(1, 1);
    assertThat(rows).extracting(Tally.Row::accepted).containsExactly(0, 0);
  }

  @Test
  void the_table_fits_a_terminal_and_sums_up() throws IOException {
    record.by("brisk-small");
    waits(31);
    record.proposed();
    record.accepted("1");

    var table = stats(30).table();

    assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    assertThat(table)
        .containsPattern("2026-11-26 +brisk-small +1 +1 +0 +0 +0 +31 ms")
        .containsPattern("all +1 +1 +0 +0 +0 +31 ms")
        .contains("You waited 31 ms in all");
  }

  @Test
  void an_empty_record_says_so() throws IOException {
    assertThat(stats(30).table()).startsWith("No edit was recorded in the last 30 days; ");
    folder.off();
    assertThat(stats(30).table()).contains("recording is off", "brisk stats --on");
  }

  @Test
  void the_json_has_the_rows() throws IOException {
    record.by("small");
    waits(3);
    record.proposed();
    Files.writeString(state.resolve("stats/2026-11-26.jsonl"), "?\n", StandardOpenOption.APPEND);

    var json = Json.parseObject(stats(3).json());

    assertThat(json.bool("recording")).contains(true);
    assertThat(json.requireInteger("days")).isEqualTo(3);
    assertThat(json.texts("broken_lines")).containsExactly("2026-11-26.jsonl, line 2");
    var row = json.objects("rows").getFirst();
    assertThat(row.requireText("day")).isEqualTo("2026-11-26");
    assertThat(row.requireInteger("proposed")).isEqualTo(1);
    assertThat(row.requireObject("wait_ms").number("median")).hasValue(3);
  }

  @Test
  void a_model_with_a_hostile_name_is_shown_and_not_obeyed() throws IOException {
    record.by("<script>alert(1)</script>");
    record.proposed();
    assertThat(stats(1).page())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void many_broken_lines_are_named_in_one_sentence() throws IOException {
    Files.createDirectories(state.resolve("stats"));
    Files.writeString(state.resolve("stats/2026-11-26.jsonl"), "?\n".repeat(5));
    assertThat(stats(1).brokenSentence())
        .isEqualTo(
            "5 lines of the record are broken and were passed over: 2026-11-26.jsonl, line 1;"
                + " 2026-11-26.jsonl, line 2; 2026-11-26.jsonl, line 3 and 2 more.");
  }
}
