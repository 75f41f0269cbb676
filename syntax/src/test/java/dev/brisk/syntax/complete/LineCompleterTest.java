package dev.brisk.syntax.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCompleterTest {
  private static final String POINT =
      """
      package sample;

      /** Two numbers. */
      public final class %1$s {
        private final int %2$s;
        private final int %3$s;

        public %1$s(int %2$s, int %3$s) {
          this.%2$s = %2$s;
          this.%3$s = %3$s;
        }

        public int %2$s() {
          return %2$s;
        }

        @Override
        public String toString() {
          StringBuilder text = new StringBuilder();
          text.append(%2$s);
          text.append(", ");
          text.append(%3$s);
          return text.toString();
        }
      }
      """;

  private static final LineModel MODEL =
      LineCounting.count(sources(), new LineCounting.Limits(500, 3, 2, 500), (what, files) -> {});

  private static List<LineCounting.Source> sources() {
    var result = new ArrayList<LineCounting.Source>();
    var names = List.of("Point x y", "Size width height", "Span from until", "Pair left right");
    for (var name : names) {
      var parts = name.split(" ");
      result.add(new LineCounting.Source("project" + parts[0], POINT.formatted((Object[]) parts)));
    }
    return result;
  }

  /** What is put where {@code |} stands. */
  private static String completed(String text) {
    var cursor = text.indexOf('|');
    return new LineCompleter(MODEL)
        .complete(text.substring(0, cursor), text.substring(cursor + 1))
        .map(LineCompletion::text)
        .orElse("");
  }

  private static final String RANGE =
      """
      public final class Range {
        private final int lowest;
        private final int highest;

        public Range(int lowest, int highest) {
          this.lowest = lowest;
          %s
        }
      """;

  @Test
  void knows_from_elsewhere_how_names_it_never_saw_go_together() {
    assertThat(completed(RANGE.formatted("this.highest = |"))).isEqualTo("highest;");
  }

  @Test
  void finishes_the_word_that_the_cursor_stands_in() {
    assertThat(completed(RANGE.formatted("this.hig|"))).isEqualTo("hest = highest;");
  }

  @Test
  void knows_what_is_called_on_a_variable_of_a_type() {
    var text =
        """
        class Names {
          String all() {
            StringBuilder joined = new StringBuilder();
            return joined.|
          }
        }
        """;

    assertThat(completed(text)).isEqualTo("toString();");
  }

  @Test
  void repeats_what_this_file_did_before() {
    var text =
        """
        class Log {
          void a() {
            journal.note(clock);
            work();
          }
          void b() {
            journal.note(clock);
            work();
          }
          void c() {
            journal.note(|
            work();
          }
        }
        """;

    assertThat(completed(text)).isEqualTo("clock);");
  }

  @Test
  void replaces_the_rest_of_the_cursors_line() {
    assertThat(completed(RANGE.formatted("this.highest = |lowest;"))).isEqualTo("highest;");
  }

  @Test
  void says_how_sure_it_is() {
    var text = RANGE.formatted("this.highest = |");
    var cursor = text.indexOf('|');

    var completion =
        new LineCompleter(MODEL).complete(text.substring(0, cursor), text.substring(cursor + 1));

    assertThat(completion)
        .hasValueSatisfying(c -> assertThat(c.confidence()).isGreaterThan(0).isLessThan(1));
  }

  @Test
  void completes_within_one_line_wherever_the_cursor_stands() {
    var text = POINT.formatted("Point", "x", "y").replace("\n", "\r\n") + "/* \"open";
    var completer = new LineCompleter(MODEL);
    for (var at = 0; at <= text.length(); at++) {
      var completion = completer.complete(text.substring(0, at), text.substring(at));
      completion.ifPresent(
          c -> {
            assertThat(c.text()).doesNotContain("\n").doesNotContain("\r");
            assertThat(c.confidence()).isBetween(0.0, 1.0);
          });
    }
  }

  @Test
  void is_read_as_it_was_written() throws IOException {
    var bytes = new ByteArrayOutputStream();
    MODEL.write(bytes);

    var read = LineModel.read(new ByteArrayInputStream(bytes.toByteArray()));

    var again = new ByteArrayOutputStream();
    read.write(again);
    assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
    var text = RANGE.formatted("this.highest = ");
    assertThat(new LineCompleter(read).complete(text, "\n"))
        .isEqualTo(new LineCompleter(MODEL).complete(text, "\n"));
  }

  @Test
  void is_the_same_whatever_the_order_of_the_sources() throws IOException {
    var other =
        LineCounting.count(
            sources().reversed(), new LineCounting.Limits(500, 3, 2, 500), (what, files) -> {});

    var bytes = new ByteArrayOutputStream();
    MODEL.write(bytes);
    var others = new ByteArrayOutputStream();
    other.write(others);
    assertThat(others.toByteArray()).isEqualTo(bytes.toByteArray());
  }

  @Test
  void refuses_counts_of_another_version() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new java.util.zip.GZIPOutputStream(bytes)) {
      zip.write(99);
    }

    assertThatThrownBy(() -> LineModel.read(new ByteArrayInputStream(bytes.toByteArray())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("brisk distill lines");
  }

  @Test
  void fits_weights_to_lines_that_it_was_not_counted_of() {
    var line = new LineWeights.Line(RANGE.formatted("this.highest = "), "highest;", "\n  }\n}\n");

    var fitted = LineWeights.fit(MODEL, List.of(line, line, line));

    for (var bucket = 0; bucket < LineModel.buckets(); bucket++) {
      var sum = 0.0;
      for (var expert = 0; expert < LineModel.experts(); expert++) {
        sum += fitted.weight(bucket, expert);
      }
      assertThat(sum).isBetween(0.97, 1.03);
    }
  }
}
