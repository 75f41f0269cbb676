package dev.brisk.server.respond;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.DraftModel;
import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.Model;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.PromptTooLongException;
import dev.brisk.engine.TokenFilter;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.jinja.TemplateException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Answers from the engine in this process. It owns the models and the engine, and closes them. */
public final class EngineResponder implements Responder {
  /**
   * Whoever starts a server waits for it; what is slow yet after this is warmed while it is idle.
   */
  private static final Duration WARM_UP = Duration.ofMillis(400);

  private final Model model;
  private final Engine engine;
  private final Optional<Model> smaller;
  private final Optional<DraftModel> drafting;
  private final ModelCard card;
  private final Optional<ChatTemplate> template;

  /** Why the model's chat template cannot be rendered, if it has one and it cannot. */
  private final Optional<String> templateProblem;

  /** The same without a smaller model. */
  public EngineResponder(Model model, EngineOptions options) {
    this(model, Optional.empty(), options);
  }

  /**
   * Takes over a model, and a smaller one that drafts where there is no region to draft from. A
   * chat template that cannot be rendered is no reason to refuse the model; {@link
   * #templateProblem} says what is wrong with it.
   *
   * @throws ModelFormatException if the smaller model has another vocabulary
   */
  public EngineResponder(Model model, Optional<Model> smaller, EngineOptions options) {
    this.model = model;
    this.smaller = smaller;
    // First: it refuses a context that does not fit before any weights are read.
    engine = new Engine(model, options);
    try {
      drafting = smaller.map(s -> new DraftModel(s, model, options));
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
    var metadata = model.metadata();
    var jinja = metadata.string("tokenizer.chat_template");
    var problem = Optional.<String>empty();
    var read = Optional.<ChatTemplate>empty();
    try {
      // Nothing of Jinja is loaded for a model without a template, such as the built-in one.
      read =
          jinja.map(
              t -> new ChatTemplate(t, model.tokenizer(), Clock.system(ZoneId.systemDefault())));
    } catch (TemplateException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    this.template = read;
    this.templateProblem = problem;
    this.card =
        new ModelCard(
            model.name(),
            engine.contextLength(),
            template.isPresent(),
            metadata.string("brisk.edit.format"),
            metadata.integer("brisk.edit.before_tokens").orElse(0),
            metadata.integer("brisk.edit.after_tokens").orElse(0),
            ConfidenceThreshold.of(metadata));
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public String kernels() {
    return engine.kernelsDescription();
  }

  @Override
  public String context() {
    int length = engine.contextLength();
    var whole = length < model.contextLength() ? " of the model's " + model.contextLength() : "";
    return "%d%s tokens (%s when full)"
        .formatted(length, whole, engine.kvMemory().describe(length));
  }

  @Override
  public void warmUp() {
    engine.warmUp(WARM_UP);
  }

  @Override
  public void warmUpWhileIdle() {
    engine.warmUpWhileIdle();
  }

  @Override
  public void endWarmUp() {
    engine.endWarmUp();
  }

  @Override
  public List<String> loadPrefixes(Path folder) {
    return engine.loadPrefixes(folder);
  }

  @Override
  public void savePrefixes(Path folder) {
    int _ = engine.savePrefixes(folder);
  }

  @Override
  public PreparedPrompt prepare(Prompt prompt) {
    Tokenizer tokenizer = model.tokenizer();
    var tokens = new PromptTokens(tokenizer);
    return switch (prompt) {
      case Prompt.Parts(var parts, var stopTokens) ->
          new PreparedPrompt(tokens.add(parts).tokens(), tokens.specials(stopTokens));
      case Prompt.Chat(var messages) -> prepare(Conversation.of(messages));
    };
  }

  /**
   * Makes tokens of a conversation, by the model's chat template.
   *
   * @throws RefusedException if the model has none, or it does not take this conversation
   */
  public PreparedPrompt prepare(Conversation conversation) {
    var layout = template.orElseThrow(this::noChat);
    try {
      return new PreparedPrompt(layout.tokens(conversation), model.tokenizer().endOfGeneration());
    } catch (TemplateException.Raised e) {
      throw new RefusedException(
          "bad_request",
          "The chat template of the model %s refuses this conversation: %s"
              .formatted(card.name(), sentence(String.valueOf(e.getMessage()))));
    } catch (TemplateException e) {
      throw new RefusedException(
          "bad_request",
          "The chat template of the model %s cannot write this conversation (%s); leave out what it does not know."
              .formatted(card.name(), e.getMessage()));
    }
  }

  @Override
  public Optional<String> templateProblem() {
    return templateProblem;
  }

  @Override
  public boolean isWord(String word) {
    return model.tokenizer().isWord(word);
  }

  @Override
  public int countTokens(String text) {
    return model.tokenizer().encode(text).length;
  }

  @Override
  public Generation respond(PreparedPrompt prompt, ResponseOptions options) {
    var draft =
        options
            .draftText()
            .map(text -> DraftSource.region(model.tokenizer().encode(text)))
            .or(() -> drafting.map(d -> DraftSource.model(d, prompt.tokens())))
            .orElseGet(() -> DraftSource.ngram(prompt.tokens()));
    try {
      return engine.generate(
          GenerationRequest.of(prompt.tokens())
              .maxTokens(options.maxTokens())
              .sampling(options.sampling())
              .stopTokens(prompt.stopTokens())
              .stopStrings(options.stopStrings())
              .draft(draft)
              .filter(
                  options
                      .grammar()
                      .map(
                          g ->
                              TokenFilter.ofText(
                                  model.tokenizer(),
                                  prompt.stopTokens(),
                                  g::allows,
                                  g::mayEnd,
                                  g::advance))
                      .orElse(null))
              .measured(options.measured())
              .cancel(options.cancel()));
    } catch (PromptTooLongException e) {
      throw new RefusedException(
          "prompt_too_long",
          "The prompt has "
              + e.promptTokens()
              + " tokens, but the context of the model "
              + card.name()
              + " holds "
              + e.contextLength()
              + "; say it shorter, choose a smaller region, or use a model with a longer context.");
    } catch (IllegalArgumentException e) {
      throw new RefusedException("bad_request", sentence(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    engine.close();
    drafting.ifPresent(DraftModel::close);
    smaller.ifPresent(Model::close);
    model.close();
  }

  private RefusedException noChat() {
    var why =
        templateProblem
            .map(problem -> " has a chat template that cannot be rendered (" + problem + ")")
            .orElse(" has no chat template");
    var can =
        card.editFormat()
            .map(
                format ->
                    "it makes edits in the format "
                        + format
                        + " (brisk edit, or WebSocket /v1/edits)")
            .orElse("it can only be run with brisk model generate");
    return new RefusedException(
        "chat_unsupported",
        "The model "
            + card.name()
            + why
            + ": "
            + can
            + "; to chat, serve an instruction-tuned model with --model FILE.");
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0))
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }
}
