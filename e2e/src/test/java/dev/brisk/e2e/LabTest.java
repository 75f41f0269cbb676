package dev.brisk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a person starts it, from an image of its own. */
class LabTest {
  /** What a run leaves that was killed before its first sample. */
  private static final String RESULTS =
      """
      {"schema":1,
      "run":{"command":["brisk","lab","run"],"target":"http://127.0.0.1:1","api":"responses",
      "workload":{"name":"edits","sha256":"","cases":1},"load":{"kind":"closed","clients":1},
      "objective":"","salted_prompts":true,"answers":"model","seed":1,
      "started_at":"2026-11-26T12:00:00Z","warm_up_excluded":0,"tokenizer":"","brisk_version":"0.1.0",
      "client":{"cpu":"none","cores":1,"memory_bytes":-1,"os":"none","jvm":"none"},
      "target_says":{}},
      "samples":[
      {"index":0,"case":"a","intended_ns":0,"sent_ns":0,"first_token_ns":20000000,"end_ns":50000000,"outcome":"ok"},
      """;

  @TempDir Path folder;

  @Test
  void help_names_its_commands() {
    try (var brisk = Brisk.in(folder)) {
      var outcome = brisk.run("lab", "--help");
      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(outcome.out()).contains("report", "compare", "prove");
    }
  }

  @Test
  void what_a_killed_run_had_measured_makes_a_report() throws Exception {
    var file = Files.writeString(folder.resolve("results.json"), RESULTS);
    var page = folder.resolve("report.html");
    try (var brisk = Brisk.in(folder)) {
      var outcome = brisk.run("lab", "report", file.toString(), "-o", page.toString());
      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(outcome.out()).contains("The run was killed", "50 ms");
      assertThat(page).content().startsWith("<!DOCTYPE html>").contains("The run was killed");
    }
  }

  @Test
  void wrong_files_and_conditions_are_said_in_a_sentence() throws Exception {
    var file = Files.writeString(folder.resolve("results.json"), RESULTS).toString();
    var other = Files.writeString(folder.resolve("other.json"), "hello").toString();
    try (var brisk = Brisk.in(folder)) {
      var broken = brisk.run("lab", "compare", file, other);
      assertThat(broken.code()).isEqualTo(1);
      assertThat(broken.err()).contains("is no results.json").doesNotContain("\tat ");
      var condition = brisk.run("lab", "compare", file, file, "--fail-if", "ttft.p95 > slow");
      assertThat(condition.code()).isEqualTo(1);
      assertThat(condition.err()).contains("is no condition").doesNotContain("\tat ");
      assertThat(brisk.run("lab", "compare", file).code()).isEqualTo(2);
    }
  }

  @Test
  void a_brisk_that_replays_says_the_recorded_edits() throws Exception {
    var cases =
        Files.writeString(
            folder.resolve("edits.jsonl"),
            """
            {"id":"a","path":"A.java","instruction":"do it","before":"class A {\\n  int a = 1;\\n}\\n",\
            "after":"class A {\\n  long a = 1;\\n  int b;\\n}\\n","edit_span":{"startLine":2,"endLine":2}}
            {"id":"b","path":"B.java","instruction":"do it","before":"class B {\\n  int a = 1;\\n}\\n",\
            "after":"class B {\\n}\\n","edit_span":{"startLine":2,"endLine":2}}
            """);
    try (var brisk = Brisk.in(folder)) {
      brisk.server("--lab-replay");
      var outcome =
          brisk.run(
              "lab",
              "run",
              "--target",
              "brisk",
              "--answers",
              "replay",
              "--workload",
              "edits",
              "--cases",
              cases.toString(),
              "-o",
              folder.resolve("out").toString());
      assertThat(outcome.code()).as(outcome.toString()).isZero();
      assertThat(Files.readString(folder.resolve("out/results.json")))
          .contains("\"answers\":\"replay\"", "\"exact\":\"yes\"")
          .doesNotContain("\"exact\":\"no\"");
    }
  }
}
