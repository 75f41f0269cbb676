package dev.brisk.edit;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated texts, regions and outputs. */
public final class Texts {
  private Texts() {}

  /** A text and a region in it. */
  public record Place(String text, Region region) {
    /** A request for this place. */
    public EditRequest request(String instruction) {
      return EditRequest.of("Any.java", text, region, instruction);
    }
  }

  /** Lines as they occur in code, few enough that they repeat. */
  public static Arbitrary<String> lines() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "    ",
            "}",
            "    }",
            "    a();",
            "    b();",
            "  a();",
            "foo(\"é\");",
            "int x = 1;",
            "int y = 2;",
            "\tz",
            "𝒳𝒴",
            "𝒳𝒵"),
        Arbitraries.strings().withChars("ab {}\"/é").ofMaxLength(6));
  }

  /**
   * Texts with any line ends: one kind, or both with a line feed. (Lone carriage returns among
   * others are left out: before the line feed of a blank line, one becomes part of another line
   * end.)
   */
  public static Arbitrary<String> texts() {
    return Arbitraries.of(List.of("\n"), List.of("\r\n"), List.of("\r"), List.of("\n", "\r\n"))
        .flatMap(
            ends -> {
              var line = Combinators.combine(lines(), Arbitraries.of(ends)).as((a, b) -> a + b);
              return Combinators.combine(
                      line.list().ofMaxSize(14), Arbitraries.of("", "", "tail", "    }"))
                  .as((lines, last) -> String.join("", lines) + last);
            });
  }

  /** Texts with a region, which may be empty. */
  public static Arbitrary<Place> places() {
    return texts()
        .flatMap(
            text -> {
              var count = Lines.of(text).count();
              return Arbitraries.integers()
                  .between(1, count + 1)
                  .flatMap(
                      first ->
                          Arbitraries.integers()
                              .between(first - 1, count)
                              .map(last -> new Place(text, new Region(first, last))));
            });
  }

  /** What may become of {@code lines}: some kept, some changed, some gone, some new. */
  public static Arbitrary<List<String>> versions(List<String> lines) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9).list().ofSize(lines.size() + 1),
            lines().list().ofSize(lines.size() + 1))
        .as(
            (choices, fresh) -> {
              var after = new ArrayList<String>();
              for (var i = 0; i <= lines.size(); i++) {
                var choice = choices.get(i);
                if (choice == 0) {
                  after.add(fresh.get(i));
                }
                if (i < lines.size() && choice != 1) {
                  after.add(choice == 2 ? fresh.get(i) : lines.get(i));
                }
              }
              return after;
            });
  }
}
