package dev.brisk.engine;

/**
 * A wish to stop, as data: the engine looks at it between steps and between the chunks of a
 * prefill. Setting it is final. Any thread may set and read it.
 */
public final class CancelToken {
  private volatile boolean cancelled;
  private volatile Runnable listener = () -> {};

  public void cancel() {
    cancelled = true;
    listener.run();
  }

  /**
   * Has something run when the wish comes, or at once if it has come: so that whoever waits looks
   * at it. One listener at a time; it must be quick, and may be run twice.
   */
  public void onCancel(Runnable wake) {
    listener = wake;
    if (cancelled) {
      wake.run();
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
