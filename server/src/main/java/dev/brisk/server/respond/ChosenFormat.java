package dev.brisk.server.respond;

import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;

/** The edit format that a model is asked in. */
final class ChosenFormat {
  private ChosenFormat() {}

  /**
   * The format that the options name, or the one that suits the model.
   *
   * @throws RefusedException if the options name an unknown format, or the model cannot be asked
   *     for edits
   */
  static EditFormat of(EditOptions options, Responder responder) {
    var model = responder.model();
    var wanted = options.format();
    var name =
        wanted != null
            ? wanted
            : model
                .editFormat()
                .orElseGet(
                    () -> {
                      if (!model.chats()) {
                        throw unsupported(model);
                      }
                      return "region-chat";
                    });
    return EditFormats.byName(name, responder::isWord)
        .orElseThrow(
            () ->
                new RefusedException(
                    EditFailed.BAD_REQUEST,
                    "The edit format "
                        + name
                        + " is unknown; use one of "
                        + String.join(", ", EditFormats.names())
                        + "."));
  }

  private static RefusedException unsupported(ModelCard model) {
    return new RefusedException(
        "format_unsupported",
        "The model "
            + model.name()
            + " names no edit format and has no known chat template; serve a model that can edit.");
  }
}
