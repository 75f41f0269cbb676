package dev.brisk.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void lines_end_with_any_terminator_or_with_the_text() {
    var lines = Lines.of("a\nb\r\nc\rd");
    assertThat(lines.contents(Region.all(lines.count()))).isEqualTo(List.of("a", "b", "c", "d"));
    assertThat(
            List.of(
                lines.terminator(1), lines.terminator(2), lines.terminator(3), lines.terminator(4)))
        .isEqualTo(List.of("\n", "\r\n", "\r", ""));
    assertThat(List.of(lines.start(3), lines.contentEnd(3), lines.end(3)))
        .isEqualTo(List.of(5, 6, 7));
  }

  @Test
  void an_empty_text_has_no_lines_and_a_line_end_alone_is_one() {
    assertThat(Lines.of("").count()).isZero();
    assertThat(Lines.of("").start(1)).isZero();
    assertThat(Lines.of("\n").count()).isEqualTo(1);
    assertThat(Lines.of("\r\n").content(1)).isEmpty();
  }

  @Test
  void an_inserted_line_gets_the_terminator_of_its_neighbours() {
    var lines = Lines.of("a\r\nb\nc");
    assertThat(
            List.of(
                lines.terminatorFor(1),
                lines.terminatorFor(2),
                lines.terminatorFor(3),
                lines.terminatorFor(4)))
        .isEqualTo(List.of("\r\n", "\r\n", "\n", "\n"));
    assertThat(Lines.of("").terminatorFor(1)).isEqualTo("\n");
    assertThat(Lines.of("a").terminatorFor(2)).isEqualTo("\n");
  }

  @Property
  void contents_and_terminators_make_the_text_again(@ForAll("texts") String text) {
    var lines = Lines.of(text);
    var again = new StringBuilder();
    for (var n = 1; n <= lines.count(); n++) {
      again.append(lines.content(n)).append(lines.terminator(n));
      for (var at = lines.start(n); at < lines.end(n); at++) {
        assertThat(lines.lineAt(at)).isEqualTo(n);
      }
    }
    assertThat(again).hasToString(text);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab\r\n").ofMaxLength(20);
  }
}
