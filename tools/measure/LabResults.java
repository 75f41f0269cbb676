import dev.brisk.lab.results.ChunkTimes;
import dev.brisk.lab.results.Client;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import dev.brisk.lab.results.Phases;
import dev.brisk.lab.results.ResultsWriter;
import dev.brisk.lab.results.Run;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import dev.brisk.lab.results.Tokens;
import dev.brisk.lab.results.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes a results.json of requests that nobody sent, with log-normal times, to measure what reads it. Usage: LabResults
 * FILE REQUESTS CHUNKS
 */
public final class LabResults {
  private static final long MS = 1_000_000;

  private LabResults() {}

  public static void main(String[] args) throws Exception {
    int requests = Integer.parseInt(args[1]);
    int chunks = Integer.parseInt(args[2]);
    var random = new SplittableRandom(1);
    try (var writer = new ResultsWriter(Path.of(args[0]), run())) {
      for (var i = 0; i < requests; i++) {
        writer.add(sample(i, chunks, random));
      }
      writer.finish(
          List.of(),
          new Ending(Ending.How.COMPLETED, "All requests were answered.", requests * 10 * MS, List.of()));
    }
  }

  private static Run run() {
    return new Run(
        List.of("made", "up", "by", "LabResults"),
        "http://127.0.0.1:1",
        "responses",
        new Workload("edits", "", 287),
        new Load.Poisson(100),
        "",
        true,
        "model",
        1,
        Instant.EPOCH,
        0,
        "",
        "made up",
        new Client("none", 1, -1, "none", "none"),
        Map.of());
  }

  private static Sample sample(int index, int chunks, SplittableRandom random) {
    long due = index * 10 * MS;
    double prefill = 80 * Math.exp(0.4 * random.nextGaussian());
    var gaps = new int[chunks];
    gaps[0] = (int) (1000 * prefill);
    double decode = 0;
    for (int c = 1; c < chunks; c++) {
      gaps[c] = (int) (10_000 * Math.exp(0.4 * random.nextGaussian()));
      decode += gaps[c] / 1e3;
    }
    long first = due + Math.round(prefill * MS);
    long end = first + Math.round(decode * MS);
    return new Sample(
        index,
        "case-" + index % 287,
        "",
        "edit",
        new Times(due, due, first, end, end + 2 * MS),
        ChunkTimes.ofGaps(gaps),
        new Tokens(chunks, 400, 0, 0, 0, Tokens.Source.USAGE),
        new Phases(0, 1, prefill - 1, decode, 0),
        Optional.empty(),
        Sample.Outcome.OK,
        "",
        "int total = 0;",
        Optional.empty());
  }
}
