package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.Optional;

/** The format {@code region-chat}. */
final class RegionChatFormat implements EditFormat {
  @Override
  public String name() {
    return "region-chat";
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
