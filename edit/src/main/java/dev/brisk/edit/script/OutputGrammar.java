package dev.brisk.edit.script;

/**
 * What may come next in one output. Pieces are what tokens stand for, cut anywhere. Holds state;
 * for one thread.
 */
public interface OutputGrammar {
  /** Whether the output so far may go on with {@code piece}. */
  boolean allows(String piece);

  /** Whether the output may end here. */
  boolean mayEnd();

  /** Takes {@code piece}, which is allowed, as said. */
  void advance(String piece);
}
