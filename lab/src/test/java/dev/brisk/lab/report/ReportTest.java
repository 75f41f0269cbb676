package dev.brisk.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.lab.MadeUp;
import dev.brisk.lab.Said;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.ResultsWriter;
import dev.brisk.lab.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final int MEGABYTES_5 = 5_000_000;

  @TempDir Path folder;

  @Test
  void the_page_needs_nothing_from_elsewhere() {
    var page = page(MadeUp.rich("http://a", 900, 10, 1, 1));
    // The only addresses in it are those that say what was measured.
    assertThat(Pattern.compile("(src|href)=|url\\(|@import").matcher(page).find()).isFalse();
  }

  @Test
  void it_has_every_picture_for_a_run_that_has_everything() {
    assertThat(page(MadeUp.rich("http://a", 900, 10, 1, 1)))
        .contains("Waits and the limits of attention")
        .contains("Percentile curves")
        .contains("Throughput against latency")
        .contains("What the answers were worth")
        .contains("Where the time went")
        .contains("Over the time of the run")
        .contains("brisk lab run --target")
        .contains("AMD EPYC 9005");
  }

  @Test
  void quality_against_latency_is_drawn_for_several_runs() {
    var page =
        HtmlReport.of(
            List.of(
                new Measured("one", MadeUp.rich("http://a", 900, 10, 1, 1)),
                new Measured("two", MadeUp.rich("http://b", 900, 10, 2, 2))));
    assertThat(page).contains("Quality against latency").contains(">one<").contains(">two<");
  }

  @Test
  void what_a_target_says_cannot_become_part_of_the_page() {
    assertThat(page(MadeUp.rich("http://a", 900, 10, 1, 1)))
        .contains("&lt;script&gt;alert")
        .doesNotContain("<script>alert");
  }

  @Test
  void the_99th_percentile_of_few_samples_is_refused_and_said() {
    var few = MadeUp.run(MadeUp.answers(299, 100, 200, 1));
    assertThat(page(few)).contains("needs 300 samples");
    assertThat(String.join("\n", TextReport.lines(new Measured("few", few)))).contains("(n < 300)");
    var enough = MadeUp.run(MadeUp.answers(300, 100, 200, 1));
    assertThat(page(enough)).doesNotContain("needs 300 samples");
  }

  @Test
  void figures_are_those_of_the_samples() {
    var samples = new ArrayList<Sample>();
    for (var i = 0; i < 1000; i++) {
      samples.add(MadeUp.answer(i, i + 1, 2 * (i + 1)));
    }
    var lines = TextReport.lines(new Measured("run", MadeUp.run(samples)));
    assertThat(lines)
        .anySatisfy(
            l ->
                assertThat(l)
                    .matches("time to first token +1,000 +500 ms +900 ms +950 ms +990 ms +1.00 s"));
    assertThat(lines)
        .anySatisfy(
            l ->
                assertThat(l)
                    .contains(
                        "whole answer: up to 0.1 s 5.0 %, up to 1 s 45.0 %, up to 10 s 50.0 %"));
  }

  @Test
  void parts_of_a_request_add_up_to_its_time_whatever_the_target_tells() {
    for (var sample : MadeUp.rich("http://a", 100, 10, 1, 1).samples()) {
      if (sample.ok()) {
        var sum = Part.of(sample).stream().mapToDouble(Part::milliseconds).sum();
        assertThat(sum).isCloseTo(sample.times().e2eNanos() / 1e6, within(0.05));
      }
    }
    assertThat(Part.of(MadeUp.answer(0, 40, 100)))
        .containsExactly(
            new Part("first", "until the first token (not told apart)", 40),
            new Part("rest", "the rest of the answer (not told apart)", 60));
  }

  @Test
  void how_a_run_ended_stands_first() {
    var ending =
        new Ending(
            Ending.How.TARGET_DEAD, "The target hung up.", 1, List.of("The client was late."));
    var run = MadeUp.run(MadeUp.answers(10, 100, 200, 1));
    var dead = new Results(run.run(), run.samples(), run.steps(), ending);
    var page = page(dead);
    assertThat(page).contains("The target hung up.").contains("The client was late.");
    assertThat(page.indexOf("The target hung up.")).isLessThan(page.indexOf("<h2>"));
    assertThat(TextReport.lines(new Measured("run", dead))).contains("! The target hung up.");
  }

  @Test
  void a_run_without_any_sample_has_a_report_too() {
    var none = MadeUp.run(List.of());
    assertThat(page(none)).contains("no requests");
    assertThat(TextReport.lines(new Measured("none", none))).isNotEmpty();
  }

  @Test
  void a_hundred_thousand_requests_make_a_small_page() throws IOException {
    var file = folder.resolve("many.json");
    ResultsWriter.write(file, MadeUp.rich("http://a", 100_000, 20, 1, 1));
    var page = folder.resolve("report.html");
    assertThat(new Said().run("lab", "report", file.toString(), "-o", page.toString())).isZero();
    assertThat(Files.size(page)).isBetween(20_000L, (long) MEGABYTES_5);
  }

  @Test
  void a_file_that_is_not_there_is_named_in_a_sentence() {
    var said = new Said();
    assertThat(said.run("lab", "report", folder.resolve("none.json").toString())).isOne();
    assertThat(said.err()).startsWith("brisk: There is no file").doesNotContain("\tat ");
  }

  private static String page(Results run) {
    return HtmlReport.of(List.of(new Measured("run", run)));
  }
}
