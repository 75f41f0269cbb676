package dev.brisk.edit.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.Texts;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class AlignmentPropertyTest {
  record Case(List<String> before, List<String> after) {}

  @Provide
  Arbitrary<Case> cases() {
    return Texts.lines()
        .list()
        .ofMaxSize(20)
        .flatMap(before -> Texts.versions(before).map(after -> new Case(before, after)));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void settled_and_remaining_changes_together_give_the_output(@ForAll("cases") Case c) {
    var alignment = new Alignment(c.before());
    var changes = new ArrayList<>(alignment.accept(c.after()));
    var settled = changes.size();
    changes.addAll(alignment.finish(alignment.waiting()));
    assertThat(LineDiff.apply(c.before(), changes)).isEqualTo(c.after());

    // How often streaming costs a line that a diff of the whole would save.
    var least = lines(LineDiff.between(c.before(), c.after()));
    Statistics.label("changed lines more than the least").collect(lines(changes) - least);
    Statistics.label("settled before the end").collect(settled > 0);
    for (var i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).from()).isGreaterThan(changes.get(i - 1).to());
    }
  }

  private static int lines(List<Change> changes) {
    return changes.stream().mapToInt(c -> c.removed() + c.added().size()).sum();
  }
}
