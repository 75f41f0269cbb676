package dev.brisk.engine;

/**
 * A wish to stop, as data: the engine looks at it between steps and between the chunks of a
 * prefill. Setting it is final. Any thread may set and read it.
 */
public final class CancelToken {
  private volatile boolean cancelled;

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
