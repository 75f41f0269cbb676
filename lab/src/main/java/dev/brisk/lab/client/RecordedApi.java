package dev.brisk.lab.client;

/**
 * Nobody is asked: the answer is what the case itself says, so that the harness is proved.
 * Canonical answers have to be right, and the file as it was given has to be wrong.
 */
public final class RecordedApi implements Api {
  private final boolean canonical;

  /**
   * @param canonical whether the recorded change is the answer, or none at all
   */
  public RecordedApi(boolean canonical) {
    this.canonical = canonical;
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean takes(Ask ask) {
    return ask instanceof Ask.Edit;
  }

  @Override
  public void ask(Ask ask, Call call) {
    if (!(ask instanceof Ask.Edit edit)) {
      throw new IllegalArgumentException("only of edits an answer is recorded");
    }
    call.sending(() -> {});
    long now = System.nanoTime();
    call.chunk(now, "");
    call.edited(canonical ? edit.recorded() : edit.request().text());
    call.completed(now);
  }

  @Override
  public void close() {
    // There is no connection.
  }
}
