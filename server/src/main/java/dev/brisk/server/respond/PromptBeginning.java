package dev.brisk.server.respond;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.format.EditFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the prompt of an edit begins with, however the person goes on typing: the first tokens that
 * are the same for several ways to go on. Nearly all of the prompt where the format has the
 * instruction last, nearly nothing where it comes first.
 *
 * @param tokens the first tokens
 * @param whole how many tokens the whole prompt has, with what was typed so far
 */
// Compared by nobody; the engine takes an array.
@SuppressWarnings("ArrayRecordComponent")
record PromptBeginning(int[] tokens, int whole) {
  /** A word goes on, or another begins, or a sign comes. */
  private static final List<String> FURTHER = List.of("x", " 7", ".");

  /**
   * The beginning; empty if the responder does not make tokens here.
   *
   * @param request with what was typed so far, which may be nothing
   */
  static Optional<PromptBeginning> of(Responder responder, EditFormat format, EditRequest request) {
    int[] same = null;
    int whole = 0;
    for (var more : FURTHER) {
      var typed = request.instruction() + more;
      var asked =
          new EditRequest(
              request.path(),
              request.lines(),
              request.region(),
              typed,
              request.cursorLine(),
              request.language());
      if (format.check(asked).isPresent()
          || !(FittedPrompt.of(responder, format, asked).prompt()
              instanceof PreparedPrompt.Tokens prompt)) {
        return Optional.empty();
      }
      int[] tokens = prompt.tokens();
      int agree = same == null ? -1 : Arrays.mismatch(same, tokens);
      same = same == null ? tokens : agree < 0 ? same : Arrays.copyOf(same, agree);
      whole = tokens.length;
    }
    return same == null ? Optional.empty() : Optional.of(new PromptBeginning(same, whole));
  }
}
