package dev.brisk.distill.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.script.Marks;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTrainerTest {
  @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void vocabulary() {
    var path = SmallVocabulary.write(folder.resolve("tokenizer.gguf")).path();
    tokenizer = SmallVocabulary.read(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"total", "entry", "return", "rename", "delete", "int"})
  void words_of_many_projects_and_of_instructions_are_one_token_anywhere(String word) {
    assertThat(tokenizer.isWord(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "wholeSum", "snake_case"})
  void other_words_are_not(String word) {
    assertThat(tokenizer.isWord(word)).isFalse();
  }

  @Test
  void each_mark_is_one_token_and_symbols_also_with_their_space() {
    for (var mark : Marks.all().toCharArray()) {
      assertThat(tokenizer.encode(String.valueOf(mark))).hasSize(1);
    }
    assertThat(tokenizer.encode("a " + Marks.symbol(3) + Marks.label(2))).hasSize(3);
  }

  @Test
  void control_tokens_have_their_numbers() {
    for (var i = 0; i < VocabularyTrainer.CONTROL.size(); i++) {
      assertThat(tokenizer.id(VocabularyTrainer.CONTROL.get(i))).hasValue(i);
      assertThat(tokenizer.isControl(i)).isTrue();
    }
  }

  @Test
  void any_text_comes_back() {
    var random = new Random(1);
    for (var n = 0; n < 300; n++) {
      var text = new StringBuilder(SmallVocabulary.TEXT.substring(random.nextInt(40)));
      for (var i = 0; i < 20; i++) {
        var c = random.nextInt(3) == 0 ? random.nextInt(0x10FFFF) : random.nextInt(0x300);
        if (Character.isDefined(c) && (c < 0xD800 || c > 0xDFFF)) {
          text.insert(random.nextInt(text.length()), Character.toString(c));
        }
      }
      // Insertions may have split a pair.
      var whole = text.toString().replaceAll("[\\uD800-\\uDFFF]", "?");
      assertThat(tokenizer.decode(tokenizer.encode(whole))).isEqualTo(whole);
    }
  }
}
