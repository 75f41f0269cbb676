package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.Optional;

/** The format {@code script-chat}. */
final class ScriptChatFormat implements EditFormat {
  @Override
  public String name() {
    return "script-chat";
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public EditStream open(EditRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> draftText(EditRequest request) {
    throw new UnsupportedOperationException();
  }
}
