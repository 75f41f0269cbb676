package dev.brisk.server.respond;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.edit.format.Trim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a conversation is written for a model. The two layouts here are recognised by their markers
 * in the model's {@code tokenizer.chat_template}; the template itself is not run. Contents never
 * become special tokens, whatever they hold.
 */
enum ChatTemplate {
  /** {@code <|im_start|>role\ncontent<|im_end|>\n}, see Qwen 2 and many others. */
  CHAT_ML {
    @Override
    void message(List<Part> parts, String role, String content) {
      open(parts, role);
      parts.add(text(content));
      merge(parts);
      parts.add(new Part.Special("<|im_end|>"));
      parts.add(text("\n"));
    }

    @Override
    void open(List<Part> parts, String role) {
      parts.add(new Part.Special("<|im_start|>"));
      parts.add(text(role + "\n"));
    }
  },
  /** {@code <|start_header_id|>role<|end_header_id|>\n\ncontent<|eot_id|>}, see Llama 3. */
  LLAMA_3 {
    @Override
    void message(List<Part> parts, String role, String content) {
      open(parts, role);
      parts.add(text(content.strip()));
      merge(parts);
      parts.add(new Part.Special("<|eot_id|>"));
    }

    @Override
    void open(List<Part> parts, String role) {
      parts.add(new Part.Special("<|start_header_id|>"));
      parts.add(text(role));
      parts.add(new Part.Special("<|end_header_id|>"));
      parts.add(text("\n\n"));
    }
  };

  /** The layout of this template, if it is one of those known here. */
  static Optional<ChatTemplate> of(String jinja) {
    if (jinja.contains("<|im_start|>")) {
      return Optional.of(CHAT_ML);
    }
    if (jinja.contains("<|start_header_id|>")) {
      return Optional.of(LLAMA_3);
    }
    return Optional.empty();
  }

  /** The conversation, open for the assistant's next message. */
  List<Part> render(List<Prompt.Message> messages) {
    var parts = new ArrayList<Part>();
    for (var message : messages) {
      message(parts, message.role(), message.content());
    }
    open(parts, "assistant");
    return parts;
  }

  abstract void message(List<Part> parts, String role, String content);

  abstract void open(List<Part> parts, String role);

  private static Part.Text text(String text) {
    return new Part.Text(text, new Trim.None());
  }

  /**
   * Makes one text of the last two: a template's text is tokenized together with the content that
   * follows it.
   */
  private static void merge(List<Part> parts) {
    if (parts.removeLast() instanceof Part.Text(var second, var trim)
        && parts.removeLast() instanceof Part.Text(var first, var alsoTrim)) {
      parts.add(text(first + second));
    }
  }
}
