package dev.brisk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.lab.mock.MockPlan;
import dev.brisk.lab.mock.MockPlan.Range;
import dev.brisk.lab.mock.MockServer;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Quality.Check;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.ResultsReader;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code brisk lab run} as a person meets it, against mocks that do well or badly. */
final class RunCommandTest {
  private static final MockPlan QUICK = MockPlan.usual().answering(millis(2), millis(1), 8, 1);

  @TempDir private Path folder;

  private String said = "";
  private int code;

  @Test
  void writesSamplesOfEditsWithTheirTokensAndQuality() throws Exception {
    var results = measure(QUICK, "--workload", "edits", "--cases", edits(), "--requests", "9");
    assertThat(code).isZero();
    assertThat(results.ending().how()).isEqualTo(Ending.How.COMPLETED);
    assertThat(results.run().workload().cases()).isEqualTo(3);
    assertThat(results.run().warmUpExcluded()).isEqualTo(2);
    assertThat(results.samples())
        .hasSize(9)
        .allSatisfy(
            sample -> {
              assertThat(sample.outcome()).isEqualTo(Outcome.OK);
              assertThat(sample.tokens().output()).isEqualTo(8);
              // The mock's words are no code block, so they are no edit.
              assertThat(sample.quality()).isPresent();
            });
    assertThat(results.samples()).extracting(Sample::index).isSorted().doesNotHaveDuplicates();
    assertThat(said).contains("time to first token", "All requests were answered.");
  }

  @Test
  void playsKeystrokesOfWhichTheNewestCancelsTheOlder() throws Exception {
    var slow = MockPlan.usual().answering(millis(2000), millis(1), 8, 1);
    var results = measure(slow, "--workload", "complete", "--cases", edits(), "--requests", "1");
    assertThat(code).isZero();
    var samples = results.samples();
    assertThat(samples).hasSizeGreaterThan(3);
    assertThat(samples.getLast().outcome()).isEqualTo(Outcome.OK);
    // Answers take two seconds, and nobody types as slowly as that.
    assertThat(samples.subList(0, samples.size() - 1))
        .extracting(Sample::outcome)
        .containsOnly(Outcome.CANCELLED);
  }

  @Test
  void measuresStopsAndRedirectsOfSessions() throws Exception {
    var longer = MockPlan.usual().answering(millis(5), millis(4), 40, 1);
    var results =
        measure(
            longer,
            "--api",
            "responses-ws",
            "--workload",
            "session",
            "--cases",
            edits(),
            "--requests",
            "6");
    assertThat(code).isZero();
    var stops =
        results.samples().stream()
            .filter(sample -> sample.stop().isPresent())
            .map(sample -> sample.stop().orElseThrow())
            .toList();
    assertThat(stops)
        .isNotEmpty()
        .allSatisfy(
            stop -> {
              assertThat(stop.stopNanos()).isNotNegative();
              assertThat(stop.redirectNanos()).isPositive();
              // The mock stops at once: what was on its way is all there can be.
              assertThat(stop.tokensAfter()).isBetween(0, 5);
            });
    assertThat(results.samples())
        .extracting(Sample::kind)
        .contains("edit", "redirect", "edit again");
  }

  @Test
  void sendsOnlyWhatIsNewOverASocketAndAllOverHttp() throws Exception {
    for (var api : List.of("responses", "responses-ws")) {
      var results = measure(QUICK, "--api", api, "--workload", "loop", "--requests", "1");
      assertThat(results.samples()).hasSize(20).allMatch(Sample::ok);
      var last = results.samples().getLast().tokens().prompt();
      if (api.equals("responses")) {
        assertThat(last).isGreaterThan(8000);
      } else {
        assertThat(last).isLessThan(1000);
      }
    }
  }

  @Test
  void findsTheRateThatATargetHoldsTheObjectiveAt() throws Exception {
    // 100 answers a second at most, one at a time.
    var queued = MockPlan.usual().answering(millis(10), millis(0), 1, 1).withSlots(1);
    var results =
        measure(
            queued,
            "--workload",
            "load",
            "--cases",
            edits(),
            "--rates",
            "10,300",
            "--arrivals",
            "constant",
            "--duration",
            "1",
            "--objective",
            "ttft.p90 < 150ms");
    assertThat(results.steps()).hasSize(2);
    assertThat(results.steps().getFirst().met()).as(results.steps().getFirst().sentence()).isTrue();
    assertThat(results.steps().getLast().met()).as(results.steps().getLast().sentence()).isFalse();
    assertThat(said)
        .contains("The capacity at the objective (ttft.p90 < 150 ms) is 10 requests/s.");
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    String url;
    try (var closed = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + closed.getLocalPort();
    }
    var results = measure(url, "--workload", "loop");
    assertThat(code).isOne();
    assertThat(results.ending().how()).isEqualTo(Ending.How.TARGET_DEAD);
    assertThat(said).contains("Nobody answers at " + url);
  }

  @Test
  void keepsWhatATargetAnsweredBeforeItDied() throws Exception {
    var results =
        measure(
            QUICK.failing(0, 0, 0, 0, 12),
            "--workload",
            "edits",
            "--cases",
            edits(),
            "--requests",
            "100");
    assertThat(code).isOne();
    assertThat(results.ending().how()).isEqualTo(Ending.How.TARGET_DEAD);
    assertThat(results.ending().sentence()).contains("is gone after 12 answers");
    assertThat(results.samples().stream().filter(Sample::ok)).hasSize(10);
  }

  @Test
  void givesUpOnAnswersThatNeverEnd() throws Exception {
    var results =
        measure(
            QUICK.failing(0, 0, 1, 0, 0),
            "--workload",
            "edits",
            "--cases",
            edits(),
            "--timeout",
            "0.3");
    assertThat(code).isOne();
    assertThat(results.ending().sentence()).contains("does not end its answers");
  }

  @Test
  void saysThatATargetTalksNonsense() throws Exception {
    for (var api : List.of("chat", "responses-ws")) {
      var results =
          measure(
              QUICK.failing(0, 0, 0, 1, 0),
              "--api",
              api,
              "--workload",
              "edits",
              "--cases",
              edits(),
              "--requests",
              "50");
      assertThat(code).isOne();
      assertThat(results.ending().sentence()).contains("something else than the API");
    }
  }

  @Test
  void countsErrorsAndRefusalsOfATargetThatGoesOn() throws Exception {
    var results =
        measure(
            QUICK.failing(0.2, 0.2, 0, 0, 0),
            "--workload",
            "edits",
            "--cases",
            edits(),
            "--requests",
            "60",
            "--warmup",
            "0");
    assertThat(code).isZero();
    assertThat(results.samples())
        .extracting(Sample::outcome)
        .contains(Outcome.OK, Outcome.ERROR, Outcome.REFUSED);
    assertThat(results.ending().sentence()).contains("of 60 requests failed");
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    try (var mock = MockServer.start(QUICK)) {
      run(mock.uri().toString(), "--workload", "complete", "--api", "chat", "--cases", edits());
      assertThat(code).isOne();
      assertThat(said).contains("The API chat does not fill in");
      run(mock.uri().toString(), "--workload", "edits");
      assertThat(said).contains("needs a file").doesNotContain("Exception");
      run("nonsense", "--workload", "loop");
      assertThat(said).contains("is no address");
    }
  }

  @Test
  void recordedAnswersAreRightAndTheGivenTextsWrong() throws Exception {
    assertThat(exact("canonical")).containsOnly(Check.YES);
    assertThat(said).contains("100");
    assertThat(exact("unchanged")).containsOnly(Check.NO);
  }

  private List<Check> exact(String answers) throws Exception {
    execute("--answers", answers, "--workload", "edits", "--cases", edits());
    assertThat(code).as(said).isZero();
    var results = ResultsReader.read(folder.resolve("out/results.json"));
    assertThat(results.run().answers()).isEqualTo(answers);
    assertThat(results.samples()).hasSize(3);
    return results.samples().stream().map(s -> s.quality().orElseThrow().exact()).toList();
  }

  @Test
  void answersComeFromATargetOrFromNobody() throws Exception {
    execute("--workload", "edits", "--cases", edits());
    assertThat(code).isEqualTo(2);
    assertThat(said).contains("--target");
    execute("--answers", "canonical", "--target", "brisk", "--workload", "edits");
    assertThat(code).isEqualTo(2);
    assertThat(said).contains("leave --target out");
    execute("--answers", "canonical", "--workload", "chat");
    assertThat(code).isEqualTo(1);
    assertThat(said).contains("edits and problems only");
    execute("--answers", "replay", "--api", "chat", "--workload", "edits", "--cases", edits());
    assertThat(code).isEqualTo(2);
  }

  @Test
  void onlyBriskCanReplay() throws Exception {
    try (var mock = MockServer.start(QUICK)) {
      run(mock.uri().toString(), "--answers", "replay", "--workload", "edits", "--cases", edits());
    }
    assertThat(code).isEqualTo(1);
    assertThat(said).contains("Only the API edits can replay").doesNotContain("\tat ");
  }

  private Results measure(MockPlan plan, String... arguments) throws Exception {
    try (var mock = MockServer.start(plan)) {
      return measure(mock.uri().toString(), arguments);
    }
  }

  private Results measure(String url, String... arguments) throws Exception {
    run(url, arguments);
    return ResultsReader.read(folder.resolve("out/results.json"));
  }

  private void run(String url, String... arguments) {
    var all = new ArrayList<>(List.of("--target", url));
    if (!List.of(arguments).contains("--warmup")) {
      all.addAll(List.of("--warmup", "2"));
    }
    all.addAll(List.of(arguments));
    execute(all.toArray(String[]::new));
  }

  private void execute(String... arguments) {
    var all = new ArrayList<>(List.of("lab", "run", "-o", folder.resolve("out").toString()));
    all.addAll(List.of(arguments));
    var text = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(text, true));
    line.setErr(new PrintWriter(text, true));
    code = line.execute(all.toArray(String[]::new));
    said = text.toString();
  }

  private String edits() throws IOException {
    var lines = new StringBuilder();
    for (var name : List.of("Basket", "Order", "Invoice")) {
      var before =
          "class " + name + " {\n  int sum = 0;\n\n  int sum() {\n    return sum;\n  }\n}\n";
      var json = new JsonWriter().beginObject().member("id", name);
      json.member("path", "src/" + name + ".java").member("instruction", "Return the total sum");
      json.member("before", before);
      json.member("after", before.replace("return sum;", "return this.sum + this.total;"));
      json.name("edit_span").beginObject().member("startLine", 5).member("endLine", 5).endObject();
      lines.append(json.endObject()).append('\n');
    }
    var file = folder.resolve("edits.jsonl");
    Files.writeString(file, lines);
    return file.toString();
  }

  private static Range millis(int time) {
    return Range.of(Duration.ofMillis(time));
  }
}
