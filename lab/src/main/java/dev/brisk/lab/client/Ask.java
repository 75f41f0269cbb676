package dev.brisk.lab.client;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Lines;
import java.util.List;

/** What is asked, whatever the API. */
public sealed interface Ask {
  /**
   * An edit of a region.
   *
   * @param recorded the whole text as the case has it after the edit
   */
  record Edit(EditRequest request, String recorded) implements Ask {
    /** The lines of the region after the recorded edit, each with a line feed. */
    String recordedRegion() {
      var after = Lines.of(recorded);
      int more = after.count() - Lines.of(request.text()).count();
      var region = request.region();
      int from = after.start(region.firstLine());
      int to = after.start(region.lastLine() + more + 1);
      var text = recorded.substring(from, to);
      return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
  }

  /**
   * What belongs between two texts of a file.
   *
   * @param maxTokens the most that may be written
   */
  record Infill(String path, String prefix, String suffix, int maxTokens) implements Ask {}

  /**
   * The next answer of a conversation.
   *
   * @param conversation its name; an API that keeps conversations sends only what is new of it
   * @param messages all of it so far, answers included
   * @param maxTokens the most that may be written
   */
  record Chat(String conversation, List<Message> messages, int maxTokens) implements Ask {
    /** Copies the list. */
    public Chat {
      messages = List.copyOf(messages);
    }
  }

  /**
   * One message.
   *
   * @param role "system", "user" or "assistant"
   */
  record Message(String role, String content) {}
}
