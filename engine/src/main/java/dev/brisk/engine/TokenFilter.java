package dev.brisk.engine;

import dev.brisk.engine.tokenizer.TokenOrder;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Says which tokens an output may go on with: the most likely of those is taken. Holds the state of
 * one output; used by one thread at a time.
 */
public interface TokenFilter {
  /** Whether the output so far may go on with {@code token}, which may be one that ends it. */
  boolean allows(int token);

  /** The one token that the output must go on with, where there is no choice. */
  default OptionalInt only() {
    return OptionalInt.empty();
  }

  /** Takes the token that the output goes on with; never one that ends it. */
  void accept(int token);

  /**
   * Sets all that {@link #allows} allows. Asked for where the likeliest tokens are refused.
   *
   * @param tokens empty
   * @param vocabulary how many tokens there are
   */
  default void allowed(BitSet tokens, int vocabulary) {
    for (int token = 0; token < vocabulary; token++) {
      if (allows(token)) {
        tokens.set(token);
      }
    }
  }

  /**
   * Writes tokens of a text that has to come, whatever the model says, to the start of {@code
   * into}: a draft, for the model may cut that text into other tokens.
   *
   * @return how many tokens; 0 where the model has a choice
   */
  default int forced(int[] into, int most) {
    return 0;
  }

  /**
   * A filter by states of the output. Tokens that stand for no text are refused but for those that
   * end the output.
   *
   * @param ends the tokens that end the output
   * @param start the state before the output
   */
  static TokenFilter ofStates(TokenOrder order, Set<Integer> ends, OutputState start) {
    return new StateFilter(order, ends, start);
  }

  /**
   * A filter by a grammar over text. Control tokens are refused but for those that end the output.
   *
   * @param ends the tokens that end the output
   * @param allowed whether the output so far may go on with a piece of text
   * @param mayEnd whether it may end
   * @param taken takes the piece that it goes on with
   */
  static TokenFilter ofText(
      Tokenizer tokenizer,
      Set<Integer> ends,
      Predicate<String> allowed,
      BooleanSupplier mayEnd,
      Consumer<String> taken) {
    return new TextFilter(tokenizer, Set.copyOf(ends), allowed, mayEnd, taken);
  }
}
