package dev.brisk.engine;

import dev.brisk.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A filter of tokens by what their texts may be. */
record TextFilter(
    Tokenizer tokenizer,
    Set<Integer> ends,
    Predicate<String> allowed,
    BooleanSupplier mayEnd,
    Consumer<String> taken)
    implements TokenFilter {
  @Override
  public boolean allows(int token) {
    return ends.contains(token)
        ? mayEnd.getAsBoolean()
        : !tokenizer.isControl(token) && allowed.test(text(token));
  }

  @Override
  public void accept(int token) {
    taken.accept(text(token));
  }

  private String text(int token) {
    return new String(tokenizer.bytes(token), StandardCharsets.UTF_8);
  }
}
