package dev.brisk.syntax.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built-in matcher makes of requests in words that no list of phrasings has literally. */
class SyntaxMatcherTest {
  private static final SyntaxMatcher MATCHER = SyntaxMatcher.builtIn();

  private static final String TEXT =
      """
      package shop;

      class Stock {
          private String owner;
          public int limit = 100;
          private List<Item> items = new ArrayList<Item>();

          void owner(String owner) {
              owner = owner;
          }

          int total() {
              int sum = 0;
              for (int i = 0; i < items.size(); i++) {
                  sum += items.get(i).price();
              }
              return sum;
          }

          String read(String path, int count) throws IOException {
              BufferedReader reader = new BufferedReader(new FileReader(path));
              String line = reader.readLine();
              reader.close();
              return line;
          }

          boolean isOpen(Item item) {
              if (item.price() > limit || item.isSold()) {
                  return false;
              }
              return true;
          }
      }
      """;

  private static final SourceFile FILE = SourceFile.parse("", "Stock.java", TEXT).orElseThrow();

  private static java.util.Optional<Match> sure(int first, int last, String instruction) {
    return MATCHER
        .match(FILE, first, last, instruction)
        .filter(match -> match.confidence() >= SyntaxMatcher.SURE);
  }

  /** The lines that are there afterwards only, without their indentation, one after the other. */
  private static String written(Match match) {
    var before = new ArrayList<>(TEXT.lines().map(String::strip).toList());
    var written = new ArrayList<String>();
    for (var line : TextEdit.apply(TEXT, match.edits()).lines().map(String::strip).toList()) {
      if (!before.remove(line)) {
        written.add(line);
      }
    }
    return String.join(" ", written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      textBlock =
          """
          12-18 | convert this loop to a for-each | for (Item item : items) { sum += item.price();
          12-18 | please rename sum to amount     | int amount = 0; amount += items.get(i).price(); return amount;
          20-25 | use try-with-resources          | try (BufferedReader reader = new BufferedReader(new FileReader(path))) { }
          20-25 | throw an IllegalArgumentException if count is negative | if (count < 0) { throw new IllegalArgumentException(); }
          20-25 | add a null check for path       | Objects.requireNonNull(path);
          27-32 | simplify the returns            | return item.price() <= limit && !item.isSold();
          20-25 | return null if path == ""       | if (path == "") { return null; }
          4-6   | make limit private              | private int limit = 100;
          4-6   | make limit private and set it to 200 | private int limit = 200;
          4-6   | use the diamond operator        | private List<Item> items = new ArrayList<>();
          8-10  | fix the self-assignment         | this.owner = owner;
          """)
  void does_what_is_asked(String lines, String instruction, String written) {
    var match =
        sure(
            Integer.parseInt(lines.strip().split("-")[0]),
            Integer.parseInt(lines.strip().split("-")[1]),
            instruction);

    assertThat(match.map(SyntaxMatcherTest::written)).hasValue(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return an Optional",
        "add a null check for basket",
        "make it faster",
        "hello",
        "commit this",
      })
  void leaves_to_others_what_it_does_not_understand(String instruction) {
    assertThat(sure(3, 33, instruction)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"make owner private", "owner should be private"})
  void says_that_nothing_is_to_be_done_where_it_is_so(String instruction) {
    assertThat(sure(4, 6, instruction).map(Match::edits)).hasValue(List.of());
  }

  @Test
  void renames_where_code_and_comments_speak_of_it_and_not_in_texts() {
    var text =
        """
        class Log {
            /** Like write, but now. */
            void write(String line) {
                out.put(line);
                warn("cannot write");
            }
        }
        """;
    var file = SourceFile.parse("", "Log.java", text).orElseThrow();

    assertThat(MATCHER.match(file, 2, 6, "rename write to save"))
        .map(match -> TextEdit.apply(file.text(), match.edits()))
        .hasValue(
            file.text().replace("Like write", "Like save").replace("void write", "void save"));
  }
}
