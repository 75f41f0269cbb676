package dev.brisk.server.constrain;

/**
 * What may come beside the answer that is constrained.
 *
 * @param thought whether the model thinks first
 * @param calls whether it may call tools instead, between {@code <tool_call>} and {@code
 *     </tool_call>}
 */
public record Surroundings(Thought thought, boolean calls) {
  /** Nothing but the answer. */
  public static final Surroundings NONE = new Surroundings(Thought.NONE, false);
}
