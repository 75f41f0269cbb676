package dev.brisk.lab;

import dev.brisk.lab.results.ChunkTimes;
import dev.brisk.lab.results.Client;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import dev.brisk.lab.results.Phases;
import dev.brisk.lab.results.Quality;
import dev.brisk.lab.results.Quality.Check;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.Run;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Step;
import dev.brisk.lab.results.Stop;
import dev.brisk.lab.results.Times;
import dev.brisk.lab.results.Tokens;
import dev.brisk.lab.results.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs that nobody ran, with known distributions, to test what is made of runs. */
public final class MadeUp {
  private static final long MS = 1_000_000;
  private static final Times NEVER = new Times(0, Times.NONE, Times.NONE, Times.NONE, Times.NONE);

  private MadeUp() {}

  /** A run with these samples, completed. */
  public static Results run(List<Sample> samples) {
    return new Results(run("http://127.0.0.1:8080"), samples, List.of(), completed());
  }

  public static Run run(String target) {
    return new Run(
        List.of("brisk", "lab", "run", "--target", target, "--workload", "edits"),
        target,
        "responses",
        new Workload("edits", "0a1b2c", 287),
        new Load.Poisson(5),
        "ttft.p95 < 120 ms",
        true,
        "model",
        1,
        Instant.parse("2026-11-26T12:00:00Z"),
        20,
        "",
        "0.1.0",
        new Client("AMD EPYC 9005", 2, 24L << 30, "Linux 6.1", "Temurin 25"),
        Map.of("model", "brisk-builtin"));
  }

  public static Ending completed() {
    return new Ending(Ending.How.COMPLETED, "All requests were answered.", 60_000 * MS, List.of());
  }

  /** An answer of one token at {@code ttft}, which ends at {@code e2e}, both in milliseconds. */
  public static Sample answer(int index, double ttft, double e2e) {
    var due = index * 200L * MS;
    return new Sample(
        index,
        "case-" + index,
        "",
        "edit",
        new Times(due, due, due + nanos(ttft), due + nanos(e2e), Times.NONE),
        ChunkTimes.NONE,
        Tokens.NONE,
        Phases.NONE,
        Optional.empty(),
        Sample.Outcome.OK,
        "",
        "",
        Optional.empty());
  }

  /** The same answer in these chunks. */
  public static Sample withChunks(Sample s, ChunkTimes chunks) {
    return new Sample(
        s.index(),
        s.caseId(),
        s.group(),
        s.kind(),
        s.times(),
        chunks,
        s.tokens(),
        s.phases(),
        s.stop(),
        s.outcome(),
        s.error(),
        s.answer(),
        s.quality());
  }

  /** A request that failed. */
  public static Sample failure(int index, Sample.Outcome outcome, String error) {
    return new Sample(
        index,
        "case-" + index,
        "",
        "edit",
        NEVER,
        ChunkTimes.NONE,
        Tokens.NONE,
        Phases.NONE,
        Optional.empty(),
        outcome,
        error,
        "",
        Optional.empty());
  }

  /** Answers whose times are log-normal about these medians, in milliseconds. */
  public static List<Sample> answers(int count, double ttft, double decode, long seed) {
    var random = new SplittableRandom(seed);
    var samples = new ArrayList<Sample>();
    for (var i = 0; i < count; i++) {
      var first = ttft * Math.exp(0.4 * random.nextGaussian());
      samples.add(answer(i, first, first + decode * Math.exp(0.4 * random.nextGaussian())));
    }
    return samples;
  }

  /**
   * A run that has everything: chunks, tokens, phases, stops, quality, failures and a ladder of
   * three steps of which the last breaks its objective.
   *
   * @param chunks in each answer
   */
  public static Results rich(String target, int count, int chunks, double slow, long seed) {
    var random = new SplittableRandom(seed);
    var samples = new ArrayList<Sample>(count);
    for (var i = 0; i < count; i++) {
      samples.add(richSample(i, count, chunks, slow, random));
    }
    var steps = List.of(step(samples, 0, true), step(samples, 1, true), step(samples, 2, false));
    return new Results(run(target), samples, steps, completed());
  }

  /** Of 20 s, like the others, and twice as many requests as in the one before. */
  private static Step step(List<Sample> samples, int index, boolean met) {
    var group = "rate " + (1 << index);
    var rate = samples.stream().filter(s -> s.group().equals(group)).count() / 20.0;
    var from = 20_000L * MS * index;
    var said = "ttft.p95 was " + (met ? "below" : "above") + " 120 ms.";
    return new Step(group, rate, from, from + 20_000 * MS, met, said);
  }

  private static Sample richSample(
      int i, int count, int chunks, double slow, SplittableRandom random) {
    var share = 7.0 * i / count;
    var step = share < 1 ? 0 : share < 3 ? 1 : 2;
    var before = (1 << step) - 1;
    var due = Math.round(20_000.0 * MS * (step + (share - before) / (1 << step)));
    var queue = slow * 5 * (1 << step) * random.nextDouble();
    var prefill = slow * 60 * Math.exp(0.3 * random.nextGaussian());
    var gaps = new int[chunks];
    gaps[0] = (int) (1000 * (queue + prefill + 1));
    var decode = 0.0;
    for (var c = 1; c < chunks; c++) {
      gaps[c] = (int) (1000 * slow * 8 * Math.exp(0.5 * random.nextGaussian()));
      decode += gaps[c] / 1e3;
    }
    var sent = due + random.nextLong(MS);
    var first = sent + nanos(queue + prefill + 1);
    var end = first + nanos(decode);
    var failed = random.nextInt(50) == 0;
    var times =
        failed
            ? new Times(due, sent, Times.NONE, sent + 100 * MS, Times.NONE)
            : new Times(due, sent, first, end, end + 3 * MS);
    return new Sample(
        i,
        "case-" + i % 287,
        "rate " + (1 << step),
        i % 5 == 4 ? "redirect" : "edit",
        times,
        failed ? ChunkTimes.NONE : ChunkTimes.ofGaps(gaps),
        failed
            ? Tokens.NONE
            : new Tokens(chunks + 3, 400, 0, chunks, chunks / 2, Tokens.Source.USAGE),
        failed ? Phases.NONE : new Phases(queue, 1, prefill, decode, (sent - due) / 1e6),
        i % 5 == 4
            ? Optional.of(new Stop(first, first + 12 * MS, 2, first + 13 * MS, first + 80 * MS))
            : Optional.empty(),
        failed ? Sample.Outcome.ERROR : Sample.Outcome.OK,
        failed ? "HTTP 500: <script>alert('no')</script>" : "",
        "",
        failed ? Optional.empty() : Optional.of(quality(random)));
  }

  private static Quality quality(SplittableRandom random) {
    var exact = Check.of(random.nextInt(100) < 34);
    return new Quality(
        Check.YES,
        exact,
        exact,
        Check.of(random.nextInt(100) < 95),
        Check.NOT_CHECKED,
        4 + random.nextInt(3),
        4,
        random.nextInt(3),
        exact == Check.NO && random.nextInt(9) == 0 ? "javac, line 7: ';' expected" : "");
  }

  private static long nanos(double ms) {
    return Math.round(ms * MS);
  }
}
