package dev.brisk.server.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.Model;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.RenamedModel;
import dev.brisk.server.answer.Ask;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts for a model with all the tokens of Qwen2.5-Coder. */
class InfillPromptTest {
  private static final String LINE = "    int value = next();\n";

  private static Model model;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void load(@TempDir Path folder) {
    var file = folder.resolve("fim.gguf");
    RenamedModel.fillInTheMiddle(file);
    model = Model.open(file);
    tokenizer = model.tokenizer();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void other_files_come_first_then_prefix_and_suffix() {
    var ask =
        new Ask.Infill(
            "int a",
            ";\n",
            List.of(new Ask.Extra("A.java", "x\n"), new Ask.Extra("B.java", "y\n")));
    assertThat(text(write(ask, 1024)))
        .isEqualTo(
            "<|repo_name|>myproject\n<|file_sep|>A.java\nx\n<|file_sep|>B.java\ny\n"
                + "<|file_sep|>filename\n<|fim_prefix|>int a<|fim_suffix|>;\n<|fim_middle|>");
  }

  @Test
  void marks_in_the_text_are_text() {
    var prompt = write(new Ask.Infill("<|fim_middle|>", "", List.of()), 1024);
    int middle = tokenizer.id("<|fim_middle|>").getAsInt();
    assertThat(Arrays.stream(prompt.prompt().tokens()).filter(id -> id == middle)).hasSize(1);
  }

  @Test
  void whole_files_are_left_out_first_the_first_before_the_last() {
    var ask =
        new Ask.Infill(
            LINE.repeat(10),
            LINE,
            List.of(
                new Ask.Extra("Old.java", LINE.repeat(15)),
                new Ask.Extra("New.java", LINE.repeat(5))));
    var prompt = write(ask, 600);
    assertThat(text(prompt)).doesNotContain("Old").contains("New.java").contains(LINE.repeat(10));
    assertThat(prompt.cut()).isTrue();
  }

  @Test
  void the_prefix_is_cut_from_its_beginning_and_the_suffix_from_its_end() {
    var ask =
        new Ask.Infill(
            "first\n" + LINE.repeat(500) + "last", "next\n" + LINE.repeat(500), List.of());
    var prompt = write(ask, 512);
    assertThat(prompt.cut()).isTrue();
    assertThat(prompt.prompt().length()).isLessThanOrEqualTo(512 - 128);
    assertThat(text(prompt))
        .contains("last<|fim_suffix|>next\n")
        .doesNotContain("first")
        .endsWith("<|fim_middle|>");
  }

  @Test
  void of_a_long_file_only_what_stands_near_is_read_however_long_the_context() {
    var ask =
        new Ask.Infill(
            "first\n" + LINE.repeat(2000) + "last", "next\n" + LINE.repeat(2000), List.of());
    var prompt = write(ask, 1 << 17);
    assertThat(prompt.cut()).isTrue();
    assertThat(prompt.prompt().length()).isBetween(1800, 2100);
    assertThat(text(prompt)).contains("last<|fim_suffix|>next\n").doesNotContain("first");
  }

  @Test
  void the_next_keystroke_gets_a_prompt_that_begins_with_the_same_tokens() {
    var typed = LINE.repeat(500);
    int[] before = write(new Ask.Infill(typed, LINE, List.of()), 512).prompt().tokens();
    int[] after = write(new Ask.Infill(typed + "  return", LINE, List.of()), 512).prompt().tokens();
    assertThat(Arrays.mismatch(before, after)).isGreaterThan(before.length / 2);
  }

  @Test
  void a_prewarm_of_other_files_is_the_beginning_of_what_follows() {
    var extra = List.of(new Ask.Extra("A.java", LINE.repeat(8)));
    int[] warm = write(new Ask.Infill("", "", extra), 1024).prompt().tokens();
    int[] asked = write(new Ask.Infill(LINE.repeat(8), LINE, extra), 1024).prompt().tokens();
    // All but the marks of suffix and middle.
    assertThat(Arrays.mismatch(warm, asked)).isEqualTo(warm.length - 2);
  }

  @Test
  void however_short_the_context_a_prompt_fits() {
    var ask =
        new Ask.Infill(
            LINE.repeat(50), LINE.repeat(50), List.of(new Ask.Extra("A", LINE.repeat(50))));
    for (int context = 40; context < 400; context += 7) {
      assertThat(write(ask, context).prompt().length()).isLessThan(context);
    }
  }

  private static InfillPrompt write(Ask.Infill ask, int context) {
    return new InfillPrompt.Writer(tokenizer, tokenizer.fillInTheMiddle().orElseThrow(), context)
        .write(ask, 128);
  }

  private static String text(InfillPrompt prompt) {
    var text = new StringBuilder();
    for (int id : prompt.prompt().tokens()) {
      text.append(tokenizer.isControl(id) ? tokenizer.piece(id) : tokenizer.decode(new int[] {id}));
    }
    return text.toString();
  }
}
