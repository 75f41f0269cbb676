package dev.brisk.server.respond;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.FormatLimits;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.api.EditFailed;

/**
 * A prompt that leaves room for its output. Where the surroundings of the region do not fit, they
 * are cut, and it says so; the region and the instruction are never cut.
 *
 * @param contextCut whether text around the region is missing because the model's context is too
 *     short
 */
record FittedPrompt(PreparedPrompt prompt, boolean contextCut) {
  /** About what a token of source text stands for: tells whether a file could have fitted. */
  private static final int CHARACTERS_A_TOKEN = 4;

  /** Room for an edit script of some lines; a rewritten region takes what the region takes. */
  private static final int LEAST_ROOM = 32;

  static FittedPrompt of(Responder responder, EditFormat format, EditRequest request) {
    var model = responder.model();
    int room = room(responder, format, request);
    var limits = FormatLimits.defaults().withTokens(model.beforeTokens(), model.afterTokens());
    boolean shortened = false;
    while (true) {
      var prompt = responder.prepare(format.prompt(request, limits));
      int length = prompt.length();
      if (length + room <= model.contextLength()) {
        return new FittedPrompt(prompt, shortened || tooLarge(request, model));
      }
      if (limits.beforeTokens() + limits.afterTokens() + limits.contextLines() == 0) {
        throw new RefusedException(
            EditFailed.PROMPT_TOO_LONG,
            "Instruction and region take "
                + length
                + " tokens and the edit at least "
                + room
                + ", but the context of the model "
                + model.name()
                + " holds "
                + model.contextLength()
                + "; say it shorter, choose a smaller region, or use a model with a longer context.");
      }
      limits =
          new FormatLimits(
              limits.beforeTokens() / 2, limits.afterTokens() / 2, limits.contextLines() / 2);
      shortened = true;
    }
  }

  /** How many tokens the output needs at least. */
  private static int room(Responder responder, EditFormat format, EditRequest request) {
    int region = format.draftText(request).map(responder::countTokens).orElse(0);
    return Math.max(LEAST_ROOM, region);
  }

  /** A file larger than the context is never seen whole, however little of it the format shows. */
  private static boolean tooLarge(EditRequest request, ModelCard model) {
    return request.text().length() > (long) model.contextLength() * CHARACTERS_A_TOKEN;
  }
}
