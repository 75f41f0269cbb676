package dev.brisk.distill.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.brisk.distill.data.Sample;
import dev.brisk.edit.script.Notation;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Phrasing;
import dev.brisk.syntax.Phrasings;
import dev.brisk.syntax.kinds.Kinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryKindTest {
  static Stream<EditKind> kinds() {
    return Kinds.all().stream();
  }

  @Test
  void there_are_many_kinds_and_each_has_a_name_of_its_own() {
    var names = Kinds.all().stream().map(EditKind::name).toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(35).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void offers_an_edit_of_the_sampler_that_leaves_it_valid(EditKind kind) {
    var source = Sampler.text();

    assertThat(Possible.edits(kind, source))
        .isNotEmpty()
        .allSatisfy(possible -> assertThat(possible.after()).isNotEqualTo(source));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void speaks_only_of_slots_that_its_edits_have(EditKind kind) {
    var offered = new TreeSet<String>();
    for (var possible : Possible.edits(kind, Sampler.text())) {
      offered.addAll(possible.slots().keySet());
    }

    assertThat(new Phrasings().of(kind.name()))
        .hasSizeGreaterThanOrEqualTo(12)
        .allSatisfy(phrasing -> assertThat(offered).containsAll(phrasing.slots()))
        .anySatisfy(phrasing -> assertThat(phrasing.unseen()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void makes_samples_that_a_script_can_say(EditKind kind) {
    var file = Sampler.file();
    var teacher = new Teacher(Kinds.all(), new Phrasings(), false);
    var made = 0;
    for (var seed = 0; seed < 5; seed++) {
      for (var sample : teacher.samples(file, kind.name(), 4, new SplittableRandom(seed))) {
        var notation =
            Notation.of(
                    sample.instruction(),
                    List.of(sample.before().split("\n", -1)),
                    sample.firstLine(),
                    word -> word.length() < 4,
                    seed)
                .orElseThrow();
        made += notation.script(List.of(sample.after().split("\n", -1)), false).isPresent() ? 1 : 0;
        assertThat(sample.unseen()).isFalse();
      }
    }

    assertThat(made).isPositive();
  }

  @Test
  void kinds_that_no_file_has_a_place_for_are_taught_all_the_same() throws IOException {
    var lessons = new Lessons(Kinds.all(), new Phrasings(), false, 40, 1);
    var made = new ArrayList<Sample>();

    lessons.addRare(Sampler.file(), 4, made::add);

    // More where the inverse of a kind was made for it.
    assertThat(Kinds.all())
        .allSatisfy(
            kind ->
                assertThat(lessons.counts().getOrDefault(kind.name(), 0))
                    .isGreaterThanOrEqualTo(4));
    assertThat(made).allMatch(sample -> !sample.unseen());

    lessons.addRare(Sampler.file(), 4, sample -> fail("there are enough of " + sample.kind()));
  }

  @Test
  void the_same_seed_teaches_the_same() {
    var file = Sampler.file();
    var teacher = new Teacher(Kinds.all(), new Phrasings(), true);

    for (var kind : Kinds.all()) {
      assertThat(teacher.samples(file, kind.name(), 4, new SplittableRandom(7)))
          .isEqualTo(teacher.samples(file, kind.name(), 4, new SplittableRandom(7)));
    }
  }

  @Test
  void a_phrasing_says_its_slots_choices_and_options() {
    var phrasing = new Phrasing("test#0", false, "(make|turn) {name} [now] f() ({old}) \\{x\\}");
    var values = new HashMap<String, String>();
    values.put("name", "post");
    values.put("old", "1");

    var said = new TreeSet<String>();
    for (var seed = 0; seed < 50; seed++) {
      var text = new StringBuilder();
      phrasing
          .render(values, new SplittableRandom(seed))
          .forEach(segment -> text.append(segment.text()));
      said.add(text.toString());
    }

    assertThat(said)
        .containsExactly(
            "make post  f() (1) {x}",
            "make post now f() (1) {x}",
            "turn post  f() (1) {x}",
            "turn post now f() (1) {x}");
  }
}
