package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits and their undoing, as scripts ask for them, with one server. */
class EditTest {
  private static Brisk brisk;

  @BeforeAll
  static void start(@TempDir Path folder) {
    brisk = Brisk.in(folder);
    brisk.server();
  }

  @AfterAll
  static void stop() {
    brisk.close();
  }

  @Test
  void apply_changes_the_file_and_shows_the_change_and_the_figures() throws Exception {
    var file = brisk.file("Applied.java", Samples.BASKET);

    var outcome = brisk.run(Samples.byModel("Applied.java", "--apply"));

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(Samples.RENAMED);
    assertThat(outcome.out())
        .contains("    3 -     int sum = 0;\n")
        .contains("    3 +     int total = 0;\n")
        .containsPattern("first token .* ms, .* tokens/s, .* % drafted, .* ms in all")
        .doesNotContain("\033");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void says_that_it_needed_no_model() {
    var file = brisk.file("Direct.java", Samples.BASKET);

    var instant = brisk.run("edit", "Direct.java", "--lines", "3:7", Samples.RENAME, "--apply");
    var syntax = brisk.run("edit", "Direct.java", "make price private", "--apply");

    assertThat(instant.out()).contains("by instant (rename)", "without a model, ");
    assertThat(syntax.out()).contains("by syntax (change-visibility)", "without a model, ");
    assertThat(file).hasContent(Samples.RENAMED.replace("  int price(", "  private int price("));
  }

  @Test
  void a_method_is_found_by_one_of_its_lines() {
    var file = brisk.file("At.java", Samples.BASKET);

    var outcome = brisk.run("edit", "At.java", "--at", "3", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(Samples.RENAMED);
  }

  @Test
  void a_short_file_is_a_region_by_itself() {
    var file = brisk.file("Whole.java", Samples.BASKET);

    var outcome = brisk.run("edit", "Whole.java", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(Samples.RENAMED);
  }

  @Test
  void dry_run_shows_the_change_and_leaves_the_file_alone() {
    var file = brisk.file("Dry.java", Samples.BASKET);

    var outcome = brisk.run("edit", "Dry.java", "--lines", "3:7", Samples.RENAME, "--dry-run");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("+     int total = 0;");
    assertThat(file).hasContent(Samples.BASKET);
  }

  @Test
  void json_has_the_edits_the_fingerprint_of_the_result_and_the_figures() throws Exception {
    var file = brisk.file("Json.java", Samples.BASKET);

    var outcome = brisk.run(Samples.byModel("Json.java", "--json"));

    assertThat(outcome.code()).isZero();
    var json = Json.parseObject(outcome.out());
    assertThat(json.objects("edits")).hasSize(3);
    assertThat(json.bool("applied")).contains(false);
    assertThat(json.bool("rebased")).contains(false);
    assertThat(json.bool("context_cut")).contains(false);
    assertThat(json.text("sha256")).contains(sha256(Samples.RENAMED));
    var stats = json.requireObject("stats");
    for (var figure : new String[] {"ttft_ms", "total_ms", "tokens", "passes"}) {
      assertThat(stats.number(figure).getAsDouble()).as(figure).isPositive();
    }
    for (var figure : new String[] {"drafted", "accepted", "cached_tokens"}) {
      assertThat(stats.number(figure).getAsDouble()).as(figure).isNotNegative();
    }
    assertThat(file).hasContent(Samples.BASKET);
  }

  @Test
  void json_with_apply_says_how_to_take_it_back() throws Exception {
    var file = brisk.file("JsonApply.java", Samples.BASKET);

    var outcome =
        brisk.run("edit", "JsonApply.java", "--lines", "3:7", Samples.RENAME, "--json", "--apply");

    var json = Json.parseObject(outcome.out());
    assertThat(json.bool("applied")).contains(true);
    assertThat(sha256(Files.readString(file))).isEqualTo(json.requireText("sha256"));
    var undone = brisk.run("undo", "--id", json.requireText("undo_id"));
    assertThat(undone.code()).as(undone.toString()).isZero();
    assertThat(file).hasContent(Samples.BASKET);
  }

  @Test
  void line_ends_byte_order_mark_and_missing_final_newline_stay() throws Exception {
    var text = "\uFEFF" + Samples.BASKET.strip().replace("\n", "\r\n");
    var file = brisk.file("Windows.java", text);

    var outcome = brisk.run("edit", "Windows.java", "--lines", "3:7", Samples.RENAME, "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(Files.readString(file)).isEqualTo(text.replace("sum", "total"));
  }

  @Test
  void names_with_spaces_and_other_letters_work_whatever_the_locale() {
    var file = brisk.file("Größe der Körbe.java", Samples.BASKET);

    var outcome =
        brisk.run(
            java.util.Map.of("LC_ALL", "", "LANG", ""),
            "edit",
            file.toString(),
            "--lines",
            "3:7",
            Samples.RENAME,
            "--apply");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(file).hasContent(Samples.RENAMED);
  }

  @Test
  void edits_of_one_file_follow_each_other_and_are_taken_back_in_turn() {
    var file = brisk.file("Sequence.java", Samples.BASKET);

    assertThat(edit("Sequence.java", "rename sum to total").code()).isZero();
    assertThat(edit("Sequence.java", "rename total to amount").code()).isZero();
    assertThat(file).hasContent(Samples.BASKET.replace("sum", "amount"));

    assertThat(brisk.run("undo").code()).isZero();
    assertThat(file).hasContent(Samples.RENAMED);
    assertThat(brisk.run("undo").code()).isZero();
    assertThat(file).hasContent(Samples.BASKET);
    assertThat(brisk.run("undo", "--list").out()).contains("taken back");
  }

  @Test
  void undo_refuses_when_the_file_has_changed_since() throws Exception {
    var file = brisk.file("Changed.java", Samples.BASKET);
    assertThat(edit("Changed.java", Samples.RENAME).code()).isZero();
    Files.writeString(file, Samples.RENAMED + "// mine\n");
    var id = brisk.run("undo", "--list").out().lines().findFirst().orElseThrow().split(" ")[0];

    var outcome = brisk.run("undo", "--id", id);

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.sentence()).startsWith("brisk: ").contains("chang").endsWith(".");
    assertThat(file).hasContent(Samples.RENAMED + "// mine\n");
  }

  @Test
  void help_version_doctor_and_completion_answer() {
    assertThat(brisk.run("--version").out()).startsWith("brisk ");
    assertThat(brisk.run("--help").out())
        .contains("edit", "undo", "serve", "stop", "model", "doctor", "completion", "Examples:")
        .doesNotContain("rehearse");
    assertThat(brisk.run("edit", "--help").out()).contains("--lines=A:B", "Exit codes:");
    assertThat(brisk.run("serve", "--help").out()).contains("--port");
    var doctor = brisk.run("doctor");
    assertThat(doctor.code()).as(doctor.toString()).isZero();
    assertThat(doctor.out()).contains("JDK", "kernels", "cores", "memory", "model", "state");
    assertThat(brisk.run("completion", "bash").out()).contains("complete -F");
    assertThat(brisk.run("completion", "zsh").out()).contains("compinit");
  }

  private static Brisk.Outcome edit(String name, String instruction) {
    return brisk.run("edit", name, "--lines", "3:7", instruction, "--apply");
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
