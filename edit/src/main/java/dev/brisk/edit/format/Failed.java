package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import java.util.List;

/** The stream of a request that cannot be worked on. */
record Failed(EditFailure failure) implements EditStream {
  @Override
  public List<Hunk> accept(String chunk) {
    return List.of();
  }

  @Override
  public boolean ended() {
    return true;
  }

  @Override
  public EditResult finish(Ending ending) {
    return failure;
  }
}
