package dev.brisk.server.scripted;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.TextGeneration;
import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.PreparedPrompt;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.respond.ResponseOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a script says, whatever it is asked. */
public final class ScriptedResponder implements Responder {
  /** The code of the refusal where no entry of the script is left for a question. */
  public static final String EXHAUSTED = "script_exhausted";

  private static final ScriptEntry NOTHING =
      new ScriptEntry(
          Cue.ANY,
          false,
          List.of(),
          new Pace(0, 0),
          Optional.empty(),
          FinishReason.STOP,
          new ScriptEntry.Told(0, 0, 0));

  private final Script script;
  private final ModelCard card;

  public ScriptedResponder(Script script) {
    this.script = script;
    this.card = script.head().card();
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public String kernels() {
    return "none (a script answers)";
  }

  @Override
  public String context() {
    return card.contextLength() + " tokens";
  }

  @Override
  public boolean computesHere() {
    return false;
  }

  @Override
  public void warmUp() {}

  @Override
  public PreparedPrompt prepare(Prompt prompt) {
    var conversation =
        switch (prompt) {
          case Prompt.Chat(var messages) -> Conversation.of(messages);
          case Prompt.Parts(var parts, var stopTokens) ->
              Conversation.of(List.of(new Prompt.Message("user", text(parts))));
        };
    return new PreparedPrompt.Chat(conversation, Heard.tokens(conversation));
  }

  private static String text(List<Part> parts) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Part.Special(var token) -> token;
                  case Part.Text(var text, var trim) -> text;
                })
        .collect(Collectors.joining());
  }

  @Override
  public boolean isWord(String word) {
    return true;
  }

  @Override
  public int countTokens(String text) {
    return Pieces.count(text);
  }

  @Override
  public Generation respond(PreparedPrompt prompt, ResponseOptions options) {
    if (!(prompt instanceof PreparedPrompt.Chat(var conversation, var length))) {
      throw new IllegalArgumentException("this prompt was prepared by another responder");
    }
    var limits = new ScriptedAnswer.Limits(options.maxTokens(), options.stopStrings(), false);
    return new TextGeneration(play(Heard.of(conversation), limits, options.cancel()));
  }

  @Override
  public Answer answer(Question question) {
    var heard = Heard.of(question.ask());
    if (question.prewarm()) {
      return new ScriptedAnswer(
          NOTHING,
          new ScriptedAnswer.Limits(0, List.of(), false),
          heard.promptTokens(),
          question.cancel());
    }
    var decoding = question.decoding();
    var limits =
        new ScriptedAnswer.Limits(
            decoding.maxTokens().orElse(Integer.MAX_VALUE),
            decoding.stop(),
            decoding.topLogprobs().isPresent());
    return play(heard, limits, question.cancel());
  }

  private Answer play(Heard heard, ScriptedAnswer.Limits limits, CancelToken cancel) {
    if (heard.promptTokens() > card.contextLength()) {
      throw new RefusedException(
          "prompt_too_long",
          "The prompt has "
              + heard.promptTokens()
              + " tokens, but the context of the model "
              + card.name()
              + " holds "
              + card.contextLength()
              + "; say it shorter.");
    }
    var entry =
        script
            .take(heard)
            .orElseThrow(
                () ->
                    new RefusedException(
                        EXHAUSTED,
                        "The script "
                            + script.name()
                            + " has no entry left for this question; add one, or let one repeat."));
    if (entry.error().isPresent()) {
      throw entry.error().get().exception();
    }
    return new ScriptedAnswer(entry, limits, heard.promptTokens(), cancel);
  }

  @Override
  public void close() {}
}
