package dev.brisk.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where an output stands that may not be just any text. A state never changes, so trying a token is
 * nothing but looking at later states. States are used by the scheduler's thread and may be shared
 * by many outputs.
 */
public interface OutputState {
  /**
   * The state after one byte more of UTF-8; null if the output may not go on with it. Whatever is
   * allowed can be gone on with until the output may end.
   *
   * @param octet 0 to 255
   */
  @Nullable OutputState after(int octet);

  /** Whether the output may end here. */
  boolean mayEnd();
}
