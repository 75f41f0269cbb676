package dev.brisk.distill.teach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.kinds.Kinds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kinds make of code, and what they leave alone because it would mean something else. */
class CarefulKindsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          if-to-guard § if (a > 0 && !b) {# go();#} § if (a <= 0 || b) {# return;#}#go();
          if-to-guard § if (b || a == 1 && x(a)) {# go();#} § if (!b && (a != 1 || !x(a))) {# return;#}#go();
          guard-to-if § if (b) {# return;#}##// why#go(); § if (!b) {# // why# go();#}
          switch-to-arrows § switch (a) {# case 1:# case 2:#  go();#  break;# default:#  x(a);#} § switch (a) {# case 1, 2 -> go();# default -> x(a);#}
          if-to-switch § if (t.equals("x")) {# go();#} else if (t.equals("y")) {# x(a);#} § switch (t) {# case "x" -> go();# case "y" -> x(a);#}
          loop-to-stream § for (String n : names) {# if (n.isEmpty()) {#  out.add(n.trim());# }#} § names.stream().filter(n -> n.isEmpty()).map(n -> n.trim()).forEach(out::add);
          iterator-to-foreach § Iterator<String> it = names.iterator();#while (it.hasNext()) {# String n = it.next();# x(n);#} § for (String n : names) {# x(n);#}
          cast-to-pattern § if (o instanceof String) {# String s = (String) o;# x(s);#} § if (o instanceof String s) {# x(s);#}
          merge-ifs § if (b || x(a)) {# if (a > 1) {#  go();# }#} § if ((b || x(a)) && a > 1) {# go();#}
          merge-catches § try {# go();#} catch (IOException e) {# fail(e);#} catch (SQLException e) {# fail(e);#} § try {# go();#} catch (IOException | SQLException e) {# fail(e);#}
          anonymous-to-lambda § run(new Runnable() {# public void run() {#  go();# }#}); § run(() -> go());
          """)
  void writes(String kind, String before, String after) {
    assertThat(made(kind, before)).containsExactly(method(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          if-to-guard § if (b) {# go();#}#x(a);
          if-to-guard § if (b) {# go();#} else {# x(a);#}
          switch-to-arrows § switch (a) {# case 1:#  go();# default:#  x(a);#}
          switch-to-expression § switch (a) {# case 1:#  go();#  break;# default:#  x(a);#}
          if-to-switch § while (b) {# if (t.equals("x")) {#  break;# } else if (t.equals("y")) {#  x(a);# }#}
          if-to-switch § if ("x".equals(t)) {# go();#} else if ("y".equals(t)) {# x(a);#}
          loop-to-stream § a = 3;#for (String n : names) {# if (n.length() > a) {#  out.add(n.trim());# }#}
          loop-to-stream § for (String n : names) {# if (n.isEmpty()) {#  break;# }# out.add(n.trim());#}
          iterator-to-foreach § Iterator<String> it = names.iterator();#while (it.hasNext()) {# String n = it.next();# it.remove();#}
          merge-catches § try {# go();#} catch (FileNotFoundException e) {# fail(e);#} catch (IOException e) {# fail(e);#}
          anonymous-to-lambda § run(new Runnable() {# public void run() {#  x(this);# }#});
          for-to-while § for (int i = 0; i < a; i++) {# if (b) {#  continue;# }# x(i);#}
          finally-to-resource § Reader r = open(t);#try {# x(r);#} finally {# r.close();#}#x(r);
          wrap-try-with-resources § Reader r = new Reader(t);#x(r);
          use-is-empty § x(t.equals("a"));
          use-is-empty § x("".equals(t));
          """)
  void leavesAlone(String kind, String before) {
    assertThat(made(kind, before)).isEmpty();
  }

  @Test
  void a_record_keeps_getters_and_what_compares_some_fields_only() {
    var source =
        """
        final class Test {
          private final int x;
          private final int y;

          Test(int x, int y) {
            this.x = x;
            this.y = y;
          }

          int x() {
            return x;
          }

          int getY() {
            return y;
          }

          @Override
          public boolean equals(Object o) {
            return o instanceof Test other && x == other.x;
          }
        }
        """;

    assertThat(Possible.edits(kind("class-to-record"), source))
        .extracting(Possible::after)
        .containsExactly(
            """
            record Test(int x, int y) {
              int getY() {
                return y;
              }

              @Override
              public boolean equals(Object o) {
                return o instanceof Test other && x == other.x;
              }
            }
            """);
  }

  private static EditKind kind(String name) {
    return Kinds.all().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> made(String kind, String body) {
    return Possible.edits(kind(kind), method(body)).stream().map(Possible::after).toList();
  }

  /** The lines, which # parts, with two spaces for each at their start, in a method. */
  private static String method(String body) {
    var lines = new StringBuilder();
    for (var line : body.split("#", -1)) {
      var text = line.stripLeading();
      var in = "  ".repeat(line.length() - text.length());
      lines.append(text.isEmpty() ? "" : "    " + in + text).append('\n');
    }
    return """
        class Test {
          void test(int a, boolean b, String t, Object o, List<String> names, List<String> out) {
        %s  }
        }
        """
        .formatted(lines);
  }
}
