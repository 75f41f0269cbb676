package dev.brisk.engine;

import dev.brisk.engine.tokenizer.Tokenizer;
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

  /** Takes the token that the output goes on with; never one that ends it. */
  void accept(int token);

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
