package dev.brisk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.lab.results.Load;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.ResultsWriter;
import dev.brisk.lab.results.Run;
import dev.brisk.lab.results.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path folder;
  private final Said said = new Said();
  private String before = "";
  private String same = "";
  private String slower = "";

  @BeforeEach
  void runs() throws IOException {
    before = write("before", MadeUp.run(MadeUp.answers(400, 100, 200, 1)));
    same = write("same", MadeUp.run(MadeUp.answers(400, 100, 200, 2)));
    slower = write("slower", MadeUp.run(MadeUp.answers(400, 130, 200, 3)));
  }

  @Test
  void equal_runs_show_no_difference() {
    assertThat(said.run("lab", "compare", before, same)).isZero();
    assertThat(said.line("ttft.p50")).contains("no difference shown");
    assertThat(said.line("e2e.p99")).contains("no difference shown");
  }

  @Test
  void a_slower_run_is_shown_with_its_ratio() {
    assertThat(said.run("lab", "compare", before, slower)).isZero();
    assertThat(said.line("ttft.p50"))
        .containsPattern("1\\.[23]\\dx")
        .doesNotContain("no difference");
  }

  @Test
  void a_condition_that_holds_fails_the_command_and_says_which() {
    assertThat(said.run("lab", "compare", before, slower, "--fail-if", "ttft.p95 > 1.1x")).isOne();
    assertThat(said.err()).contains("slower fails 'ttft.p95 > 1.1x': ttft.p95 is 1.");
  }

  @Test
  void conditions_that_do_not_hold_pass() {
    assertThat(
            said.run(
                "lab",
                "compare",
                before,
                slower,
                "--fail-if",
                "ttft.p95 > 2x",
                "--fail-if",
                "e2e.max > 60s"))
        .isZero();
  }

  @Test
  void of_several_runs_each_that_fails_is_named() {
    assertThat(said.run("lab", "compare", before, same, slower, "--fail-if", "ttft.p50 > 1.2x"))
        .isOne();
    assertThat(said.err()).contains("slower fails").doesNotContain("same fails");
  }

  @Test
  void a_condition_that_has_no_answer_is_an_error() throws IOException {
    var few = write("few", MadeUp.run(MadeUp.answers(100, 100, 200, 4)));
    assertThat(said.run("lab", "compare", before, few, "--fail-if", "ttft.p99 > 1.1x")).isOne();
    assertThat(said.err()).contains("few has 100 samples of ttft, and p99 needs 300");
  }

  @Test
  void a_percentile_without_enough_samples_is_not_shown() throws IOException {
    var few = write("few", MadeUp.run(MadeUp.answers(100, 100, 200, 4)));
    assertThat(said.run("lab", "compare", before, few)).isZero();
    assertThat(said.line("ttft.p99")).contains("needs 300 samples");
  }

  @Test
  void runs_of_another_load_are_refused_unless_asked_for() throws IOException {
    var run = MadeUp.run("http://127.0.0.1:8080");
    var closed =
        new Run(
            run.command(),
            run.target(),
            run.api(),
            run.workload(),
            new Load.Closed(4),
            run.objective(),
            run.saltedPrompts(),
            run.answers(),
            run.seed(),
            run.startedAt(),
            run.warmUpExcluded(),
            run.tokenizer(),
            run.briskVersion(),
            run.client(),
            run.targetSays());
    var other =
        write(
            "closed",
            new Results(closed, MadeUp.answers(100, 100, 200, 1), List.of(), MadeUp.completed()));
    assertThat(said.run("lab", "compare", before, other)).isOne();
    assertThat(said.err()).contains("another load (closed loop, 4 clients)").contains("--anyway");
    assertThat(said.run("lab", "compare", before, other, "--anyway")).isZero();
  }

  @Test
  void failures_are_compared_too() throws IOException {
    var samples = new ArrayList<>(MadeUp.answers(400, 100, 200, 5));
    for (var i = 400; i < 500; i++) {
      samples.add(MadeUp.failure(i, Sample.Outcome.TIMEOUT, "no end within 30 s"));
    }
    var failing = write("failing", MadeUp.run(samples));
    assertThat(said.run("lab", "compare", before, failing, "--fail-if", "failed.share > 1%"))
        .isOne();
    assertThat(said.err()).contains("failed.share is 20.0 %");
  }

  private String write(String name, Results results) throws IOException {
    var file = folder.resolve(name + ".json");
    ResultsWriter.write(file, results);
    return file.toString();
  }
}
