package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepBudgetTest {
  private static final int TILE = 6;
  private static final long MILLI = 1_000_000;

  private final StepBudget budget = new StepBudget(TILE, 50 * MILLI);

  /** Steps of the size that the budget allows, on a machine that takes so long. */
  private void run(int steps, double stepMillis, double rowMillis) {
    for (int i = 0; i < steps; i++) {
      int rows = budget.rows();
      budget.learn(rows, (long) ((stepMillis + rows * rowMillis) * MILLI));
    }
  }

  @Test
  void beginsSmallAndGrowsToWhatFits() {
    assertThat(budget.rows()).isEqualTo(24);
    budget.learn(24, 2 * MILLI);
    assertThat(budget.rows()).isBetween(25, 48);
    run(20, 1, 0.1);
    // Steps are planned for half of the 50 ms: 24 ms are left for rows of 0.1 ms.
    assertThat(budget.rows()).isBetween(180, 240).matches(rows -> rows % TILE == 0);
  }

  @Test
  void shrinksAtOnceAndGrowsAgainSlowly() {
    run(20, 1, 0.1);
    int before = budget.rows();
    budget.learn(before, 500 * MILLI);
    int after = budget.rows();
    assertThat(after).isLessThan(before);
    run(100, 1, 0.1);
    assertThat(budget.rows()).isGreaterThan(after);
  }

  @Test
  void aModelThatIsTooSlowStillTakesOneTile() {
    run(10, 40, 5);
    assertThat(budget.rows()).isEqualTo(TILE);
  }

  @Test
  void whereEachPassIsDearRowsAreStillTakenTogether() {
    // One row takes 8 ms, and so do 60.
    budget.learn(1, 8 * MILLI);
    run(20, 8, 0.1);
    assertThat(budget.rows()).isGreaterThan(100);
  }
}
