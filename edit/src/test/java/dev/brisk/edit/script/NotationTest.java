package dev.brisk.edit.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
  private static final Set<String> KNOWN =
      Set.of(
          "int", "i", "j", "get", "return", "if", "x", "rename", "to", "delete", "lines", "line");

  private static final List<String> REGION =
      List.of(
          "  int getTotal() {",
          "    int subTotal = 1;",
          "",
          "    if (subTotal > i) {",
          "      return subTotal;",
          "    }",
          "    return x;",
          "  }");

  private static Notation notation(String instruction) {
    return Notation.of(instruction, REGION, 11, KNOWN::contains, 126).orElseThrow();
  }

  @Test
  void notes_depth_labels_and_symbols_and_begins_again_behind_the_last_symbol() {
    var region = notation("rename subTotal to wholeSum").region();

    assertThat(region)
        .startsWith(
            "\uE101int \uE000() {\uE102\uE181int \uE07E = \uE001;\uE103\uE104\uE181if (\uE07E > i) {");
  }

  @Test
  void spells_words_of_the_instruction_that_the_region_lacks() {
    assertThat(notation("rename subTotal to wholeSum").instruction())
        .isEqualTo("rename \uE07E\uE102\uE104\uE105 to \uE07F\uE210wholeSum");
  }

  @Test
  void labels_lines_that_the_instruction_numbers_as_in_the_file() {
    assertThat(notation("delete lines 12 to 13").instruction())
        .isEqualTo("delete lines \uE102 to \uE103");
    assertThat(notation("delete line 40").instruction()).isEqualTo("delete line \uE07E\uE21040");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  int getTotal() {|    int whole = 1;||    if (whole > i) {|      return whole;|    }|    return x;|  }",
        "  int getTotal() {|    int subTotal = 1;||    return subTotal;|    return x;|  }",
        "  int getTotal() {|    final int subTotal = 1;||    if (subTotal > i) {|      return subTotal;|    }|    return x;|  }",
        "  int getTotal() {|    int subTotal = 1;||    return x;|  }",
        "  int getTotal() {|    int subTotal = 1;|    log(subTotal);||    if (subTotal >= i) {|      return subTotal;|    }|    return x;|  }",
        "  int getTotal() {|    int subTotal = 1;||    if (subTotal > i) {|      return subTotal;|    } else {|      i++;|    }|    return x;|  }",
        "  int getTotal() {|    int subTotal = 1;||    return x;|    if (subTotal > i) {|      return subTotal;|    }|  }",
        "",
      })
  void says_a_change_so_that_it_applies_byte_for_byte(String after) {
    var lines = List.of(after.split("\\|", -1));
    var notation = notation("change it");

    var script = notation.script(lines, false);

    assertThat(script).isPresent();
    assertThat(notation.apply(script.orElseThrow()))
        .isInstanceOfSatisfying(
            ScriptOutcome.Applied.class, applied -> assertThat(applied.after()).isEqualTo(lines));
  }

  @Test
  void says_a_renamed_identifier_as_a_rename() {
    var lines = REGION.stream().map(line -> line.replace("subTotal", "sum")).toList();

    assertThat(notation("rename subTotal to sum").script(lines, false))
        .contains("\uE203\uE07E\uE200\uE07F");
  }

  @Test
  void composes_a_word_from_one_of_the_request() {
    var symbols = Symbols.of(List.of("total"), KNOWN::contains, 5).orElseThrow();

    assertThat(symbols.encode("getTotal")).isEqualTo("get\uE212\uE005");
    assertThat(symbols.decode("get\uE212\uE005")).isEqualTo("getTotal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uE102",
        "\uE102int",
        "\uE102missing\uE200x",
        "\uE149int\uE200x",
        "\uE105\uE201\uE102",
        "\uE105\uE201\uE105\uE102\uE201\uE102",
        "\uE102\uE201\uE102\uE102int\uE200x",
        "\uE20B\uE102\uE201\uE102",
        "\uE203nothing\uE200x",
        "\uE104\uE209\uE103\uE105",
      })
  void refuses_what_does_not_apply_exactly(String script) {
    assertThat(notation("change it").apply(script)).isInstanceOf(ScriptOutcome.Invalid.class);
  }

  @Test
  void refuses_texts_with_characters_of_the_notation() {
    assertThat(Notation.of("x", List.of("int \uE000;"), 1, KNOWN::contains, 0)).isEmpty();
  }
}
