package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.Optional;

/** The format {@code script-v1}. */
final class ScriptFormat implements EditFormat {
  @Override
  public String name() {
    return "script-v1";
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
