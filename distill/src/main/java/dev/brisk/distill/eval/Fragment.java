package dev.brisk.distill.eval;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * What some lines of Java are, as the text that has to stand around them to make a file. They may
 * close blocks that begin above them and open blocks that end below.
 *
 * @param above what stands above
 * @param below what stands below
 */
public record Fragment(String above, String below) {
  /** A whole file. */
  static final Fragment FILE = new Fragment("", "");

  /** Files, members, statements, constants of an enum, cases, the inside of a comment. */
  private static final List<Fragment> PLACES =
      List.of(
          FILE,
          new Fragment("class A {\n", "\n}"),
          new Fragment("class A {\nvoid a() {\n", "\n}\n}"),
          new Fragment("interface A {\n", "\n}"),
          new Fragment("enum A {\n", "\n}"),
          new Fragment("class A {\nvoid a() {\nswitch (0) {\n", "\n}\n}\n}"),
          new Fragment("class A {\nvoid a() {\nint a = switch (0) {\n", "\n};\n}\n}"),
          new Fragment("/*\n", "\n*/"),
          new Fragment("/*\n", "\nclass A {}"),
          new Fragment("class A {\n/*\n", "\n}"));

  /** What may begin the block that the first unmatched bracket closes. */
  private static final List<String> OPENERS = List.of("{\n", "try {\n", "if (true) {\n", "do {\n");

  /** What may follow the block that the last unmatched bracket opens. */
  private static final List<String> CLOSERS = List.of("\n}", "\n} finally {}", "\n} while (true);");

  /** More unmatched brackets than this are not tried. */
  private static final int DEPTHS = 4;

  /** The first fragment as which {@code text} is valid; empty if there is none. */
  public static Optional<Fragment> of(String text) {
    var open = 0;
    var least = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      least = Math.min(least, open);
    }
    var opened = -least;
    var closed = open - least;
    if (opened > DEPTHS || closed > DEPTHS) {
      return Optional.empty();
    }
    for (var place : PLACES) {
      for (var opener : opened == 0 ? List.of("") : OPENERS) {
        for (var closer : closed == 0 ? List.of("") : CLOSERS) {
          var fragment =
              new Fragment(
                  place.above + "{\n".repeat(Math.max(0, opened - 1)) + opener,
                  closer + "\n}".repeat(Math.max(0, closed - 1)) + place.below);
          if (fragment.parses(text)) {
            return Optional.of(fragment);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether {@code text} is valid in this place. */
  public boolean parses(String text) {
    // A parser is cheap and not safe to share.
    var configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21)
            .setAttributeComments(false)
            .setStoreTokens(false);
    return new JavaParser(configuration).parse(above + text + below).isSuccessful();
  }
}
