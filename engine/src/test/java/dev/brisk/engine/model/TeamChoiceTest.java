package dev.brisk.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TeamChoiceTest {
  private static final long WORK = 100_000_000;

  private final TeamChoice choice = new TeamChoice();
  private long now = 1_000_000_000;

  /** Runs passes with these costs and returns how many of them the team computed. */
  private int passes(int n, long teamNanos, long aloneNanos) {
    int byTeam = 0;
    for (int i = 0; i < n; i++) {
      boolean team = choice.team(64, WORK, now);
      long nanos = team ? teamNanos : aloneNanos;
      choice.learn(64, WORK, team, nanos);
      now += nanos;
      byTeam += team ? 1 : 0;
    }
    return byTeam;
  }

  @Test
  void littleWorkIsDoneAlone() {
    assertThat(choice.team(1, 1_000_000, now)).isFalse();
  }

  @Test
  void theFasterWayIsTakenAndTheOtherTriedNowAndThen() {
    assertThat(passes(1000, 1_000_000, 1_800_000)).isBetween(980, 999);
  }

  @Test
  void longPassesAreNotTriedTheSlowWayOftenerThanTheirTimeAllows() {
    int ignored = passes(100, 80_000_000, 150_000_000);
    assertThat(passes(100, 80_000_000, 150_000_000)).isBetween(97, 99);
  }

  /** The compiler has not seen the first passes, so that they take seconds. */
  @Test
  void aTeamWhoseFirstPassWasSlowIsTriedAgainSoon() {
    int ignored = passes(1, 3_000_000_000L, 150_000_000);
    assertThat(passes(40, 80_000_000, 150_000_000)).isGreaterThan(30);
  }

  /** Passes of seconds: each is longer than a try may be apart. */
  @Test
  void longPassesAreComputedByTheTeamFromTheBeginning() {
    assertThat(passes(20, 1_000_000_000L, 1_900_000_000L)).isGreaterThanOrEqualTo(16);
  }

  @Test
  void oneDisturbedPassDoesNotPutTheTeamOffForLong() {
    int ignored = passes(50, 1_000_000_000L, 1_900_000_000L);
    ignored = passes(1, 60_000_000_000L, 60_000_000_000L);
    assertThat(passes(50, 1_000_000_000L, 1_900_000_000L)).isGreaterThan(45);
  }

  @Test
  void aTeamThatHasBecomeSlowIsLeftAndTakenAgainWhenItIsFast() {
    int ignored = passes(100, 1_000_000, 1_800_000);
    assertThat(passes(200, 9_000_000, 1_800_000)).as("while a core is taken").isLessThan(20);
    ignored = passes(1000, 1_000_000, 1_800_000);
    assertThat(passes(500, 1_000_000, 1_800_000)).as("when it is free again").isGreaterThan(450);
  }
}
