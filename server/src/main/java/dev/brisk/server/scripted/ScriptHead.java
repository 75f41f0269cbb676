package dev.brisk.server.scripted;

import dev.brisk.server.respond.ModelCard;
import java.util.Optional;

/**
 * Whom a script plays.
 *
 * @param model the name of the model
 * @param context most tokens of prompt and output together
 * @param editFormat the format of the edits that it says
 */
record ScriptHead(String model, int context, Optional<String> editFormat) {
  static final ScriptHead DEFAULT = new ScriptHead("scripted", 131_072, Optional.empty());

  ModelCard card() {
    return new ModelCard(model, context, true, editFormat, 0, 0, Optional.empty());
  }
}
