package dev.brisk.distill.eval;

import dev.brisk.distill.tokenizer.KnownWords;
import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import dev.brisk.edit.format.Ending;
import dev.brisk.edit.format.FormatLimits;
import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.Model;
import dev.brisk.engine.PromptTooLongException;
import dev.brisk.engine.TokenFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model of this machine, run by the engine in this process as the server runs it. */
public final class EngineAnswerer implements Answerer {
  /** As the server allows for a script; a rewritten region may take its length more. */
  private static final int OUTPUT_TOKENS = 512;

  private final Model model;
  private final Engine engine;
  private final EditFormat format;
  private final FormatLimits limits;
  private final boolean constrained;

  /**
   * Opens a model.
   *
   * @param threads that compute, at least 1
   * @param constrained whether the format's grammar holds
   * @throws dev.brisk.engine.ModelFormatException if it cannot be read
   * @throws IllegalArgumentException if it names no edit format that is known here
   */
  public EngineAnswerer(Path file, int threads, boolean constrained) {
    this.constrained = constrained;
    model = Model.open(file);
    var metadata = model.metadata();
    var name = metadata.string("brisk.edit.format").orElse("");
    format =
        EditFormats.byName(name, new KnownWords(model.tokenizer()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + " names no edit format that is known here (\"" + name + "\")."));
    limits =
        FormatLimits.defaults()
            .withTokens(
                metadata.integer("brisk.edit.before_tokens").orElse(0),
                metadata.integer("brisk.edit.after_tokens").orElse(0));
    engine = new Engine(model, EngineOptions.defaults().withThreads(threads));
    engine.warmUp(Duration.ofSeconds(3));
  }

  @Override
  public String name() {
    return model.name() + " (" + format.name() + ")";
  }

  @Override
  public Answer answer(EditRequest request) throws InterruptedException {
    var start = System.nanoTime();
    var refused = format.check(request);
    if (refused.isPresent()) {
      return failed(refused.get().code(), start);
    }
    if (!(format.prompt(request, limits) instanceof Prompt.Parts parts)) {
      return failed("chat_unsupported", start);
    }
    var prompt = PromptIds.of(parts, model.tokenizer());
    var stops = new HashSet<Integer>();
    parts.stopTokens().forEach(token -> stops.add(PromptIds.special(token, model.tokenizer())));
    var draft = format.draftText(request).map(model.tokenizer()::encode);
    try {
      return run(
          request,
          GenerationRequest.of(prompt)
              .maxTokens(OUTPUT_TOKENS + draft.map(ids -> ids.length).orElse(0))
              .stopTokens(stops)
              .stopStrings(format.stopStrings())
              .draft(draft.map(DraftSource::region).orElseGet(DraftSource::none))
              .filter(filter(request, stops))
              .measured(true),
          start);
    } catch (PromptTooLongException e) {
      return failed("prompt_too_long", start);
    }
  }

  private Answer run(EditRequest request, GenerationRequest generation, long start)
      throws InterruptedException {
    var stream = format.open(request);
    var output = new StringBuilder();
    var ended = false;
    var running = engine.generate(generation);
    for (var chunk = running.next(); chunk.isPresent(); chunk = running.next()) {
      output.append(chunk.get().text());
      if (!ended) {
        var _ = stream.accept(chunk.get().text());
        ended = stream.ended();
        if (ended) {
          running.cancel();
        }
      }
    }
    var result = running.result();
    if (result.reason() == FinishReason.FAILED) {
      throw new IllegalStateException("The engine failed (" + result.message() + ").");
    }
    var edit = stream.finish(ended ? Ending.COMPLETE : ending(result));
    var after =
        edit instanceof EditProposal proposal
            ? Optional.of(Case.after(request, proposal.edits()))
            : Optional.<String>empty();
    var stats = result.stats();
    var cost =
        new Answer.Cost(
            stats.promptTokens(),
            stats.outputTokens(),
            stats.passes(),
            stats.totalNanos() - stats.ttftNanos(),
            System.nanoTime() - start);
    return new Answer(
        after,
        edit instanceof EditFailure failure ? failure.code() : "",
        output.toString(),
        result.confidence(),
        cost);
  }

  private @Nullable TokenFilter filter(EditRequest request, Set<Integer> ends) {
    if (!constrained) {
      return null;
    }
    return format
        .grammar(request)
        .map(g -> TokenFilter.ofText(model.tokenizer(), ends, g::allows, g::mayEnd, g::advance))
        .orElse(null);
  }

  private static Ending ending(GenerationResult result) {
    return switch (result.reason()) {
      case STOP, STOP_STRING -> Ending.COMPLETE;
      case LENGTH, CANCELLED, FAILED -> Ending.CUT_OFF;
    };
  }

  private static Answer failed(String code, long start) {
    return Answer.failed(code, "", Optional.empty(), Answer.Cost.ofTime(System.nanoTime() - start));
  }

  @Override
  public void close() {
    engine.close();
    model.close();
  }
}
