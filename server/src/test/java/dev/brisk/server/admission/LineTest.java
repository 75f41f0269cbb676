package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Line.Standing;
import dev.brisk.server.answer.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final int PLACES = 4;

  record Person(Standing standing) implements Line.Waiting {}

  /** What is done to a line; numbers count modulo what there is. */
  sealed interface Step {
    record Come(int priority, Urgency urgency, int patience) implements Step {}

    record Next() implements Step {}

    record Give(int which) implements Step {}

    record Expire(int later) implements Step {}
  }

  private final Line<Person> line = new Line<>(PLACES);
  private long number;

  @Test
  void tiers_come_before_each_other_and_keystrokes_last_within_one() {
    var later = come(1, Urgency.INTERACTIVE);
    var keystroke = come(0, Urgency.KEYSTROKE);
    var first = come(0, Urgency.INTERACTIVE);
    var second = come(0, Urgency.INTERACTIVE);
    assertThat(line.position(second)).isEqualTo(1);
    assertThat(List.of(line.poll(), line.poll(), line.poll(), line.poll()))
        .containsExactly(
            Optional.of(first), Optional.of(second), Optional.of(keystroke), Optional.of(later));
    assertThat(line.poll()).isEmpty();
  }

  @Test
  void the_stalest_keystroke_is_shed_first_whatever_its_tier() {
    come(2, Urgency.INTERACTIVE);
    var stale = come(0, Urgency.KEYSTROKE);
    come(1, Urgency.KEYSTROKE);
    come(1, Urgency.INTERACTIVE);
    assertThat(line.shed()).isEmpty();
    come(1, Urgency.INTERACTIVE);
    assertThat(line.shed()).hasValue(stale);
  }

  @Test
  void without_keystrokes_the_last_one_is_shed() {
    come(0, Urgency.INTERACTIVE);
    var lowest = come(3, Urgency.INTERACTIVE);
    for (int i = 0; i < 3; i++) {
      come(1, Urgency.INTERACTIVE);
    }
    assertThat(line.shed()).hasValue(lowest);
  }

  /** The line against a plain list that is sorted whenever somebody looks. */
  @Property
  void behaves_as_a_sorted_list_and_loses_nobody(@ForAll("steps") List<Step> steps) {
    // An instance of the test serves all tries.
    var line = new Line<Person>(PLACES);
    var model = new ArrayList<Person>();
    long number = 0;
    long now = 0;
    for (var step : steps) {
      switch (step) {
        case Step.Come(var priority, var urgency, var patience) -> {
          var person = new Person(new Standing(priority, urgency, number++, now + patience));
          line.add(person);
          model.add(person);
          assertThat(line.shed()).isEqualTo(shed(model));
        }
        case Step.Next() -> {
          var first = sorted(model).stream().findFirst();
          first.ifPresent(model::remove);
          assertThat(line.poll()).isEqualTo(first);
        }
        case Step.Give(var which) when !model.isEmpty() ->
            line.remove(model.remove(which % model.size()));
        case Step.Give(var _) -> line.remove(new Person(new Standing(0, Urgency.KEYSTROKE, -1, 0)));
        case Step.Expire(var later) -> {
          now += later;
          long time = now;
          var gone = model.stream().filter(p -> p.standing().deadline() <= time).toList();
          model.removeAll(gone);
          assertThat(line.expire(now)).containsExactlyInAnyOrderElementsOf(gone);
        }
      }
      assertThat(line.size()).isEqualTo(model.size()).isLessThanOrEqualTo(PLACES);
      var order = sorted(model);
      for (int i = 0; i < order.size(); i++) {
        assertThat(line.position(order.get(i))).isEqualTo(i);
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> come =
        Combinators.combine(
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(Urgency.values()),
                Arbitraries.integers().between(1, 20))
            .as(Step.Come::new);
    Arbitrary<Step> give = Arbitraries.integers().between(0, 9).map(Step.Give::new);
    Arbitrary<Step> expire = Arbitraries.integers().between(0, 9).map(Step.Expire::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, come),
            Tuple.of(2, Arbitraries.just(new Step.Next())),
            Tuple.of(1, give),
            Tuple.of(2, expire))
        .list()
        .ofMaxSize(60);
  }

  private Person come(int priority, Urgency urgency) {
    var person = new Person(new Standing(priority, urgency, number++, Long.MAX_VALUE));
    line.add(person);
    return person;
  }

  private static List<Person> sorted(List<Person> people) {
    return people.stream()
        .sorted(
            Comparator.comparingInt((Person p) -> p.standing().priority())
                .thenComparingInt(p -> p.standing().urgency() == Urgency.KEYSTROKE ? 1 : 0)
                .thenComparingLong(p -> p.standing().number()))
        .toList();
  }

  private static Optional<Person> shed(List<Person> people) {
    if (people.size() <= PLACES) {
      return Optional.empty();
    }
    var oldest =
        people.stream()
            .filter(p -> p.standing().urgency() == Urgency.KEYSTROKE)
            .min(Comparator.comparingLong(p -> p.standing().number()));
    var victim = oldest.orElseGet(() -> sorted(people).getLast());
    people.remove(victim);
    return Optional.of(victim);
  }
}
