package dev.brisk.server.respond;

import dev.brisk.engine.TokenFilter;
import dev.brisk.engine.tokenizer.TokenOrder;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.constrain.ConstraintCache;
import dev.brisk.server.constrain.ConstraintException;
import dev.brisk.server.constrain.HeldOutput;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.server.constrain.Surroundings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds outputs of one model to constraints. Safe for use by many threads. */
final class Constraints {
  private final ConstraintCache cache = new ConstraintCache();
  private final Tokenizer tokenizer;
  private @Nullable TokenOrder order;

  Constraints(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Begins an output.
   *
   * @throws RefusedException if the constraint cannot be held
   */
  HeldOutput open(OutputConstraint constraint, Surroundings beside) {
    try {
      return cache.open(constraint, beside);
    } catch (ConstraintException e) {
      throw new RefusedException("unsupported_constraint", String.valueOf(e.getMessage()));
    }
  }

  /**
   * A filter of tokens for an output.
   *
   * @param ends the tokens that end it
   */
  TokenFilter filter(HeldOutput output, Set<Integer> ends) {
    return TokenFilter.ofStates(order(), ends, output.state());
  }

  /** Made for the first constraint: most servers never see one. */
  private synchronized TokenOrder order() {
    var known = order;
    if (known == null) {
      known = TokenOrder.of(tokenizer);
      order = known;
    }
    return known;
  }
}
