package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DraftLengthTest {
  private static final int TILE = 6;
  private static final int LONGEST = 17;

  /** Nanoseconds of a pass of one row. */
  private static final int PLAIN = 1_000_000;

  /** A machine on which a pass of so many tiles takes this many times as long as one row. */
  record Machine(double base, double tile) {
    int nanos(int rows) {
      return rows == 1 ? PLAIN : (int) (PLAIN * (base + tile * Math.ceilDiv(rows, TILE)));
    }

    /** What a draft adds to a pass of one row, in such passes. */
    double cost(int drafted) {
      return (double) nanos(1 + drafted) / PLAIN - 1;
    }
  }

  /** From weights that are read anyway to arithmetic that takes all the time. */
  static final List<Machine> MACHINES =
      List.of(
          new Machine(1, 0.02),
          new Machine(0.9, 0.3),
          new Machine(1, 1),
          new Machine(0, 2),
          new Machine(0, 5));

  /** One response on a machine, and what its drafts have lost so far, in passes of one row. */
  private static final class Run {
    private final Machine machine;
    private final PassCost costs = new PassCost(TILE);
    private final DraftLength lengths = new DraftLength(costs, LONGEST);
    private double lost;
    private int tokens;
    private int wastedRows;
    private int rows;

    Run(Machine machine) {
      this.machine = machine;
      for (int drafted : new int[] {0, 5, 11, 17}) {
        costs.learn(1 + drafted, machine.nanos(1 + drafted));
      }
    }

    /** A step with a draft as long as may be, of which so many tokens are accepted. */
    int step(IntUnaryOperator accepted) {
      return step(LONGEST, accepted, 0);
    }

    int step(int most, IntUnaryOperator accepted, int nanosPerToken) {
      int drafted = Math.min(most, lengths.next(1));
      int kept = Math.min(drafted, accepted.applyAsInt(drafted));
      costs.learn(1 + drafted, machine.nanos(1 + drafted));
      lengths.learn(1, drafted, kept, (long) drafted * nanosPerToken);
      lost += machine.cost(drafted) + (double) drafted * nanosPerToken / PLAIN - kept;
      tokens += kept + 1;
      rows += 1 + drafted;
      wastedRows += drafted - kept;
      return drafted;
    }

    /** The balance at the start, or the first draft, which is made whatever a tile costs. */
    double first() {
      return Math.max(DraftLength.FIRST, machine.cost(1));
    }
  }

  @ParameterizedTest
  @FieldSource("MACHINES")
  void whereNothingIsAcceptedThreeHundredthsAreLostAtMost(Machine machine) {
    var run = new Run(machine);
    int drafts = 0;
    while (run.tokens < 2000) {
      drafts += run.step(_ -> 0) > 0 ? 1 : 0;
      assertThat(run.lost).isLessThanOrEqualTo(run.first() + DraftLength.EARNED * run.tokens);
    }
    assertThat(run.lost / run.tokens).isLessThan(0.03);
    assertThat(drafts).as("tried again and again").isGreaterThan(5);
  }

  @Test
  void whereRowsCostAsMuchAsPassesFewAreWasted() {
    var run = new Run(new Machine(0, TILE));
    while (run.tokens < 5000) {
      run.step(_ -> 0);
    }
    assertThat(run.wastedRows).isPositive().isLessThan(run.tokens * 3 / 100);
    assertThat(run.rows).isEqualTo(run.tokens + run.wastedRows);
  }

  @ParameterizedTest
  @FieldSource("MACHINES")
  void whateverIsAcceptedNoMoreIsLost(Machine machine) {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var run = new Run(machine);
      double likely = random.nextDouble();
      while (run.tokens < 1000) {
        // Now a short draft that is right, now a long one that is wrong from somewhere on.
        boolean right = random.nextDouble() < likely;
        int proposed = right ? 1 + random.nextInt(3) : LONGEST;
        run.step(proposed, n -> right ? n : random.nextInt(1 + random.nextInt(n + 1)), 0);
        double most = run.first() + machine.cost(LONGEST) + DraftLength.EARNED * run.tokens;
        assertThat(run.lost).isLessThanOrEqualTo(most);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("MACHINES")
  void aPassageThatNobodyCouldForeseeLosesLittleAfterACopy(Machine machine) {
    var run = new Run(machine);
    IntStream.range(0, 20).forEach(_ -> run.step(n -> n));
    double before = run.lost;
    int copied = run.tokens;
    while (run.tokens < copied + 500) {
      run.step(_ -> 0);
    }
    double most = Math.max(DraftLength.MOST, machine.cost(LONGEST));
    assertThat(run.lost - before).isLessThan(most + 0.03 * 500);
  }

  @ParameterizedTest
  @FieldSource("MACHINES")
  void whatIsAcceptedWhollyIsDraftedInWholeDraftsAtOnce(Machine machine) {
    var run = new Run(machine);
    assertThat(run.step(n -> n)).isGreaterThanOrEqualTo(5);
    assertThat(run.step(n -> n)).isGreaterThanOrEqualTo(11);
    for (int i = 0; i < 20; i++) {
      assertThat(run.step(n -> n)).isEqualTo(LONGEST);
    }
  }

  @Test
  void theFirstDraftIsWholeWhereThatIsCheapOrNothingIsKnown() {
    assertThat(new Run(new Machine(1, 0.1)).step(n -> n)).isEqualTo(LONGEST);
    assertThat(new DraftLength(new PassCost(TILE), LONGEST).next(1)).isEqualTo(LONGEST);
  }

  @Test
  void draftsGrowAgainAtOnceWhenTheyAreAccepted() {
    var run = new Run(new Machine(0.9, 0.3));
    while (run.tokens < 300) {
      run.step(_ -> 0);
    }
    int drafted = 0;
    while (drafted == 0) {
      drafted = run.step(n -> n);
    }
    assertThat(run.tokens).as("tried again soon").isLessThan(330);
    assertThat(run.step(n -> n)).isGreaterThanOrEqualTo(11);
    assertThat(run.step(n -> n)).isEqualTo(LONGEST);
  }

  @Test
  void lengthsFollowWhatIsAccepted() {
    var run = new Run(new Machine(1, 0.5));
    int shorter = 0;
    for (int i = 0; i < 50; i++) {
      shorter = run.step(_ -> 2);
    }
    assertThat(shorter).as("two of each").isLessThan(6);
    for (int i = 0; i < 50; i++) {
      run.step(_ -> 12);
    }
    assertThat(run.step(_ -> 12)).as("twelve of each").isEqualTo(LONGEST);
  }

  @Test
  void theTimeThatMakingADraftTakesCounts() {
    var run = new Run(new Machine(1, 0.02));
    while (run.tokens < 2000) {
      run.step(LONGEST, _ -> 0, PLAIN / 5);
    }
    // The first draft, whose making nobody could foresee, and a fiftieth.
    assertThat(run.lost).isLessThan(LONGEST / 5.0 + 1 + DraftLength.EARNED * run.tokens);
    var kept = new Run(new Machine(1, 0.02));
    while (kept.tokens < 2000) {
      kept.step(LONGEST, _ -> 3, PLAIN / 5);
    }
    assertThat(kept.step(LONGEST, _ -> 3, PLAIN / 5)).as("no longer than pays").isLessThan(9);
    assertThat(kept.lost).isNegative();
  }

  @Test
  void aSlowFirstPassIsForgotten() {
    var machine = new Machine(1, 0.1);
    var run = new Run(machine);
    run.costs.learn(18, 1000 * PLAIN);
    run.costs.learn(6, 1000 * PLAIN);
    run.step(_ -> 0);
    while (run.tokens < 1000) {
      run.step(_ -> 0);
    }
    int drafted = 0;
    for (int i = 0; i < 200 && drafted < LONGEST; i++) {
      drafted = run.step(n -> n);
    }
    assertThat(drafted).isEqualTo(LONGEST);
  }

  @Test
  void rowsOfOthersFillTheTileForNothing() {
    var costs = new PassCost(TILE);
    var machine = new Machine(0, 1);
    for (int rows : new int[] {1, 3, 6, 9, 12}) {
      costs.learn(rows, machine.nanos(rows));
    }
    assertThat(costs.of(3, 3, 0)).as("three rows and three of a draft").isZero();
    assertThat(costs.of(3, 4, 0)).as("one tile more, which three wait for").isEqualTo(3);
    assertThat(costs.filled(3, 1)).isEqualTo(3);
    assertThat(costs.filled(8, 1)).isEqualTo(4);
  }
}
