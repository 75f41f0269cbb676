package dev.brisk.lab.client;

/** One way of speaking to a target. Safe for many threads. */
public interface Api extends AutoCloseable {
  /** Such as {@code responses-ws}. */
  String name();

  /** Whether this can be asked here. */
  boolean takes(Ask ask);

  /**
   * Asks, and reads the answer to its end. All that happens is noted in {@code call}, failures too;
   * nothing is thrown for what a target does.
   *
   * @throws IllegalArgumentException if this is not what {@link #takes} takes
   */
  void ask(Ask ask, Call call);

  /** Leaves a conversation, which will not be gone on with. */
  default void leave(String conversation) {}

  /** Closes the connections that are kept. */
  @Override
  void close();
}
