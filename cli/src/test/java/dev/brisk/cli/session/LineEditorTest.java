package dev.brisk.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineEditorTest {
  @Test
  void typed_letters_follow_the_initial_text() {
    assertThat(after("rename", " ä€😀")).isEqualTo("rename ä€😀");
  }

  @Test
  void backspace_takes_whole_letters() {
    assertThat(after("", "a😀\u007f\u007fb")).isEqualTo("b");
  }

  @Test
  void arrows_home_end_and_delete_move_and_delete() {
    assertThat(after("bc", "\033[Ha\033[Fd\033[D\033[Dx\033[3~")).isEqualTo("abxd");
  }

  @Test
  void control_keys_delete_words_and_ends() {
    assertThat(after("rename sum to total", "\u0017amount")).isEqualTo("rename sum to amount");
    assertThat(after("rename", "\u0015make")).isEqualTo("make");
    assertThat(after("rename", "\u0001\u000b")).isEmpty();
  }

  @Test
  void other_keys_do_nothing() {
    assertThat(after("x", "\033[B\033[15~\033OP\u0007y")).isEqualTo("xy");
  }

  @Test
  void enter_ends_and_control_c_gives_up() {
    assertThat(new LineEditor("x", "earlier").accept('\r')).isEqualTo(LineEditor.State.DONE);
    assertThat(new LineEditor("x", "earlier").accept(3)).isEqualTo(LineEditor.State.GIVEN_UP);
    assertThat(new LineEditor("", "earlier").accept(4)).isEqualTo(LineEditor.State.GIVEN_UP);
  }

  @Test
  void a_sequence_that_breaks_off_swallows_neither_enter_nor_control_c() {
    for (var begun :
        new int[][] {{27}, {27, '['}, {27, 'O'}, {27, '[', '3'}, {0xC3}, {0xF0, 0x9F}}) {
      assertThat(afterBytes(begun).accept('\r')).isEqualTo(LineEditor.State.DONE);
      assertThat(afterBytes(begun).accept(3)).isEqualTo(LineEditor.State.GIVEN_UP);
      assertThat(afterBytes(begun).text()).isEqualTo("x");
    }
  }

  @Test
  void broken_letters_are_left_out() {
    var editor = afterBytes(0xC3, 'a', 0xA4, 0xF0, 0x9F, 0xC3, 0xA4, 27, 27, '[', 'D', 'b');
    assertThat(editor.text()).isEqualTo("xabä");
  }

  private static LineEditor afterBytes(int... codes) {
    var editor = new LineEditor("x", "earlier");
    for (var code : codes) {
      assertThat(editor.accept(code)).isEqualTo(LineEditor.State.EDITING);
    }
    return editor;
  }

  @Property
  void no_bytes_break_it(@ForAll byte[] bytes) {
    var editor = new LineEditor("start", "earlier");
    for (var code : bytes) {
      editor.accept(code & 0xFF);
      assertThat(editor.column()).isBetween(0, editor.text().length());
    }
  }

  private static String after(String initial, String typed) {
    var editor = new LineEditor(initial, "earlier");
    for (var code : typed.getBytes(StandardCharsets.UTF_8)) {
      assertThat(editor.accept(code & 0xFF)).isEqualTo(LineEditor.State.EDITING);
    }
    return editor.text();
  }

  @Test
  void up_brings_back_the_earlier_line() {
    var editor = new LineEditor("half", "earlier");
    for (int code : new int[] {27, '[', 'A', '!'}) {
      assertThat(editor.accept(code)).isEqualTo(LineEditor.State.EDITING);
    }
    assertThat(editor.text()).isEqualTo("earlier!");
  }
}
