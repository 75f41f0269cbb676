package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonObject;
import java.util.List;

/**
 * One entry of a conversation, as far as a model needs it. The ids and states that clients send
 * with it are left out: they differ between sessions and must change no prompt.
 */
public sealed interface Item {
  /**
   * What somebody said.
   *
   * @param role {@code system}, {@code user} or {@code assistant}
   */
  record Message(String role, String text) implements Item {}

  /** What the model thought. */
  record Reasoning(String text) implements Item {}

  /**
   * A call of a tool by the model.
   *
   * @param input JSON arguments as a text, or free text
   * @param custom whether it is free text
   */
  record Call(String callId, String name, String input, boolean custom) implements Item {}

  /** What a tool answered. */
  record CallOutput(String callId, String output) implements Item {}

  /** Tools that can be called from here on, as OpenAI's Chat Completions have them. */
  record Tools(List<JsonObject> tools) implements Item {
    public Tools {
      tools = List.copyOf(tools);
    }
  }

  /** About how many characters it takes to remember it. */
  default int size() {
    return 64
        + switch (this) {
          case Message(var role, var text) -> text.length();
          case Reasoning(var text) -> text.length();
          case Call(var id, var name, var input, var custom) -> name.length() + input.length();
          case CallOutput(var id, var output) -> output.length();
          case Tools(var tools) -> tools.toString().length();
        };
  }
}
