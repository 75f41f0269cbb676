package dev.brisk.edit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PromptTest {
  private static final EditRequest REQUEST =
      EditRequest.of("Jug.java", "a\r\nb\r\nc\r\nd\r\n", new Region(2, 3), " rename b to e ");

  private static EditFormat format(String name) {
    return EditFormats.byName(name, word -> word.length() < 6).orElseThrow();
  }

  private static Part text(String text) {
    return new Part.Text(text, new Trim.None());
  }

  private static Part special(String token) {
    return new Part.Special(token);
  }

  @Test
  void there_are_five_formats() {
    assertThat(EditFormats.names())
        .containsExactly("script-v2", "script-v1", "region-v1", "region-chat", "script-chat");
    assertThat(EditFormats.byName("other", word -> word.length() < 6)).isEmpty();
  }

  @Test
  void a_script_prompt_has_the_instruction_first_and_numbers_the_region() {
    assertThat(format("script-v1").prompt(REQUEST, FormatLimits.defaults()))
        .isEqualTo(
            new Prompt.Parts(
                List.of(
                    special("<|instruction|>"),
                    text("rename b to e"),
                    special("<|before|>"),
                    special("<|after|>"),
                    special("<|region|>"),
                    text("\n1|b\n2|c"),
                    special("<|output|>")),
                List.of("<|end|>")));
  }

  @Test
  void a_region_prompt_trims_the_context_and_has_the_instruction_last() {
    assertThat(format("region-v1").prompt(REQUEST, FormatLimits.defaults().withTokens(56, 40)))
        .isEqualTo(
            new Prompt.Parts(
                List.of(
                    special("<|before|>"),
                    new Part.Text("a", new Trim.KeepLast(56)),
                    special("<|after|>"),
                    new Part.Text("d", new Trim.KeepFirst(40)),
                    special("<|region|>"),
                    text("\nb\nc"),
                    special("<|instruction|>"),
                    text("rename b to e"),
                    special("<|output|>")),
                List.of("<|end|>")));
    assertThat(format("region-v1").draftText(REQUEST)).contains("\nb\nc");
  }

  @Test
  void a_large_file_is_not_handed_over_whole() {
    var text = "0123456789\n".repeat(100_000);
    var request = EditRequest.of("a.txt", text, new Region(50_000, 50_001), "x");
    var parts =
        (Prompt.Parts)
            format("region-v1").prompt(request, FormatLimits.defaults().withTokens(56, 40));
    assertThat(parts.parts().toString().length()).isBetween(96 * 64, 96 * 64 + 1000);
  }

  @Test
  void chat_prompts_differ_in_their_last_line_only_when_the_instruction_does() {
    for (var name : List.of("region-chat", "script-chat")) {
      var one = chat(name, REQUEST);
      var other =
          chat(name, EditRequest.of("Jug.java", REQUEST.text(), REQUEST.region(), "delete c"));
      assertThat(one).endsWith("\nInstruction: rename b to e");
      assertThat(one.replace("rename b to e", "")).isEqualTo(other.replace("delete c", ""));
    }
  }

  private static String chat(String name, EditRequest request) {
    var chat = (Prompt.Chat) format(name).prompt(request, FormatLimits.defaults());
    return chat.messages().stream().map(Prompt.Message::content).collect(Collectors.joining("\n"));
  }

  @Test
  void a_chat_prompt_shows_a_few_lines_of_context_and_the_region_in_code_blocks() {
    var prompt = chat("region-chat", REQUEST);
    assertThat(prompt).contains("```java\na\n```", "```java\nb\nc\n```", "```java\nd\n```");
    assertThat(format("region-chat").draftText(REQUEST)).contains("```java\nb\nc\n```");
    assertThat(chat("script-chat", REQUEST)).contains("```\n1|b\n2|c\n```");
  }

  @Test
  void a_region_with_fences_gets_a_longer_one() {
    var request = EditRequest.of("a.md", "```sh\nls\n```\n", new Region(1, 3), "x");
    assertThat(format("region-chat").draftText(request))
        .contains("````markdown\n```sh\nls\n```\n````");
  }

  @Test
  void the_example_in_the_script_prompt_is_right() {
    var region =
        List.of(
            "    int sum(int[] a) {", "        int s = 0;", "        log(a);", "        return s;");
    assertThat(Scripts.apply(region, "1+if (a == null) {\n1+>return 0;\n1+}\n2\t0\t1\n3-"))
        .contains(
            List.of(
                "    int sum(int[] a) {",
                "        if (a == null) {",
                "            return 0;",
                "        }",
                "        int s = 1;",
                "        return s;"));
  }

  @Test
  void a_stream_of_an_impossible_request_ends_in_its_failure() {
    var request = EditRequest.of("a.txt", "a\n", new Region(3, 4), "x");
    for (var name : EditFormats.names()) {
      var stream = format(name).open(request);
      assertThat(stream.accept("a\n")).isEmpty();
      assertThat(stream.ended()).isTrue();
      assertThat(stream.finish(Ending.COMPLETE))
          .isEqualTo(new EditFailure.RegionOutside(new Region(3, 4), 1));
    }
  }

  @Test
  void a_script_stream_ends_at_the_first_wrong_operation() {
    var stream = format("script-v1").open(REQUEST);
    stream.accept("\n7-\n");
    assertThat(stream.ended()).isTrue();
    assertThat(stream.finish(Ending.CUT_OFF)).isInstanceOf(EditFailure.ScriptInvalid.class);
  }

  @Test
  void hunks_of_a_script_appear_while_it_is_written() {
    var request = EditRequest.of("a.txt", "a\nb\nc\nd\n", Region.all(4), "x");
    var stream = format("script-v1").open(request);
    assertThat(stream.accept("\n1\ta\tx\n")).isEmpty();
    assertThat(stream.accept("3\tc\ty\n"))
        .singleElement()
        .extracting(h -> h.added())
        .isEqualTo(List.of("x"));
  }

  @Test
  void hunks_of_a_rewrite_appear_once_the_region_goes_on() {
    var request = EditRequest.of("a.txt", "a1\nb2\nc3\nd4\ne5\n", Region.all(5), "x");
    var stream = format("region-v1").open(request);
    assertThat(stream.accept("\na1\nB2\nc3\n")).isEmpty();
    assertThat(stream.accept("d4\n")).singleElement().extracting(h -> h.beforeLine()).isEqualTo(2);
  }

  @Test
  void chat_prompts_say_where_the_cursor_is() {
    for (var name : List.of("region-chat", "script-chat")) {
      assertThat(chat(name, REQUEST)).doesNotContain("The cursor is");
      assertThat(chat(name, withCursor(3)))
          .endsWith("\nThe cursor is on line 2 of the region.\nInstruction: rename b to e");
      assertThat(chat(name, withCursor(4)))
          .endsWith("\nThe cursor is on line 4 of the file.\nInstruction: rename b to e");
    }
  }

  private static EditRequest withCursor(int line) {
    return new EditRequest(
        REQUEST.path(), REQUEST.text(), REQUEST.region(), REQUEST.instruction(), line, null);
  }

  @Test
  void any_number_of_context_tokens_may_be_wanted() {
    var limits = FormatLimits.defaults().withTokens(1 << 26, Integer.MAX_VALUE);
    assertThat(((Prompt.Parts) format("region-v1").prompt(REQUEST, limits)).parts())
        .contains(
            new Part.Text("a", new Trim.KeepLast(1 << 26)),
            new Part.Text("d", new Trim.KeepFirst(Integer.MAX_VALUE)));
  }

  @Test
  void a_stopped_output_gives_no_edit_and_one_cut_off_behind_its_end_does() {
    for (var output : List.of("region-chat ```\nx\n```\n", "script-chat ```\n1-\n```\n")) {
      var name = output.substring(0, output.indexOf(' '));
      for (var ending : Ending.values()) {
        var stream = format(name).open(REQUEST);
        stream.accept(output.substring(name.length() + 1));
        assertThat(stream.ended()).isTrue();
        assertThat(stream.finish(ending))
            .as(name + " " + ending)
            .isInstanceOf(
                ending == Ending.CANCELLED ? EditFailure.Cancelled.class : EditProposal.class);
      }
    }
    var wrong = format("script-v1").open(REQUEST);
    wrong.accept("\n99-\n");
    assertThat(wrong.finish(Ending.CANCELLED)).isEqualTo(new EditFailure.Cancelled());
  }
}
