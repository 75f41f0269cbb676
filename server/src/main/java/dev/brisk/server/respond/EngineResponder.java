package dev.brisk.server.respond;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.edit.format.Trim;
import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.DraftModel;
import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.Model;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.PromptTooLongException;
import dev.brisk.engine.TokenFilter;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.Prewarmed;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ReadAnswer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.constrain.HeldOutput;
import dev.brisk.server.constrain.Surroundings;
import dev.brisk.server.jinja.TemplateException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
  private final Optional<Chats> chats;
  private final Infills infills;
  private volatile boolean replays;
  private final Constraints constraints;

  /** Why the model's chat template cannot be rendered, if it has one and it cannot. */
  private final Optional<String> templateProblem;

  /** The same without a smaller model. */
  public EngineResponder(Model model, EngineOptions options) {
    this(model, Optional.empty(), Optional.empty(), Optional.empty(), options);
  }

  /**
   * Takes over a model, and a smaller one that drafts where there is no region to draft from. A
   * chat template that cannot be rendered is no reason to refuse the model; {@link
   * #templateProblem} says what is wrong with it.
   *
   * @param name what the model is called here, if not by its own name
   * @param chatTemplate a chat template in Jinja, if not the model's own
   * @throws ModelFormatException if the smaller model has another vocabulary
   */
  public EngineResponder(
      Model model,
      Optional<Model> smaller,
      Optional<String> name,
      Optional<String> chatTemplate,
      EngineOptions options) {
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
    var jinja = chatTemplate.or(() -> metadata.string("tokenizer.chat_template"));
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
            name.orElse(model.name()),
            engine.contextLength(),
            template.isPresent(),
            metadata.string("brisk.edit.format"),
            metadata.integer("brisk.edit.before_tokens").orElse(0),
            metadata.integer("brisk.edit.after_tokens").orElse(0),
            ConfidenceThreshold.of(metadata));
    chats = template.map(t -> new Chats(t, model.tokenizer(), this::respond));
    infills = new Infills(this);
    constraints = new Constraints(model.tokenizer());
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
  public Optional<EngineStatistics> statistics() {
    return Optional.of(engine.statistics());
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
          new PreparedPrompt.Tokens(tokens.add(parts).tokens(), tokens.specials(stopTokens));
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
    return rendered(
        () ->
            new PreparedPrompt.Tokens(
                layout.tokens(conversation), model.tokenizer().endOfGeneration()));
  }

  private <T> T rendered(Supplier<T> work) {
    try {
      return work.get();
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
  public Optional<Tokenizer> tokenizer() {
    return Optional.of(model.tokenizer());
  }

  @Override
  public Answer answer(Question question) {
    return switch (question.ask()) {
      case Ask.Chat chat -> {
        var asked = chats.orElseThrow(this::noChat);
        yield rendered(() -> asked.answer(question, chat, beside -> options(question, beside)));
      }
      case Ask.Text(var text) -> answer(question, prepareText(text));
      case Ask.Infill infill -> infills.answer(question, infill, options(question));
    };
  }

  private Answer answer(Question question, PreparedPrompt tokens) {
    return question.prewarm()
        ? new Prewarmed(read(tokens, question.origin().caller(), question.cancel()))
        : new ReadAnswer(
            respond(tokens, options(question)), OutputReader.plain(), model.tokenizer()::piece);
  }

  private ResponseOptions options(Question question) {
    return options(question, Surroundings.NONE);
  }

  private ResponseOptions options(Question question, Surroundings beside) {
    var decoding = question.decoding();
    return new ResponseOptions(
        question.prewarm() ? 1 : decoding.maxTokens().orElse(card.contextLength()),
        decoding.sampling(),
        decoding.stop(),
        question.prediction(),
        question.constraint().map(constraint -> constraints.open(constraint, beside)),
        false,
        question.origin(),
        question.cancel(),
        Set.of(),
        decoding.topLogprobs());
  }

  private PreparedPrompt prepareText(String text) {
    var tokenizer = model.tokenizer();
    var tokens = new PromptTokens(tokenizer);
    if (tokenizer.addsBos()) {
      tokenizer.bos().ifPresent(tokens::add);
    }
    return new PreparedPrompt.Tokens(
        tokens.add(List.of(new Part.Text(text, new Trim.None()))).tokens(),
        tokenizer.endOfGeneration());
  }

  @Override
  public Generation respond(PreparedPrompt prepared, ResponseOptions options) {
    if (!(prepared instanceof PreparedPrompt.Tokens prompt)) {
      throw new IllegalArgumentException("this prompt was prepared by another responder");
    }
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
              .filter(options.grammar().map(g -> filter(prompt, g)).orElse(null))
              .measured(options.measured())
              .shown(options.shown())
              .topLogprobs(options.topLogprobs())
              .cancel(options.cancel()));
    } catch (PromptTooLongException e) {
      throw tooLong(e);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("bad_request", sentence(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Generation read(PreparedPrompt prepared, Caller caller, CancelToken cancel) {
    if (!(prepared instanceof PreparedPrompt.Tokens prompt)) {
      throw new IllegalArgumentException("this prompt was prepared by another responder");
    }
    try {
      return engine.read(prompt.tokens(), cancel);
    } catch (PromptTooLongException e) {
      throw tooLong(e);
    }
  }

  /**
   * From now on requests may say what the model is to answer. To be called before there are any.
   */
  public void allowReplay() {
    replays = true;
  }

  @Override
  public boolean replays() {
    return replays;
  }

  @Override
  public void close() {
    engine.close();
    drafting.ifPresent(DraftModel::close);
    smaller.ifPresent(Model::close);
    model.close();
  }

  private TokenFilter filter(PreparedPrompt.Tokens prompt, OutputGrammar grammar) {
    var tokenizer = model.tokenizer();
    if (grammar instanceof ReplayedText replayed) {
      var end = prompt.stopTokens().stream().mapToInt(Integer::intValue).min();
      return ReplayedText.filter(tokenizer.encode(replayed.text()), end);
    }
    if (grammar instanceof HeldOutput held) {
      return constraints.filter(held, prompt.stopTokens());
    }
    return TokenFilter.ofText(
        tokenizer, prompt.stopTokens(), grammar::allows, grammar::mayEnd, grammar::advance);
  }

  private RefusedException tooLong(PromptTooLongException e) {
    return new RefusedException(
        "prompt_too_long",
        "The prompt has "
            + e.promptTokens()
            + " tokens, but the context of the model "
            + card.name()
            + " holds "
            + e.contextLength()
            + "; say it shorter, choose a smaller region, or use a model with a longer context.");
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
