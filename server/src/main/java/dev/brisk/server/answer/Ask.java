package dev.brisk.server.answer;

import java.util.List;

/** What a model is asked to go on with. */
public sealed interface Ask {
  /** A conversation, open for the assistant's next message; the model may call its tools. */
  record Chat(Conversation conversation, ToolChoice choice) implements Ask {}

  /** A text, as it is. */
  record Text(String prompt) implements Ask {}

  /**
   * What is missing between two texts.
   *
   * @param extra other pieces of the project that may help, most useful last
   */
  record Infill(String prefix, String suffix, List<Extra> extra) implements Ask {
    public Infill {
      extra = List.copyOf(extra);
    }
  }

  /** A piece of another file. */
  record Extra(String path, String text) {}
}
