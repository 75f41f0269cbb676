package dev.brisk.server.respond;

import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * How a response is to be made.
 *
 * @param maxTokens most output tokens, at least 1; the end of the context ends the output too
 * @param stopStrings texts that end the output and are not part of it
 * @param draftText what the output is likely to resemble
 * @param grammar what the output may be
 * @param measured whether the result says how sure the model was
 */
public record ResponseOptions(
    int maxTokens,
    Sampling sampling,
    List<String> stopStrings,
    Optional<String> draftText,
    Optional<OutputGrammar> grammar,
    boolean measured,
    CancelToken cancel) {}
