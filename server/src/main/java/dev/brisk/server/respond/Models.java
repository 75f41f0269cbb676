package dev.brisk.server.respond;

import dev.brisk.engine.EngineStatistics;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.metrics.Meters;
import dev.brisk.server.metrics.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models that are served, by name. Safe for use by many threads. */
public final class Models {
  private final Map<String, Responder> byName = new LinkedHashMap<>();
  private final Map<String, String> aliases;
  private final Responder first;
  private final Meters meters = new Meters();
  private volatile PromptLog prompts = PromptLog.OFF;

  /** One model. */
  public Models(Responder only) {
    this(List.of(only));
  }

  /**
   * Several models; the first is meant where a request names none.
   *
   * @param responders at least one, each with a name of its own
   */
  public Models(List<Responder> responders) {
    this(responders, Map.of());
  }

  /**
   * Several models, some of which have further names.
   *
   * @param responders at least one, each with a name of its own
   * @param aliases the names of models by further names, which are none of theirs
   */
  public Models(List<Responder> responders, Map<String, String> aliases) {
    this.aliases = Map.copyOf(aliases);
    first = responders.getFirst();
    responders.forEach(responder -> byName.put(responder.model().name(), responder));
  }

  /** The model that is meant where a request names none. */
  public Responder first() {
    return first;
  }

  /** All models, the first first. */
  public List<Responder> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The model of that name or alias.
   *
   * @throws RefusedException with the code {@code model_not_found} if there is none
   */
  public Responder named(String name) {
    var responder = byName.get(aliases.getOrDefault(name, name));
    if (responder == null) {
      throw new RefusedException(
          RefusedException.MODEL_NOT_FOUND,
          "The model '"
              + name
              + "' is not served here; use "
              + byName.keySet().stream().map(n -> "'" + n + "'").collect(Collectors.joining(" or "))
              + ".");
    }
    return responder;
  }

  /** What counts the questions, and whatever else is worth counting. */
  public Meters meters() {
    return meters;
  }

  /** Says where to write what is asked. */
  public void prompts(PromptLog log) {
    prompts = log;
  }

  PromptLog prompts() {
    return prompts;
  }

  /** What the engines of this process say of themselves, by the names of all models. */
  public Map<String, Optional<EngineStatistics>> statistics() {
    var all = new LinkedHashMap<String, Optional<EngineStatistics>>();
    byName.forEach((name, responder) -> all.put(name, responder.statistics()));
    return all;
  }

  /**
   * Asks the model that a question names.
   *
   * @throws RefusedException if it cannot be answered
   */
  public Answer ask(Question question) {
    long began = System.nanoTime();
    var responder = named(question.model());
    prompts.asked(question);
    var meter = meters.begin(operation(question), question.model(), began);
    try {
      return new MeteredAnswer(responder.answer(question), meter);
    } catch (RefusedException e) {
      meter.end(e.code());
      throw e;
    } catch (RuntimeException | Error e) {
      meter.end("failed");
      throw e;
    }
  }

  private static Operation operation(Question question) {
    if (question.prewarm()) {
      return Operation.PREWARM;
    }
    return switch (question.ask()) {
      case Ask.Chat _ -> Operation.CHAT;
      case Ask.Text _ -> Operation.TEXT_COMPLETION;
      case Ask.Infill _ -> Operation.INFILL;
    };
  }
}
