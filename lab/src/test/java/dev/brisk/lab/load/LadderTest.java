package dev.brisk.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LadderTest {
  @Test
  void doublesAndThenHalvesBetween() {
    assertThat(climbed(new Ladder(List.of(), 1), 11))
        .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 12.0, 10.0);
  }

  @Test
  void goesUpTheGivenRatesToTheFirstThatBreaks() {
    assertThat(climbed(new Ladder(List.of(20.0, 5.0, 10.0, 40.0), 1), 12))
        .containsExactly(5.0, 10.0, 20.0);
  }

  @Test
  void endsWhereNotEvenTheFirstHolds() {
    var ladder = new Ladder(List.of(), 1);
    assertThat(climbed(ladder, 0.5)).containsExactly(1.0);
    assertThat(ladder.capacity()).isZero();
  }

  private static List<Double> climbed(Ladder ladder, double capacity) {
    var rates = new ArrayList<Double>();
    for (var rate = ladder.next(); rate.isPresent(); rate = ladder.next()) {
      rates.add(rate.get());
      ladder.found(rate.get() <= capacity);
    }
    return rates;
  }
}
