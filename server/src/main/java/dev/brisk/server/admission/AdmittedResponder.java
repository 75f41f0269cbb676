package dev.brisk.server.admission;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.Generation;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.PreparedPrompt;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.respond.ResponseOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model behind its limits and its line. */
public final class AdmittedResponder implements Responder {
  /** Of text in the languages that are written here. */
  private static final int CHARACTERS_A_TOKEN = 4;

  private final Responder inner;
  private final Admission admission;
  private final Limits limits;

  /** Takes over the responder, and closes it. */
  public AdmittedResponder(Responder inner, Admission admission, Limits limits) {
    this.inner = inner;
    this.admission = admission;
    this.limits = limits;
  }

  /** The line before this model. */
  public Admission admission() {
    return admission;
  }

  @Override
  public Answer answer(Question question) {
    var entry = enter(question.origin(), question.cancel());
    return new AdmittedAnswer(
        entry.place,
        entry.lease,
        () -> inner.answer(question),
        () -> characters(question.ask()) / CHARACTERS_A_TOKEN);
  }

  @Override
  public Generation respond(PreparedPrompt prompt, ResponseOptions options) {
    var entry = enter(options.origin(), options.cancel());
    return new AdmittedGeneration(
        entry.place, entry.lease, () -> inner.respond(prompt, options), prompt::length);
  }

  /**
   * Reads at once: the engine does so only where nothing else is computed. It is no request: a
   * person who types would have used them up before asking.
   */
  @Override
  public Generation read(PreparedPrompt prompt, Caller caller, CancelToken cancel) {
    limits.check(caller, inner.model().name());
    return inner.read(prompt, caller, cancel);
  }

  @Override
  public boolean replays() {
    return inner.replays();
  }

  private record Entry(Place place, Limits.Lease lease) {}

  private Entry enter(Origin origin, CancelToken cancel) {
    var lease = limits.take(origin.caller(), inner.model().name());
    try {
      return new Entry(admission.enter(origin, limits.priority(origin.caller()), cancel), lease);
    } catch (RuntimeException e) {
      lease.end(0);
      throw e;
    }
  }

  private static long characters(Ask ask) {
    return switch (ask) {
      case Ask.Chat(var conversation, _) -> conversation.toString().length();
      case Ask.Text(var prompt) -> prompt.length();
      case Ask.Infill infill -> infill.toString().length();
    };
  }

  @Override
  public ModelCard model() {
    return inner.model();
  }

  @Override
  public String kernels() {
    return inner.kernels();
  }

  @Override
  public String context() {
    return inner.context();
  }

  @Override
  public Optional<String> templateProblem() {
    return inner.templateProblem();
  }

  @Override
  public void warmUp() {
    inner.warmUp();
  }

  @Override
  public void warmUpWhileIdle() {
    inner.warmUpWhileIdle();
  }

  @Override
  public void endWarmUp() {
    inner.endWarmUp();
  }

  @Override
  public List<String> loadPrefixes(Path folder) {
    return inner.loadPrefixes(folder);
  }

  @Override
  public void savePrefixes(Path folder) {
    inner.savePrefixes(folder);
  }

  @Override
  public PreparedPrompt prepare(Prompt prompt) {
    return inner.prepare(prompt);
  }

  @Override
  public boolean isWord(String word) {
    return inner.isWord(word);
  }

  @Override
  public int countTokens(String text) {
    return inner.countTokens(text);
  }

  @Override
  public Optional<Tokenizer> tokenizer() {
    return inner.tokenizer();
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public Optional<EngineStatistics> statistics() {
    return inner.statistics();
  }

  @Override
  public boolean computesHere() {
    return inner.computesHere();
  }
}
