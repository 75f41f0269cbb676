package dev.brisk.server.respond;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.Model;
import dev.brisk.engine.PromptTooLongException;
import dev.brisk.engine.TokenFilter;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.Optional;

/** Answers from the engine in this process. It owns the model and the engine, and closes them. */
public final class EngineResponder implements Responder {
  private final Model model;
  private final Engine engine;
  private final ModelCard card;
  private final Optional<ChatTemplate> template;

  public EngineResponder(Model model, EngineOptions options) {
    this.model = model;
    this.engine = new Engine(model, options);
    var metadata = model.metadata();
    this.template = metadata.string("tokenizer.chat_template").flatMap(ChatTemplate::of);
    int context =
        options.contextLength() == 0
            ? model.contextLength()
            : Math.min(options.contextLength(), model.contextLength());
    this.card =
        new ModelCard(
            model.name(),
            context,
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
  public void warmUp() {
    engine.warmUp();
  }

  @Override
  public PreparedPrompt prepare(Prompt prompt) {
    Tokenizer tokenizer = model.tokenizer();
    var tokens = new PromptTokens(tokenizer);
    return switch (prompt) {
      case Prompt.Parts(var parts, var stopTokens) ->
          new PreparedPrompt(tokens.add(parts).tokens(), tokens.specials(stopTokens));
      case Prompt.Chat(var messages) -> {
        var layout = template.orElseThrow(this::noChat);
        var bos = tokenizer.bos();
        if (bos.isPresent() && (layout == ChatTemplate.LLAMA_3 || tokenizer.addsBos())) {
          tokens.add(bos.getAsInt());
        }
        yield new PreparedPrompt(
            tokens.add(layout.render(messages)).tokens(), tokenizer.endOfGeneration());
      }
    };
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
            .orElseGet(DraftSource::none);
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
    model.close();
  }

  private RefusedException noChat() {
    var why =
        model.metadata().has("tokenizer.chat_template")
            ? " has a chat template of a kind that is not known yet (ChatML and Llama 3 are)"
            : " has no chat template";
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
