package dev.brisk.edit.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.script.ScriptCases.Case;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptGrammarTest {
  /** Steps after which a walk turns to the shortest way out. */
  private static final int WALK = 60;

  @Provide
  Arbitrary<Case> edits() {
    return ScriptCases.edits();
  }

  @Provide
  Arbitrary<Case> wild() {
    return ScriptCases.wild();
  }

  @Property
  void every_edit_of_whole_steps_has_a_script_that_applies(@ForAll("edits") Case c) {
    var script = c.notation().script(c.after(), false);

    assertThat(script).isPresent();
    assertThat(c.notation().apply(script.orElseThrow()))
        .isInstanceOfSatisfying(
            ScriptOutcome.Applied.class, a -> assertThat(a.after()).isEqualTo(c.after()));
  }

  @Property
  void every_script_of_an_edit_may_be_said_by_characters(@ForAll("edits") Case c) {
    said(c.notation(), c.notation().script(c.after(), true).orElseThrow().split(""));
  }

  @Property
  void every_script_of_an_edit_may_be_said_by_words(@ForAll("edits") Case c) {
    var script = c.notation().script(c.after(), false).orElseThrow();
    said(c.notation(), script.split("(?<=[\uE000-\uE2FF ])|(?=[\uE000-\uE2FF ])"));
  }

  @Property
  void whatever_has_a_script_may_be_said(@ForAll("wild") Case c) {
    c.notation().script(c.after(), false).ifPresent(script -> said(c.notation(), script.split("")));
  }

  private static void said(Notation notation, String[] pieces) {
    var grammar = notation.grammar();
    var so = new StringBuilder();
    for (var piece : pieces) {
      assertThat(grammar.allows(piece)).as("%s and then %s", so, piece).isTrue();
      grammar.advance(piece);
      so.append(piece);
    }
    assertThat(grammar.mayEnd()).as("%s may end", so).isTrue();
  }

  @Property(tries = 1000)
  void every_walk_gets_out_and_every_script_on_the_way_applies(
      @ForAll("edits") Case c, @ForAll long seed) {
    walk(c.notation(), seed);
  }

  @Property(tries = 500)
  void every_walk_in_any_text_gets_out(@ForAll("wild") Case c, @ForAll long seed) {
    walk(c.notation(), seed);
  }

  private static void walk(Notation notation, long seed) {
    var random = new SplittableRandom(seed);
    var pieces = pieces(notation);
    var grammar = notation.grammar();
    var said = new StringBuilder();
    for (var step = 0; step < 6 * WALK; step++) {
      if (grammar.mayEnd()) {
        assertThat(notation.apply(said.toString()))
            .as(said.toString())
            .isNotInstanceOf(ScriptOutcome.Invalid.class);
        if (step > WALK) {
          return;
        }
      }
      Collections.shuffle(pieces, new java.util.Random(random.nextLong()));
      var allowed = new ArrayList<>(pieces.stream().filter(grammar::allows).toList());
      if (allowed.isEmpty()) {
        // Only what stands alone cannot be gone on with.
        assertThat(grammar.mayEnd()).as("%s may end", said).isTrue();
        return;
      }
      var to = String.valueOf(Marks.TO);
      var next = step > WALK && allowed.contains(to) ? to : allowed.getFirst();
      grammar.advance(next);
      said.append(next);
    }
    throw new AssertionError("no way out of " + said);
  }

  private static List<String> pieces(Notation notation) {
    var pieces = new LinkedHashSet<String>();
    // Often, so that walks see many operations and not one long text.
    var marks = "\uE200\uE201\uE202\uE203\uE204\uE205\uE206\uE207\uE208\uE209\uE20A\uE210\uE212";
    pieces.addAll(List.of((marks + "\uE213\uE214\uE181").split("")));
    for (var line = 0; line <= Math.min(Marks.LINES, notation.lines().size() + 1); line++) {
      pieces.add(String.valueOf(Marks.label(line)));
    }
    notation.region().codePoints().forEach(c -> pieces.add(Character.toString(c)));
    // What was said may stand in the text by now, with words of the instruction in it.
    for (var index = 0; index < Marks.SYMBOLS; index++) {
      var symbol = Marks.symbol(index);
      if (notation.symbols().has(symbol)) {
        pieces.add(String.valueOf(symbol));
      }
    }
    // Renamed words may be spelled by any letter.
    for (var c = '!'; c <= '~'; c++) {
      pieces.add(String.valueOf(c));
    }
    pieces.addAll(List.of("get", " x", "7", "\n", "int", " ", "{", "return", "foo", "e"));
    return new ArrayList<>(pieces);
  }

  private static final List<String> REGION =
      List.of("  int total = 1;", "  x x x;", "", "  return total + a * 2;", "    i++;");

  private static OutputGrammar after(String said) {
    var grammar =
        Notation.of("rename total", REGION, 1, ScriptCases.KNOWN::contains, 0)
            .orElseThrow()
            .grammar();
    for (var c : said.split("")) {
      if (!c.isEmpty()) {
        grammar.advance(c);
      }
    }
    return grammar;
  }

  // Symbols: E000 rename, E001 total, E002 a, E003 2.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "|\uE20B",
        "|\uE20C",
        "|\uE203\uE001\uE200",
        "|\uE100\uE202",
        "\uE203\uE001\uE200|get\uE212\uE001",
        "\uE203\uE001\uE200x|\uE203\uE002",
        "\uE203\uE001\uE200x|\uE101int x\uE200",
        "\uE20Ax x\uE200|\uE101",
        "\uE102x x x|\uE200",
        "\uE102x x|;",
        "\uE101\uE001\uE200x|\uE101= 1\uE200",
        "\uE104\uE001\uE200|\uE104*",
        "\uE101\uE201\uE102|\uE102\uE202",
        "\uE101\uE208|\uE103",
        "\uE102\uE209|\uE104\uE105",
      })
  void allows(String case_) {
    var parts = case_.split("\\|");

    assertThat(after(parts[0]).allows(parts[1])).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|x",
        "|\uE200",
        "|\uE202",
        "|\uE106",
        "|\uE000",
        "\uE20B|\uE101",
        "|\uE203=",
        "|\uE203\uE000",
        "\uE203\uE001\uE200|7",
        "\uE203\uE001\uE200| x",
        "\uE203\uE001\uE200|\uE003",
        "\uE203\uE001\uE200int|\uE101",
        "\uE203\uE001\uE200x|\uE101\uE001",
        "\uE102\uE201\uE102|\uE203",
        "\uE102\uE201\uE102|\uE101",
        "\uE102x|\uE200",
        "\uE102x x|\uE200",
        "\uE101in|\uE200",
        "\uE101in|t\uE001",
        "\uE101|\uE002",
        "\uE101|nt",
        "\uE103|x",
        "\uE100|\uE204",
        "\uE101\uE204|\uE102",
        "\uE101\uE204x|\n",
        "\uE101\uE204x|\uE004",
        "\uE101\uE204x|\uE210",
        "\uE101\uE204x|\uE181",
        "\uE101\uE204\uE212|X",
        "\uE101\uE202\uE205|\uE206",
        "\uE101\uE202\uE205|\uE102",
        "\uE104\uE201|\uE102",
        "\uE101= 1\uE200x|\uE101\uE001",
        "\uE102\uE209|\uE103",
        "\uE102\uE209|\uE102",
        "\uE101\uE207\uE102|\uE101\uE207",
        "\uE101\uE207\uE102|\uE101\uE201",
        "\uE101int\uE200x|\uE101\uE204",
      })
  void refuses(String case_) {
    var parts = case_.split("\\|");

    assertThat(after(parts[0]).allows(parts[1])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uE101",
        "\uE203\uE001\uE200",
        "\uE101\uE204",
        "\uE101\uE204 ",
        "\uE101\uE204\uE212",
        "\uE101int",
        "\uE101\uE201",
      })
  void does_not_end(String said) {
    assertThat(after(said).mayEnd()).isFalse();
  }

  @Test
  void takes_nothing_that_it_does_not_allow() {
    var grammar = after("\uE102x x");

    assertThatThrownBy(() -> grammar.advance("\uE200"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(grammar.allows(" x\uE200")).isTrue();
  }
}
