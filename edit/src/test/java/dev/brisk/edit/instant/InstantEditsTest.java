package dev.brisk.edit.instant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstantEditsTest {
  private static final String TEXT =
      """
      int sum = 0;
      for (int i : all) {
        sum += i;
      }
      log("sum of all");
      return sum + this.total;
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rename i to each | 1 | 4 | int sum = 0;/for (int each : all) {/  sum += each;/}",
        "Please rename the variable `sum` to `result`. | 1 | 4 | int result = 0;/for (int i : all) {/  result += i;/}",
        "delete line 5 | 4 | 6 | }/return sum + this.total;",
        "remove lines 2-4 | 1 | 5 | int sum = 0;/log(\"sum of all\");",
        "rename i -> each here | 1 | 4 | int sum = 0;/for (int each : all) {/  sum += each;/}",
        "drop lines 2 through 4 | 1 | 5 | int sum = 0;/log(\"sum of all\");",
        "get rid of lines 1 and 5 | 1 | 5 | for (int i : all) {/  sum += i;/}",
        "lines 2..4 can go | 1 | 5 | int sum = 0;/log(\"sum of all\");",
        "line 5 is superfluous | 4 | 6 | }/return sum + this.total;",
        "remove the last two lines | 1 | 6 | int sum = 0;/for (int i : all) {/  sum += i;/}",
        "drop the first line | 1 | 3 | for (int i : all) {/  sum += i;",
        "delete everything after line 4 | 1 | 6 | int sum = 0;/for (int i : all) {/  sum += i;/}",
        "delete everything before line 5 | 1 | 6 | log(\"sum of all\");/return sum + this.total;",
        "replace \"sum of all\" by \"the sum\" | 4 | 6 | }/log(\"the sum\");/return sum + this.total;",
        "change '+=' to '-=' | 2 | 4 | for (int i : all) {/  sum -= i;/}"
      })
  void answers_what_leaves_nothing_open(String instruction, int first, int last, String after) {
    assertThat(after(instruction, first, last)).isEqualTo(after.replace('/', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rename sum to result | 1 | 6",
        "rename total to all | 6 | 6",
        "rename total to amount | 6 | 6",
        "rename log to print | 5 | 5",
        "rename sum to i | 1 | 4",
        "rename missing to found | 1 | 4",
        "delete line 9 | 1 | 6",
        "delete line 1 | 2 | 4",
        "delete lines 3 to 2 | 1 | 6",
        "remove the last three lines | 1 | 6",
        "delete everything after line 2 | 1 | 6",
        "delete lines 2 and 9 | 1 | 6",
        "delete everything after line 6 | 1 | 6",
        "delete lines 2 to 4 and log the sum | 1 | 6",
        "replace 'i' by 'j' | 1 | 4",
        "replace 'um' by 'j' | 1 | 1",
        "replace sum by total | 1 | 1",
        "delete the loop | 1 | 6"
      })
  void leaves_the_rest_to_others(String instruction, int first, int last) {
    assertThat(InstantEdits.answer(request(instruction, first, last))).isEmpty();
  }

  @Test
  void does_not_join_branches() {
    var text = "if (a) {\n  b();\n} else {\n  c();\n}\n";

    assertThat(
            InstantEdits.answer(
                EditRequest.of("A.java", text, new Region(1, 3), "remove the last line")))
        .isEmpty();
  }

  private static EditRequest request(String instruction, int first, int last) {
    return EditRequest.of("A.java", TEXT, new Region(first, last), instruction);
  }

  private static String after(String instruction, int first, int last) {
    var request = request(instruction, first, last);
    var edits = InstantEdits.answer(request).orElseThrow().proposal().edits();
    var lines = request.lines();
    var end = TEXT.length() - lines.end(last);
    var after = TextEdit.apply(TEXT, edits);
    return after.substring(lines.start(first), after.length() - end);
  }
}
