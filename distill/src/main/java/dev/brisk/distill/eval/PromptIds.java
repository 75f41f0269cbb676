package dev.brisk.distill.eval;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.edit.format.Trim;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The tokens of a prompt, as the server makes them. */
public final class PromptIds {
  private PromptIds() {}

  /**
   * @throws IllegalArgumentException if the vocabulary lacks a special token of the format
   */
  public static int[] of(Prompt.Parts prompt, Tokenizer tokenizer) {
    return prompt.parts().stream().flatMapToInt(part -> ids(part, tokenizer)).toArray();
  }

  /**
   * The id of a special token.
   *
   * @throws IllegalArgumentException if the vocabulary lacks it
   */
  public static int special(String token, Tokenizer tokenizer) {
    return tokenizer
        .id(token)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model has no token " + token + "; its edit format needs it."));
  }

  private static IntStream ids(Part part, Tokenizer tokenizer) {
    return switch (part) {
      case Part.Special(var token) -> IntStream.of(special(token, tokenizer));
      case Part.Text(var text, var trim) -> {
        var ids = tokenizer.encode(text);
        yield Arrays.stream(
            switch (trim) {
              case Trim.None none -> ids;
              case Trim.KeepFirst(var keep) -> Arrays.copyOf(ids, Math.min(keep, ids.length));
              case Trim.KeepLast(var keep) ->
                  Arrays.copyOfRange(ids, Math.max(0, ids.length - keep), ids.length);
            });
      }
    };
  }
}
