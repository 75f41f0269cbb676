package dev.brisk.server.respond;

import dev.brisk.engine.Generation;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.Prewarmed;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ReadAnswer;
import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.constrain.Surroundings;
import dev.brisk.server.constrain.Thought;
import dev.brisk.server.tools.ThinkReader;
import dev.brisk.server.tools.ToolFormat;
import dev.brisk.server.tools.Tools;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Answers conversations with a model of this process, by its chat template. */
final class Chats {
  private final ChatTemplate template;
  private final ToolFormat format;
  private final boolean showsTools;
  private final Tokenizer tokenizer;
  private final KnownOutputs known;
  private final BiFunction<PreparedPrompt, ResponseOptions, Generation> respond;

  Chats(
      ChatTemplate template,
      Tokenizer tokenizer,
      BiFunction<PreparedPrompt, ResponseOptions, Generation> respond) {
    this.template = template;
    this.tokenizer = tokenizer;
    this.respond = respond;
    known = new KnownOutputs(tokenizer);
    var taught = ToolFormat.of(template.source());
    showsTools = taught.isPresent();
    format = taught.orElse(ToolFormat.HERMES);
  }

  /**
   * Begins an answer.
   *
   * @param how the options, by what may come besides the answer
   */
  Answer answer(Question question, Ask.Chat chat, Function<Surroundings, ResponseOptions> how) {
    var tools =
        Tools.of(
            chat.choice() instanceof ToolChoice.None ? List.of() : chat.conversation().tools());
    var prompt = template.prompt(conversation(chat.conversation(), tools));
    var opening = tools.isEmpty() ? "" : format.opening(chat.choice());
    var tokens =
        IntStream.concat(
                IntStream.of(known.restore(prompt.tokens())),
                IntStream.of(tokenizer.encodeWithSpecials(opening)))
            .toArray();
    boolean calls = !tools.isEmpty() && format.mark().equals(ToolFormat.HERMES.mark());
    var options =
        how.apply(new Surroundings(thought(prompt.opensThought()), calls)).shown(shown(tools));
    // A call that has begun is not the answer that a constraint is about.
    var generation =
        new RememberedGeneration(
            respond.apply(
                new PreparedPrompt.Tokens(tokens, tokenizer.endOfGeneration()),
                opening.isEmpty() ? options : options.unconstrained()),
            tokens,
            known);
    return question.prewarm()
        ? new Prewarmed(generation)
        : new ReadAnswer(generation, reader(tools, prompt.opensThought(), opening), this::text);
  }

  private Thought thought(boolean opened) {
    return opened
        ? Thought.OPENED
        : template.source().contains(ThinkReader.BEGIN) ? Thought.POSSIBLE : Thought.NONE;
  }

  private String text(int token) {
    return tokenizer.isControl(token)
        ? tokenizer.piece(token)
        : tokenizer.decode(new int[] {token});
  }

  private Conversation conversation(Conversation asked, Tools tools) {
    var messages = asked.messages().stream().map(Tools::message).toList();
    if (tools.isEmpty() || showsTools) {
      return new Conversation(messages, tools.functions(), asked.variables());
    }
    return new Conversation(tools.explainedIn(messages), List.of(), asked.variables());
  }

  /** The mark with which a call begins is not to be left out where it is a control token. */
  private Set<Integer> shown(Tools tools) {
    var mark = tokenizer.id(format.mark());
    return tools.isEmpty() || mark.isEmpty() || !tokenizer.isControl(mark.getAsInt())
        ? Set.of()
        : Set.of(mark.getAsInt());
  }

  private OutputReader reader(Tools tools, boolean opensThought, String opening) {
    var calls = tools.isEmpty() ? OutputReader.plain() : format.read(tools);
    if (!opening.isEmpty()) {
      // It is part of what the model says, though it had no choice.
      return new Opened(calls, opening);
    }
    return template.source().contains(ThinkReader.BEGIN)
        ? new ThinkReader(calls, opensThought)
        : calls;
  }

  /** Reads an output of which the beginning stands in the prompt. */
  private static final class Opened implements OutputReader {
    private final OutputReader reader;
    private String opening;

    Opened(OutputReader reader, String opening) {
      this.reader = reader;
      this.opening = opening;
    }

    @Override
    public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
      reader.accept(opening + piece, logprobs, events);
      opening = "";
    }

    @Override
    public void finish(Consumer<AnswerEvent> events) {
      reader.finish(events);
    }
  }
}
