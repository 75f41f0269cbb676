package dev.brisk.edit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EditStreamPropertyTest {
  record Case(EditRequest request, String format, String output, List<Integer> cuts) {}

  @Provide
  Arbitrary<Case> cases() {
    return Texts.places()
        .flatMap(
            place -> {
              var request =
                  Arbitraries.of("rename it", "reformat it", "delete it")
                      .map(words -> place.request(words));
              return request.flatMap(
                  r ->
                      Combinators.combine(
                              Arbitraries.of(EditFormats.names()),
                              Arbitraries.oneOf(
                                  rewrites(r), scripts(), Arbitraries.strings().ofMaxLength(40)),
                              Arbitraries.integers().between(0, 9).list().ofSize(12))
                          .as((format, output, cuts) -> new Case(r, format, output, cuts)));
            });
  }

  private static Arbitrary<String> rewrites(EditRequest request) {
    var lines = request.lines();
    var around = Math.max(1, request.region().firstLine() - 2);
    var to = Math.min(lines.count(), request.region().lastLine() + 2);
    var wide = List.copyOf(lines.contents(new Region(around, Math.max(to, around - 1))));
    var text =
        Arbitraries.oneOf(Texts.versions(request.regionLines()), Texts.versions(wide))
            .map(after -> String.join("\n", after));
    return Combinators.combine(
            text,
            Arbitraries.of("", "\n", "```java\n", "Here:\n```\n", "<think>\n</think>\n", "Words\n"),
            Arbitraries.of("", "\n", "\n```\n", "\n```\nDone.", "\n```java\nx\n```", "\r\n"))
        .as((t, head, tail) -> head + t + tail);
  }

  private static Arbitrary<String> scripts() {
    return Arbitraries.of(
            "1-",
            "2-3",
            "1+x",
            "0+>y();",
            "2\ta\tb",
            "1\tint\tlong",
            "rename\ta\tb",
            "",
            "3+",
            "99-",
            "7\t\t",
            "```",
            "1\ta\t",
            "2+}",
            "rename\tx\ty")
        .list()
        .ofMaxSize(5)
        .map(ops -> "\n" + String.join("\n", ops));
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void any_chunks_give_the_result_of_the_whole_and_show_only_what_it_has(@ForAll("cases") Case c) {
    var format = EditFormats.byName(c.format(), word -> word.length() < 6).orElseThrow();
    var whole = format.open(c.request());
    whole.accept(c.output());
    var wanted = whole.finish(Ending.COMPLETE);

    var shown = new ArrayList<Hunk>();
    var stream = format.open(c.request());
    for (var piece : pieces(c.output(), c.cuts())) {
      if (stream.ended()) {
        break;
      }
      shown.addAll(stream.accept(piece));
    }
    var got = stream.finish(Ending.COMPLETE);

    assertThat(got).isEqualTo(wanted);
    if (got instanceof EditProposal proposal && ascending(c)) {
      assertThat(shown).isEqualTo(proposal.hunks().stream().limit(shown.size()).toList());
    }
    check(got, c.request());
  }

  /** Scripts that go back may add to what was shown. */
  private static boolean ascending(Case c) {
    if (!c.format().startsWith("script")) {
      return true;
    }
    var script = new Script(c.request().regionLines(), "    ");
    c.output().lines().filter(line -> !line.isEmpty()).forEach(script::apply);
    return script.ordered();
  }

  private static void check(EditResult result, EditRequest request) {
    if (result instanceof EditProposal proposal) {
      var before = request.text();
      var text = TextEdit.apply(before, proposal.edits());
      var lines = request.lines();
      var first = request.region().firstLine();
      var last = request.region().lastLine();
      // Deleting the unterminated end of a text takes the line end before it.
      var takes = last == lines.count() && first > 1 && lines.contentEnd(last) == before.length();
      var head = before.substring(0, takes ? lines.contentEnd(first - 1) : lines.start(first));
      var tail = before.substring(lines.start(last + 1));
      assertThat(text).startsWith(head).endsWith(tail);
      assertThat(text.length()).isGreaterThanOrEqualTo(head.length() + tail.length());
      var known = terminators(before);
      assertThat(terminators(text)).isSubsetOf(known.isEmpty() ? Set.of("\n") : known);
    }
  }

  /** The kinds of line ends in {@code text}. */
  private static Set<String> terminators(String text) {
    var lines = Lines.of(text);
    var kinds = new HashSet<String>();
    for (var line = 1; line <= lines.count(); line++) {
      kinds.add(lines.terminator(line));
    }
    kinds.remove("");
    return kinds;
  }

  private static List<String> pieces(String output, List<Integer> cuts) {
    var pieces = new ArrayList<String>();
    var at = 0;
    for (var i = 0; at < output.length(); i++) {
      var end =
          Math.min(
              output.length(), at + cuts.get(i % cuts.size()) + (i % cuts.size() == 0 ? 1 : 0));
      pieces.add(output.substring(at, end));
      at = end;
    }
    return pieces;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void nothing_comes_of_output_that_was_cut_off_or_stopped(@ForAll("cases") Case c) {
    for (var ending : List.of(Ending.CUT_OFF, Ending.CANCELLED)) {
      var stream =
          EditFormats.byName(c.format(), word -> word.length() < 6).orElseThrow().open(c.request());
      stream.accept(c.output());
      var ended = stream.ended();
      var result = stream.finish(ending);
      assertThat(result instanceof EditProposal && !(ended && ending == Ending.CUT_OFF)).isFalse();
    }
  }

  @Property(tries = 2000)
  void a_script_parser_never_throws(@ForAll("noise") String output) {
    var request = EditRequest.of("A.java", "int a = 1;\n{\n\n    f(a);\n}\n", Region.all(5), "x");
    for (var format : EditFormats.names()) {
      var stream =
          EditFormats.byName(format, word -> word.length() < 6).orElseThrow().open(request);
      stream.accept(output);
      assertThat(stream.finish(Ending.COMPLETE)).isNotNull();
    }
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789\t\n+->`ar\"\\ renam\r").ofMaxLength(60),
        Arbitraries.strings().ofMaxLength(60));
  }
}
