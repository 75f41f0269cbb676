package dev.brisk.edit.format;

import java.util.List;

/** What a model is asked, before tokenization. */
public sealed interface Prompt {
  /**
   * Special tokens and texts in order.
   *
   * @param stopTokens the texts of special tokens that end the output
   */
  record Parts(List<Part> parts, List<String> stopTokens) implements Prompt {
    /** Copies the lists. */
    public Parts {
      parts = List.copyOf(parts);
      stopTokens = List.copyOf(stopTokens);
    }
  }

  /** A conversation for a chat template or a chat API. */
  record Chat(List<Message> messages) implements Prompt {
    /** Copies the list. */
    public Chat {
      messages = List.copyOf(messages);
    }
  }

  /** One message; {@code role} is "system" or "user". */
  record Message(String role, String content) {}
}
