package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of what became of edits, with real ones. */
class StatsCommandTest {
  @TempDir private Path folder;
  private Brisk brisk;

  @BeforeEach
  void start() {
    brisk = Brisk.in(folder);
    brisk.server();
  }

  @AfterEach
  void stop() {
    brisk.close();
  }

  @Test
  void edits_are_counted_by_outcome_and_model_and_the_page_shows_them() throws Exception {
    brisk.file("A.java", Samples.BASKET);
    assertThat(brisk.run(Samples.byModel("A.java", "--apply")).code()).isZero();
    assertThat(brisk.run("undo").code()).isZero();
    assertThat(brisk.run(Samples.byModel("A.java", "--dry-run")).code()).isZero();
    assertThat(edit("--json", "--apply").code()).isZero();
    var declined = brisk.run("edit", "A.java", "--lines", "3:7", "sing me a song", "--apply");
    assertThat(declined.code()).isEqualTo(1);

    var rows = rows();

    var model = row(rows, brisk.server().model());
    assertThat(model.requireInteger("proposed")).isEqualTo(2);
    assertThat(model.requireInteger("accepted")).isEqualTo(1);
    assertThat(model.requireInteger("undone")).isEqualTo(1);
    assertThat(model.requireInteger("no_edit")).isEqualTo(1);
    assertThat(model.requireObject("wait_ms").number("median").orElseThrow()).isPositive();
    var instant = row(rows, "instant");
    assertThat(instant.requireInteger("proposed")).isEqualTo(1);
    assertThat(instant.requireInteger("accepted")).isEqualTo(1);

    var outcome = brisk.run("stats", "--html", "page.html");
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(brisk.home().resolve("page.html"))
        .content()
        .startsWith("<!doctype html>")
        .contains(brisk.server().model(), "instant");
    assertThat(brisk.run("stats").out()).contains("instant", "You waited");
  }

  @Test
  void nothing_of_what_was_edited_is_in_the_record() throws Exception {
    brisk.file("Secret.java", Samples.BASKET);
    assertThat(brisk.run("edit", "Secret.java", "--lines", "3:7", Samples.RENAME, "--apply").code())
        .isZero();
    try (var files = Files.list(brisk.state().resolve("stats"))) {
      var record = Files.readString(files.findFirst().orElseThrow());
      assertThat(record)
          .contains("accepted")
          .doesNotContain("Secret")
          .doesNotContain("sum")
          .doesNotContain("Basket")
          .doesNotContain("rename");
    }
  }

  @Test
  void off_clear_and_broken_lines() throws Exception {
    brisk.file("A.java", Samples.BASKET);
    assertThat(brisk.run("stats", "--off").code()).isZero();
    assertThat(edit("--dry-run").code()).isZero();
    assertThat(rows()).isEmpty();
    assertThat(brisk.run("stats", "--on").code()).isZero();
    assertThat(brisk.run(Map.of("BRISK_STATS", "off"), words("--dry-run")).code()).isZero();
    assertThat(rows()).isEmpty();
    assertThat(edit("--dry-run").code()).isZero();
    assertThat(rows()).hasSize(1);

    Files.writeString(brisk.state().resolve("stats/2026-01-02.jsonl"), "gibberish\n");
    var shown = brisk.run("stats");
    assertThat(shown.code()).isZero();
    assertThat(shown.sentence()).contains("2026-01-02.jsonl, line 1").endsWith(".");

    assertThat(brisk.run("stats", "--clear").code()).isZero();
    assertThat(rows()).isEmpty();
    assertThat(brisk.run("stats", "--off", "--on").code()).isEqualTo(2);
    assertThat(brisk.run("stats", "--days", "0").sentence()).contains("--days").endsWith(".");
  }

  private Brisk.Outcome edit(String... how) {
    return brisk.run(words(how));
  }

  /** An edit that needs no model. */
  private static String[] words(String... how) {
    var words = new ArrayList<>(List.of("edit", "A.java", "--lines", "3:7", Samples.RENAME));
    words.addAll(List.of(how));
    return words.toArray(String[]::new);
  }

  private List<JsonObject> rows() {
    var outcome = brisk.run("stats", "--json");
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    return Json.parseObject(outcome.out()).objects("rows");
  }

  private static JsonObject row(List<JsonObject> rows, String model) {
    return rows.stream()
        .filter(row -> row.requireText("model").equals(model))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + model + ": " + rows));
  }
}
