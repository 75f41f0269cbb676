package dev.brisk.server.respond;

import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.TokenFilter;
import java.util.OptionalInt;

/**
 * An output that is known before: the model computes as ever, but says this. For measuring how long
 * real edits take with models that would say something else.
 */
final class ReplayedText implements OutputGrammar {
  private final String text;
  private int said;

  ReplayedText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  @Override
  public boolean allows(String piece) {
    return !piece.isEmpty() && text.startsWith(piece, said);
  }

  @Override
  public boolean mayEnd() {
    return said == text.length();
  }

  @Override
  public void advance(String piece) {
    said += piece.length();
  }

  /**
   * The same token by token, which spares the search for one that is allowed.
   *
   * @param tokens of the text
   * @param end the token that ends the output
   */
  static TokenFilter filter(int[] tokens, OptionalInt end) {
    return new TokenFilter() {
      private int said;

      @Override
      public boolean allows(int token) {
        return only().orElse(token) == token;
      }

      @Override
      public OptionalInt only() {
        return said < tokens.length ? OptionalInt.of(tokens[said]) : end;
      }

      @Override
      public void accept(int token) {
        said++;
      }
    };
  }
}
