package dev.brisk.lab.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.lab.LabException;
import dev.brisk.lab.results.Quality.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir Path folder;

  @Test
  void a_file_says_what_was_written_into_it() throws IOException {
    var results = new Results(run(), List.of(bare(0), full(1)), List.of(step()), ending());
    var file = folder.resolve("results.json");
    ResultsWriter.write(file, results);
    assertThat(ResultsReader.read(file)).isEqualTo(results);
  }

  @Test
  void every_kind_of_load_comes_back() throws IOException {
    for (var load :
        List.of(
            new Load.Poisson(2.5),
            new Load.Constant(4),
            new Load.Closed(3),
            new Load.Ladder(true))) {
      var file = folder.resolve("results.json");
      ResultsWriter.write(file, new Results(run(load), List.of(), List.of(), ending()));
      assertThat(ResultsReader.read(file).run().load()).isEqualTo(load);
    }
  }

  @Test
  void samples_come_back_in_the_order_of_the_schedule() throws IOException {
    var file = folder.resolve("results.json");
    ResultsWriter.write(
        file, new Results(run(), List.of(bare(2), bare(0), bare(1)), List.of(), ending()));
    assertThat(ResultsReader.read(file).samples())
        .extracting(Sample::index)
        .containsExactly(0, 1, 2);
  }

  @Test
  void a_run_that_was_killed_keeps_the_samples_that_were_written_whole() throws IOException {
    var file = folder.resolve("results.json");
    ResultsWriter.write(
        file, new Results(run(), List.of(bare(0), full(1)), List.of(step()), ending()));
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("\"answer\"")));
    var read = ResultsReader.read(file);
    assertThat(read.samples()).containsExactly(bare(0));
    assertThat(read.ending().how()).isEqualTo(Ending.How.CUT_OFF);
  }

  @Test
  void another_schema_is_refused_in_a_sentence() throws IOException {
    var file = folder.resolve("results.json");
    Files.writeString(file, "{\"schema\":99}");
    assertThatThrownBy(() -> ResultsReader.read(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("schema 99");
  }

  @Test
  void what_is_no_results_file_is_refused_in_a_sentence() throws IOException {
    var file = folder.resolve("results.json");
    for (var text : List.of("", "hello", "[]", "{}", "{\"schema\":1,\"samples\":[]}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ResultsReader.read(file))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("is no results.json");
    }
  }

  @Test
  void gaps_of_chunks_add_up_to_the_moment_of_the_last_one() {
    var chunks = ChunkTimes.of(1_000, new long[] {2_400, 3_800, 5_200, 6_600}, 4);
    var sum = 0L;
    for (var i = 0; i < chunks.count(); i++) {
      sum += chunks.gapMicros(i);
    }
    assertThat(sum).isEqualTo(Math.round(5.6));
  }

  static Sample bare(int index) {
    return new Sample(
        index,
        "case",
        "",
        "edit",
        new Times(10L * index, Times.NONE, Times.NONE, Times.NONE, Times.NONE),
        ChunkTimes.NONE,
        Tokens.NONE,
        Phases.NONE,
        Optional.empty(),
        Sample.Outcome.TIMEOUT,
        "no end within 30 s",
        "",
        Optional.empty());
  }

  private static Sample full(int index) {
    return new Sample(
        index,
        "gson-17",
        "step 2",
        "redirect",
        new Times(5_000_000_001L, 5_000_000_002L, 5_100_000_000L, 5_200_000_000L, 5_300_000_000L),
        ChunkTimes.ofGaps(new int[] {100_000, 0, 7}),
        new Tokens(12, 340, 0, 11, 9, Tokens.Source.USAGE),
        new Phases(1.25, 0.5, 80.125, 100, 0),
        Optional.of(new Stop(5_150_000_000L, 5_160_000_000L, 2, 5_150_000_001L, 5_190_000_000L)),
        Sample.Outcome.OK,
        "",
        "int total = 0;\n\tü \"quoted\" 😀",
        Optional.of(
            new Quality(
                Check.YES, Check.NO, Check.YES, Check.NOT_CHECKED, Check.NO, 3, 2, 1, "x")));
  }

  private static Step step() {
    return new Step("step 2", 4, 0, 60_000_000_000L, false, "ttft.p95 was 412 ms.");
  }

  private static Ending ending() {
    return new Ending(Ending.How.INTERRUPTED, "Stopped by Ctrl-C.", 1L << 40, List.of("slow"));
  }

  private static Run run() {
    return run(new Load.Poisson(2.5));
  }

  private static Run run(Load load) {
    return new Run(
        List.of("brisk", "lab", "run", "--rate", "2.5"),
        "http://127.0.0.1:8080",
        "responses-ws",
        new Workload("edits", "ab12", 287),
        load,
        "ttft.p95 < 300 ms",
        true,
        "model",
        Long.MAX_VALUE - 1,
        Instant.parse("2026-11-26T15:00:00.123456Z"),
        20,
        "",
        "0.1.0",
        new Client("AMD EPYC", 2, 24L << 30, "Linux 6", "Temurin 25"),
        Map.of("model", "brisk-builtin"));
  }
}
