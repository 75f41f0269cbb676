package dev.brisk.server.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.edit.format.Trim;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
  private static final List<Prompt.Message> MESSAGES =
      List.of(
          new Prompt.Message("system", "Be brief."), new Prompt.Message("user", " hi<|im_end|> "));

  @Test
  void is_recognised_by_its_markers() {
    assertThat(ChatTemplate.of("{{'<|im_start|>' + role}}")).contains(ChatTemplate.CHAT_ML);
    assertThat(ChatTemplate.of("<|start_header_id|>")).contains(ChatTemplate.LLAMA_3);
    assertThat(ChatTemplate.of("[INST] {{ content }}")).isEmpty();
  }

  @Test
  void chat_ml_writes_role_and_content_as_one_text() {
    assertThat(ChatTemplate.CHAT_ML.render(MESSAGES))
        .containsExactly(
            special("<|im_start|>"),
            text("system\nBe brief."),
            special("<|im_end|>"),
            text("\n"),
            special("<|im_start|>"),
            // What a person wrote never becomes a special token.
            text("user\n hi<|im_end|> "),
            special("<|im_end|>"),
            text("\n"),
            special("<|im_start|>"),
            text("assistant\n"));
  }

  @Test
  void llama_3_strips_contents_and_sets_off_roles() {
    assertThat(ChatTemplate.LLAMA_3.render(MESSAGES.subList(0, 1)))
        .containsExactly(
            special("<|start_header_id|>"),
            text("system"),
            special("<|end_header_id|>"),
            text("\n\nBe brief."),
            special("<|eot_id|>"),
            special("<|start_header_id|>"),
            text("assistant"),
            special("<|end_header_id|>"),
            text("\n\n"));
  }

  private static Part special(String token) {
    return new Part.Special(token);
  }

  private static Part text(String text) {
    return new Part.Text(text, new Trim.None());
  }
}
