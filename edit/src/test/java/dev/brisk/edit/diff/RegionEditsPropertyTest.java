package dev.brisk.edit.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.Texts;
import dev.brisk.edit.Texts.Place;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RegionEditsPropertyTest {
  /** Nothing is dropped under this instruction. */
  private static final String ANYTHING = "reformat it";

  record Case(Place place, List<String> after) {}

  @Provide
  Arbitrary<Case> cases() {
    return Texts.places()
        .flatMap(
            place ->
                Texts.versions(place.request(ANYTHING).regionLines())
                    .map(after -> new Case(place, after)));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void the_edits_give_the_lines_that_were_asked_for_and_no_other_line_changes(
      @ForAll("cases") Case c) {
    var request = c.place().request(ANYTHING);
    var proposal = RegionEdits.between(request, c.after());
    var result = Lines.of(TextEdit.apply(request.text(), proposal.edits()));

    var before = request.lines();
    var wanted = new ArrayList<>(before.contents(new Region(1, request.region().firstLine() - 1)));
    wanted.addAll(c.after());
    wanted.addAll(before.contents(new Region(request.region().lastLine() + 1, before.count())));
    // A blank line at the very end of a text that does not end with a terminator cannot be told
    // from its absence.
    var got = new ArrayList<>(result.contents(Region.all(result.count())));
    while (got.size() < wanted.size() && wanted.getLast().isEmpty()) {
      wanted.removeLast();
    }
    assertThat(got).isEqualTo(wanted);
    assertThat(proposal.dropped()).isEmpty();
    assertThat(proposal.minimality()).isEqualTo(1.0);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void every_byte_around_the_region_stays_but_for_one_line_end_at_the_end_of_the_text(
      @ForAll("cases") Case c) {
    var request = c.place().request(ANYTHING);
    var text = request.text();
    var result = TextEdit.apply(text, RegionEdits.between(request, c.after()).edits());
    var lines = request.lines();
    var first = request.region().firstLine();
    var last = request.region().lastLine();

    var endsUnterminated = !text.isEmpty() && lines.terminator(lines.count()).isEmpty();
    var head = lines.start(first);
    if (endsUnterminated && last == lines.count() && first > 1) {
      head = lines.contentEnd(first - 1);
    }
    assertThat(result).startsWith(text.substring(0, head));
    assertThat(result).endsWith(text.substring(last == 0 ? 0 : lines.end(last)));
    var blankBefore = first > 1 && lines.content(first - 1).isEmpty();
    // An empty last line without a terminator cannot be told from none.
    if (!text.isEmpty() && !result.isEmpty() && !c.after().contains("") && !blankBefore) {
      var terminated = result.endsWith("\n") || result.endsWith("\r");
      assertThat(terminated).isEqualTo(!endsUnterminated);
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void lines_that_stay_keep_their_terminators(@ForAll("cases") Case c) {
    var request = c.place().request(ANYTHING);
    var edits = RegionEdits.between(request, c.after()).edits();
    for (var edit : edits) {
      var replaced = request.text().substring(edit.start(), edit.end());
      if (!edit.replacement().isEmpty() && !replaced.isEmpty()) {
        assertThat(replaced)
            .as("a replacement stays within one line")
            .doesNotContain("\n")
            .doesNotContain("\r");
      }
    }
    assertThat(edits).isSortedAccordingTo((a, b) -> Integer.compare(a.start(), b.start()));

    var lines = request.lines();
    var result = Lines.of(TextEdit.apply(request.text(), edits));
    var region = request.region();
    for (var line = 1; line < region.firstLine(); line++) {
      sameTerminator(lines, line, result, line);
    }
    var stays = 0;
    var grown = 0;
    for (var change : LineDiff.between(request.regionLines(), c.after())) {
      // Of replaced lines too.
      var paired = Math.min(change.removed(), change.added().size());
      for (; stays < change.from() + paired; stays++) {
        var line = region.firstLine() + stays;
        sameTerminator(lines, line, result, line + grown);
      }
      stays = change.to();
      grown += change.added().size() - change.removed();
    }
    for (var line = region.firstLine() + stays; line <= lines.count(); line++) {
      sameTerminator(lines, line, result, line + grown);
    }
  }

  /** Only at the end of the text may one come or go. */
  private static void sameTerminator(Lines before, int line, Lines after, int lineAfter) {
    var had = before.terminator(line);
    var wasLast = line == before.count();
    if (lineAfter < after.count() && !(wasLast && had.isEmpty())) {
      assertThat(after.terminator(lineAfter)).isEqualTo(had);
    } else if (lineAfter == after.count() && !before.terminator(before.count()).isEmpty()) {
      assertThat(after.terminator(lineAfter)).isEqualTo(had);
    } else if (lineAfter < after.count()) {
      assertThat(after.terminator(lineAfter)).isNotEmpty();
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void white_space_is_only_dropped_not_changed_otherwise(@ForAll("cases") Case c) {
    var request = c.place().request("rename it");
    var proposal = RegionEdits.between(request, c.after());
    var result = Lines.of(TextEdit.apply(request.text(), proposal.edits()));
    var kept = List.copyOf(result.contents(Region.all(result.count())));
    for (var hunk : proposal.hunks()) {
      // What a hunk shows is what stands in the file.
      var from = Math.min(kept.size(), hunk.afterLine() - 1);
      var to = Math.min(kept.size(), from + hunk.added().size());
      var shown = new ArrayList<>(hunk.added());
      while (shown.size() > to - from) {
        assertThat(shown.removeLast()).isEmpty();
      }
      assertThat(kept.subList(from, to)).isEqualTo(shown);
    }
    for (var hunk : proposal.dropped()) {
      assertThat(letters(hunk.removed())).isEqualTo(letters(hunk.added()));
    }
    assertThat(proposal.minimality()).isGreaterThanOrEqualTo(1.0);
  }

  private static String letters(List<String> lines) {
    return String.join("", lines).replaceAll("\\s", "");
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void line_changes_applied_give_the_second_text(
      @ForAll("lists") List<String> before, @ForAll("lists") List<String> after) {
    var changes = LineDiff.between(before, after);
    assertThat(LineDiff.apply(before, changes)).isEqualTo(after);
    for (var i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).from()).isGreaterThan(changes.get(i - 1).to());
    }
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return Arbitraries.of("a", "b", "c", "", "d e").list().ofMaxSize(20);
  }
}
