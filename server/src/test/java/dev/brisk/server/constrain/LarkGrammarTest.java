package dev.brisk.server.constrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LarkGrammarTest {
  /** The patches that Codex's tool takes, in words of our own. */
  private static final OutputConstraint PATCH =
      new OutputConstraint.Lark(
          """
          // A patch is a list of changes to files between two marks.
          start: "*** Begin Patch" LF change+ "*** End Patch" [LF]
          change: "*** Add File: " PATH LF ("+" TEXT LF)+   -> added
                | "*** Delete File: " PATH LF               -> deleted
                | "*** Update File: " PATH LF moved? lines? -> updated
          moved: "*** Move to: " PATH LF
          lines: (place | line)+ ("*** End of File" LF)?
          place: ("@@" | "@@ " PATH) LF
          line: ("+" | "-" | " ") TEXT LF
          PATH: /.+/
          TEXT: /.*/
          %import common.LF
          """);

  private static final String PATCHED =
      """
      *** Begin Patch
      *** Update File: src/Main.java
      *** Move to: src/Start.java
      @@ class Main {
       int a;
      -int b;
      +long b; // bytes
      @@
      -x

      *** End of File
      *** Add File: new.txt
      +first

      *** Delete File: old.txt
      *** End Patch
      """
          .replace("\n\n", "\n");

  @Property(tries = 50)
  void a_real_patch_is_allowed_however_it_is_cut(@ForAll Random random) {
    assertThat(Outputs.mayBeInPieces(PATCH, PATCHED, random)).isTrue();
    assertThat(Outputs.mayBeInPieces(PATCH, PATCHED.stripTrailing(), random)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*** Begin Patch, *** Begin Path",
    "*** Add File: , *** Append File: ",
    "-int b;, int b;",
    "+first, first",
    "*** End Patch, *** End Path",
    "*** Delete File: old.txt, *** Delete File: ",
  })
  void a_broken_patch_is_refused_at_the_first_wrong_character(String right, String wrong) {
    var broken = PATCHED.replace(right, wrong);
    int differs = PATCHED.indexOf(right);
    while (PATCHED.charAt(differs) == broken.charAt(differs)) {
      differs++;
    }
    assertThat(Outputs.refusedAt(PATCH, broken)).isEqualTo(differs);
  }

  @Test
  void a_patch_that_is_cut_off_may_go_on_but_not_end() {
    var cut = PATCHED.substring(0, PATCHED.indexOf("*** Delete"));
    assertThat(Outputs.refusedAt(PATCH, cut)).isEqualTo(cut.length());
  }

  @Test
  void the_grammar_that_codex_sends_is_read() throws IOException {
    var capture = Path.of("../../shared/protocol/captures/50-tools-shell-and-apply_patch.json");
    assumeThat(capture).as("a capture of what Codex sends").exists();
    var tools = ((Json.Array) Json.parse(Files.readString(capture))).items();
    var format = ((JsonObject) tools.getLast()).requireObject("format");
    var grammar = new OutputConstraint.Lark(format.requireText("definition"));
    assertThat(Outputs.mayBe(grammar, PATCHED)).isTrue();
    assertThat(Outputs.mayBe(grammar, PATCHED.replace("-int b;", "int b;"))).isFalse();
  }

  @Property(tries = 200)
  void what_comes_out_of_a_recursive_grammar_is_balanced(@ForAll Random random) {
    var grammar =
        new OutputConstraint.Lark(
            """
            start: sum
            sum: sum ("+" | "-") product | product
            product: product "*" value | value
            value: NUMBER | "(" sum ")"
            NUMBER: "0".."9" ~ 1..3
            %ignore " "
            """);
    var text = Outputs.any(grammar, random, 20);
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth +=
          switch (text.charAt(i)) {
            case '(' -> 1;
            case ')' -> -1;
            default -> 0;
          };
      assertThat(depth).isNotNegative();
    }
    assertThat(depth).isZero();
    assertThat(text).doesNotMatch(".*(\\d{4}|[+*-] *[+*-]|\\d +\\d\\d\\d\\d).*");
  }

  @Test
  void an_ambiguous_grammar_is_followed_in_all_its_ways() {
    var grammar = new OutputConstraint.Lark("start: start start | \"a\" | \"ab\"? \"c\"");
    assertThat(Outputs.mayBe(grammar, "aabcacaa")).isTrue();
    assertThat(Outputs.mayBe(grammar, "aab")).isFalse();
  }

  @Test
  void a_list_that_recurs_to_the_right_goes_on_for_long() {
    var grammar = new OutputConstraint.Lark("start: \"a\" \",\" start | \"b\"");
    assertThat(Outputs.mayBe(grammar, "a,".repeat(2000) + "b")).isTrue();
    assertThat(Outputs.mayBe(grammar, "a,".repeat(2000) + "a")).isFalse();
  }

  @Test
  void terminals_of_the_library_and_flags_are_known() {
    var grammar =
        new OutputConstraint.Lark(
            """
            %import common (SIGNED_NUMBER, ESCAPED_STRING)
            %import common.CNAME -> NAME
            %import common.WS_INLINE
            %ignore WS_INLINE
            !start.2: ("let"i NAME "=" (SIGNED_NUMBER | ESCAPED_STRING | /x[ab]+/i) ";")~1..2
            """);
    assertThat(Outputs.mayBe(grammar, "LET a1 = -2.5e3; let b=\"x\\\"y\";")).isTrue();
    assertThat(Outputs.mayBe(grammar, "let a=XaB;")).isTrue();
    assertThat(Outputs.mayBe(grammar, "let 1=2;")).isFalse();
    assertThat(Outputs.mayBe(grammar, "let a=1;let b=2;let c=3;")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          start: a             ; uses a, which it does not define ; column 8
          start "a"            ; where : was expected             ; column 7
          start: ("a"          ; where ) was expected             ; column 12
          start: "a" )         ; an item, an operator             ; column 12
          start: "a            ; does not end in its line         ; column 8
          a: "a"               ; no rule named start              ; column 7
          start: /(?=a)b/      ; looks ahead                      ; column 8
          start: "a"~3..2      ; least is more than               ; column 12
          %import python.NAME  ; only common                      ; column 9
          %import common.NAME  ; imports NAME                     ; column 16
          %declare X           ; %declare                         ; column 1
          list{x}: x           ; template                         ; column 5
          A: b                 ; made of terminals only           ; column 4
          """)
  void errors_say_what_is_wrong_and_where(String grammar, String what, String where) {
    assertThatThrownBy(() -> Outputs.open(new OutputConstraint.Lark(grammar)))
        .isInstanceOf(ConstraintException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("line 1, " + where);
  }
}
