package dev.brisk.edit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.script.Marks;
import dev.brisk.edit.script.Notation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptV2StreamTest {
  private static final String TEXT =
      """
      class A {
        int total() {
          int entries = 1;
          log(entries);
          return entries;
        }
      }
      """;
  private static final EditRequest REQUEST =
      EditRequest.of("A.java", TEXT, new Region(2, 6), "rename entries to items");

  private static boolean known(String word) {
    return word.length() < 5;
  }

  private static EditFormat format() {
    return EditFormats.byName("script-v2", ScriptV2StreamTest::known).orElseThrow();
  }

  private static Notation notation() {
    return Notation.of(REQUEST, ScriptV2StreamTest::known).orElseThrow();
  }

  private static String script(String... after) {
    return notation().script(List.of(after), false).orElseThrow();
  }

  @Test
  void shows_a_change_as_soon_as_the_script_goes_on_to_another_line() {
    var script =
        script(
            "  int total() {",
            "    int entries = 2;",
            "    log(entries);",
            "    return entries + 1;",
            "  }");
    var stream = format().open(REQUEST);
    var shown = new ArrayList<Hunk>();
    var before = 0;
    for (var c : script.split("")) {
      if (Marks.isLabel(c.charAt(0)) && Marks.line(c.charAt(0)) == 4) {
        before = shown.size();
        shown.addAll(stream.accept(c));
        assertThat(shown).hasSize(before + 1);
      } else {
        shown.addAll(stream.accept(c));
      }
    }

    assertThat(stream.finish(Ending.COMPLETE))
        .isInstanceOfSatisfying(
            EditProposal.class,
            proposal -> {
              assertThat(proposal.hunks()).hasSize(2).startsWith(shown.getFirst());
              assertThat(TextEdit.apply(TEXT, proposal.edits()))
                  .isEqualTo(
                      TEXT.replace("entries = 1", "entries = 2")
                          .replace("return entries", "return entries + 1"));
            });
  }

  @Test
  void applies_a_rename_everywhere() {
    var stream = format().open(REQUEST);
    stream.accept(
        notation()
            .script(
                REQUEST.regionLines().stream().map(l -> l.replace("entries", "items")).toList(),
                true)
            .orElseThrow());

    assertThat(stream.finish(Ending.COMPLETE))
        .isInstanceOfSatisfying(
            EditProposal.class,
            proposal ->
                assertThat(TextEdit.apply(TEXT, proposal.edits()))
                    .isEqualTo(TEXT.replace("entries", "items")));
  }

  @Test
  void takes_nothing_to_do_for_an_edit_without_changes() {
    var stream = format().open(REQUEST);
    stream.accept(String.valueOf(Marks.NOOP));

    assertThat(stream.finish(Ending.COMPLETE))
        .isInstanceOfSatisfying(
            EditProposal.class, proposal -> assertThat(proposal.edits()).isEmpty());
  }

  @Test
  void declines_what_the_model_declines() {
    var stream = format().open(REQUEST);
    stream.accept(String.valueOf(Marks.CANNOT));

    assertThat(stream.finish(Ending.COMPLETE)).isEqualTo(new EditFailure.BeyondModel());
  }

  @Test
  void fails_on_a_script_that_does_not_apply() {
    var stream = format().open(REQUEST);
    stream.accept(Marks.label(2) + "nowhere" + Marks.TO + "else");

    assertThat(stream.finish(Ending.COMPLETE)).isInstanceOf(EditFailure.ScriptInvalid.class);
    assertThat(format().open(REQUEST).finish(Ending.COMPLETE))
        .isEqualTo(new EditFailure.EmptyOutput());
  }

  @Test
  void refuses_a_region_of_too_many_lines() {
    var request = EditRequest.of("A.java", "x;\n".repeat(70), new Region(1, 70), "delete it");

    assertThat(format().check(request))
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).contains("70 lines", "64", "smaller"));
  }
}
