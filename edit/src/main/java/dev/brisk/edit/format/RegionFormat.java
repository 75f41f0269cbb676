package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.Optional;

/** The format {@code region-v1}. */
final class RegionFormat implements EditFormat {
  @Override
  public String name() {
    return "region-v1";
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
