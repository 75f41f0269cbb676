package dev.brisk.lab.client;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import dev.brisk.edit.format.Ending;
import dev.brisk.edit.format.FormatLimits;
import dev.brisk.edit.format.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * How a chat model is asked for an edit, and its answer read: Brisk's format {@code region-chat},
 * so that every target gets the prompt that Brisk itself gives to chat models.
 */
final class EditByChat {
  private static final EditFormat FORMAT =
      EditFormats.byName("region-chat", word -> false).orElseThrow();

  private EditByChat() {}

  static List<Ask.Message> messages(EditRequest request) {
    var prompt = (Prompt.Chat) FORMAT.prompt(request, FormatLimits.defaults());
    return prompt.messages().stream().map(m -> new Ask.Message(m.role(), m.content())).toList();
  }

  /** The text after the edit, if the answer is one that can be applied. */
  static Optional<String> read(EditRequest request, String answer) {
    var stream = FORMAT.open(request);
    stream.accept(answer);
    return stream.finish(Ending.COMPLETE) instanceof EditProposal proposal
        ? Optional.of(TextEdit.apply(request.text(), proposal.edits()))
        : Optional.empty();
  }

  /** Room for the region rewritten: a token has three characters or more, as code goes. */
  static int maxTokens(EditRequest request) {
    int characters = request.regionLines().stream().mapToInt(line -> line.length() + 1).sum();
    return 256 + characters / 2;
  }
}
