package dev.brisk.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.brisk.lab.client.Apis;
import dev.brisk.lab.client.Target;
import dev.brisk.lab.mock.MockPlan;
import dev.brisk.lab.mock.MockPlan.Range;
import dev.brisk.lab.mock.MockPlan.Stall;
import dev.brisk.lab.mock.MockRecord;
import dev.brisk.lab.mock.MockServer;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Load;
import dev.brisk.lab.results.Sample;
import dev.brisk.wire.api.EditOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The instrument against the truth: percentiles of the lab and of what the mock itself noted as
 * sent differ by 1 ms or 2 % at most.
 *
 * <p>Where something else takes this machine's processors away, both programs are late, each by
 * itself, so a measurement that differs is made once more: an instrument that is wrong is wrong
 * each time. A witness tells how late threads woke up; where that explains each difference, the
 * test says that it could not be made here.
 */
final class InstrumentTest {
  private static final int ATTEMPTS = 4;
  private static final double[] PERCENTILES = {50, 90, 95, 99};
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What the lab reported and what was so, in nanoseconds. */
  private record Compared(String what, long[] reported, long[] truth) {
    /**
     * @param slack what both programs may have been late by, each by itself, in milliseconds
     */
    void check(double slack) {
      assertThat(reported).as(what).hasSameSizeAs(truth).isNotEmpty();
      Arrays.sort(reported);
      Arrays.sort(truth);
      for (double percent : PERCENTILES) {
        // A percentile that so few values cannot show is not reported either.
        if (truth.length * (1 - percent / 100) < 3 - 1e-9) {
          continue;
        }
        double said = Objective.percentile(reported, percent) / 1e6;
        double is = Objective.percentile(truth, percent) / 1e6;
        assertThat(said)
            .as("%s p%s", what, percent)
            .isCloseTo(is, within(Math.max(1, 0.02 * is) + slack));
      }
    }
  }

  private record Trial(LoadRun.Outcome outcome, List<MockRecord> records, long start) {}

  private interface Measurement {
    List<Compared> make() throws Exception;
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "responses", "responses-ws"})
  void reportsFirstTokensAndGapsAsTheyWere(String api) throws Exception {
    var plan = MockPlan.usual().answering(range(40, 160), range(20, 60), 12, 1);
    inQuiet(
        () -> {
          var trial = run(plan, api, new Load.Poisson(40), 320);
          assertThat(trial.outcome.ending().how()).isEqualTo(Ending.How.COMPLETED);
          return List.of(sinceSent("ttft", trial), gaps("itl", trial), whole("e2e", trial));
        });
  }

  @Test
  void countsTokensByTheUsageWhateverChunksHold() throws Exception {
    var plan = MockPlan.usual().answering(range(20, 20), range(30, 30), 20, 8);
    inQuiet(
        () -> {
          var trial = run(plan, "chat", new Load.Constant(50), 100);
          assertThat(trial.outcome.samples())
              .allSatisfy(
                  sample -> {
                    assertThat(sample.chunks().count()).isEqualTo(3);
                    assertThat(sample.tokens().output()).isEqualTo(20);
                  });
          return List.of(sinceSent("ttft", trial), gaps("itl", trial));
        });
  }

  /** Omitting what a stalled target kept from being sent is how benchmarks lie. */
  @Test
  void showsAStallToAllRequestsThatWereDueDuringIt() throws Exception {
    var stall = new Stall(Duration.ofSeconds(1), Duration.ofSeconds(2));
    var plan = MockPlan.usual().answering(range(10, 10), range(1, 1), 2, 1).withStall(stall);
    inQuiet(
        () -> {
          var trial = run(plan, "chat", new Load.Constant(60), 360);
          long[] reported = reported(trial, s -> s.times().ttftNanos());
          // 120 of 360 were due within two seconds of standstill, equally spread.
          long[] sorted = reported.clone();
          Arrays.sort(sorted);
          assertThat(Objective.percentile(sorted, 50) / 1e6).isLessThan(50);
          assertThat(Objective.percentile(sorted, 95) / 1e6).isBetween(1600.0, 1800.0);
          return List.of(new Compared("ttft", reported, truthFromIntended(trial)));
        });
  }

  @Test
  void seesTheQueueOfATargetThatServesOneAtATime() throws Exception {
    var plan = MockPlan.usual().answering(range(15, 15), range(5, 5), 2, 1).withSlots(1);
    inQuiet(
        () -> {
          var trial = run(plan, "chat", new Load.Poisson(35), 200);
          return List.of(
              new Compared(
                  "ttft", reported(trial, s -> s.times().ttftNanos()), truthFromIntended(trial)));
        });
  }

  @Test
  void saysThatTheTargetIsSaturatedAndStops() throws Exception {
    var plan = MockPlan.usual().answering(range(100, 100), range(1, 1), 2, 1).withSlots(2);
    var trial = run(plan, "chat", new Load.Constant(60), 6000);
    assertThat(trial.outcome.ending().how()).isEqualTo(Ending.How.OVER_SATURATED);
    assertThat(trial.outcome.ending().sentence()).contains("cannot keep up");
    assertThat(trial.outcome.samples()).hasSizeLessThan(2000);
  }

  /** A client that cannot send is to blame itself. */
  @Test
  void blamesItselfForARateThatItCannotSend() throws Exception {
    var plan = MockPlan.usual().answering(range(1, 1), range(1, 1), 2, 1);
    var trial = run(plan, "chat", new Load.Constant(1_000_000), 3_000_000);
    assertThat(trial.outcome.ending().how()).isEqualTo(Ending.How.CLIENT_OVERLOADED);
    assertThat(trial.outcome.ending().sentence()).contains("This machine cannot send");
  }

  private static Trial run(MockPlan mock, String api, Load load, int requests) throws Exception {
    try (var server = MockServer.start(mock)) {
      var target = new Target(server.uri(), "", "mock", MINUTE);
      var plan = new Plan(load, requests, MINUTE, 0, 7, true, MINUTE, List.of(), Optional.empty());
      var start = new long[1];
      var run =
          new LoadRun(
              Apis.of(api, target, EditOptions.DEFAULTS, false),
              new Talk(1000),
              plan,
              server.uri().toString(),
              sample -> {},
              line -> {});
      var outcome = run.run(() -> start[0] = run.startNanos());
      return new Trial(outcome, server.records(), start[0]);
    }
  }

  private static void inQuiet(Measurement measurement) throws Exception {
    @Nullable AssertionError wrong = null;
    @Nullable AssertionError unexplained = null;
    var late = new ArrayList<Double>();
    for (int i = 0; i < ATTEMPTS; i++) {
      try (var witness = new Jitter()) {
        var compared = measurement.make();
        try {
          compared.forEach(one -> one.check(0));
          return;
        } catch (AssertionError e) {
          wrong = e;
        }
        late.add(witness.percentileMillis(99));
        if (late.getLast() < 0.5 || !explained(compared, 10 * late.getLast())) {
          unexplained = wrong;
        }
      }
    }
    if (unexplained != null) {
      throw unexplained;
    }
    abort(
        "Other programs kept this machine's processors (threads woke up to "
            + late
            + " ms late), so nothing can be said of the instrument: "
            + wrong);
  }

  private static boolean explained(List<Compared> compared, double slack) {
    try {
      compared.forEach(one -> one.check(slack));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static Range range(int from, int to) {
    return Range.of(Duration.ofMillis(from), Duration.ofMillis(to));
  }

  private interface Of {
    long nanos(Sample sample);
  }

  private static long[] reported(Trial trial, Of of) {
    return trial.outcome.samples().stream().mapToLong(of::nanos).toArray();
  }

  /** Without the schedule: what the target is to blame for. */
  private static Compared sinceSent(String what, Trial trial) {
    return new Compared(
        what,
        reported(trial, s -> s.times().firstToken() - s.times().sent()),
        trial.records.stream().mapToLong(r -> r.chunkNanos()[0] - r.arrivedNanos()).toArray());
  }

  private static Compared whole(String what, Trial trial) {
    return new Compared(
        what,
        reported(trial, s -> s.times().end() - s.times().sent()),
        trial.records.stream()
            .mapToLong(r -> r.chunkNanos()[r.chunkNanos().length - 1] - r.arrivedNanos())
            .toArray());
  }

  private static Compared gaps(String what, Trial trial) {
    return new Compared(
        what,
        trial.outcome.samples().stream()
            .flatMapToLong(
                s ->
                    LongStream.range(1, s.chunks().count())
                        .map(i -> s.chunks().gapMicros((int) i) * 1000L))
            .toArray(),
        trial.records.stream()
            .flatMapToLong(
                r -> {
                  long[] at = r.chunkNanos();
                  return LongStream.range(1, at.length).map(i -> at[(int) i] - at[(int) i - 1]);
                })
            .toArray());
  }

  /** From the moment that the schedule wanted until the mock sent the first chunk. */
  private static long[] truthFromIntended(Trial trial) {
    Map<String, MockRecord> byId = new HashMap<>();
    trial.records.forEach(record -> byId.put(number(record.id()), record));
    return trial.outcome.samples().stream()
        .mapToLong(
            sample ->
                Objects.requireNonNull(byId.get("" + sample.index())).chunkNanos()[0]
                    - (trial.start + sample.times().intended()))
        .toArray();
  }

  private static String number(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }
}
