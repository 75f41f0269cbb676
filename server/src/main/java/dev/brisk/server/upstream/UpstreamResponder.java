package dev.brisk.server.upstream;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.answer.Said;
import dev.brisk.server.answer.TextGeneration;
import dev.brisk.server.answer.ToolChoice;
import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.config.UpstreamModel.EngineKind;
import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.PreparedPrompt;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.respond.ResponseOptions;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers from engines elsewhere that all run one model. */
public final class UpstreamResponder implements Responder {
  /** What is taken for the context of a model that does not say how long it is. */
  private static final int CONTEXT = 131_072;

  /** About what a token stands for, where others make the tokens. */
  private static final int CHARACTERS_A_TOKEN = 4;

  private final Upstream upstream;
  private final Replicas replicas;
  private final ModelCard card;
  private final Spoken spoken;
  private final boolean prewarms;

  private UpstreamResponder(
      Upstream upstream, Replicas replicas, ModelCard card, Spoken spoken, boolean prewarms) {
    this.upstream = upstream;
    this.replicas = replicas;
    this.card = card;
    this.spoken = spoken;
    this.prewarms = prewarms;
  }

  /**
   * Asks the engines who they are. Those that do not answer are looked for again later; it is
   * enough if one does, or if the settings say what it would have said.
   *
   * @param name what the model is called here; none takes over what it is called there
   * @param key for the engines, if they want one
   * @throws RefusedException if the model has no name, or an engine refuses the key
   */
  public static UpstreamResponder open(
      Optional<String> name, OptionalInt context, UpstreamModel settings, Optional<String> key)
      throws InterruptedException {
    var upstream = new Upstream(settings, key);
    try {
      return open(name, context, upstream);
    } catch (RuntimeException | InterruptedException e) {
      upstream.close();
      throw e;
    }
  }

  private static UpstreamResponder open(
      Optional<String> name, OptionalInt context, Upstream upstream) throws InterruptedException {
    var settings = upstream.settings();
    var all =
        settings.replicas().stream()
            .map(replica -> new Replica(Endpoint.of(replica.url()), replica.weight()))
            .toList();
    var replicas = new Replicas(all, endpoint -> answers(upstream, endpoint));
    var listings = new ArrayList<Listing>();
    UpstreamFailure failure = null;
    for (var replica : all) {
      try {
        listings.add(Listing.of(upstream, replica.endpoint(), settings.model()));
      } catch (UpstreamFailure e) {
        failure = firstOf(failure, e);
        replicas.leave(replica);
      }
    }
    checkOneModel(listings, replicas);
    if (listings.isEmpty() && (name.isEmpty() || refusesAll(failure))) {
      replicas.close();
      throw failure == null ? new IllegalStateException("no replica") : failure.refusal();
    }
    var found = listings.stream().findFirst();
    var engine = settings.engine().or(() -> found.map(Listing::engine)).orElse(EngineKind.OPENAI);
    var model = settings.model().or(() -> found.map(Listing::model)).or(() -> name).orElseThrow();
    var length =
        context.isPresent()
            ? context
            : found.map(Listing::context).filter(OptionalInt::isPresent).orElse(context);
    return new UpstreamResponder(
        upstream,
        replicas,
        new ModelCard(
            name.orElse(model),
            length.orElse(CONTEXT),
            true,
            Optional.empty(),
            0,
            0,
            Optional.empty()),
        new Spoken(model, engine, settings.customTools(), settings.prediction()),
        settings.prewarm().orElse(engine != EngineKind.OPENAI));
  }

  private static void checkOneModel(List<Listing> listings, Replicas replicas) {
    var names = listings.stream().map(Listing::model).distinct().toList();
    if (names.size() > 1) {
      replicas.close();
      throw new RefusedException(
          "upstreams_differ",
          "The upstreams run different models ("
              + String.join(", ", names)
              + "); give each a name of its own, or say in the configuration which model is meant.");
    }
  }

  private static UpstreamFailure firstOf(@Nullable UpstreamFailure first, UpstreamFailure later) {
    return first == null ? later : first;
  }

  private static boolean refusesAll(@Nullable UpstreamFailure failure) {
    return failure != null && failure.kind() == UpstreamFailure.Kind.REFUSED;
  }

  private static boolean answers(Upstream upstream, Endpoint endpoint) {
    try {
      var _ = Listing.of(upstream, endpoint, upstream.settings().model());
      return true;
    } catch (UpstreamFailure e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public String kernels() {
    return replicas.all().stream()
        .map(r -> r.endpoint().shown() + (r.isAlive() ? "" : " (does not answer)"))
        .collect(Collectors.joining(", ", "elsewhere, at ", ""));
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
              throw new RefusedException(
                  "format_unsupported",
                  "The model "
                      + card.name()
                      + " is run elsewhere and takes conversations only; leave the edit format out.");
        };
    return new PreparedPrompt.Chat(conversation, tokens(conversation));
  }

  private int tokens(Conversation conversation) {
    return conversation.messages().stream()
        .mapToInt(message -> countTokens(content(message)))
        .sum();
  }

  private static String content(JsonObject message) {
    return message.members().get("content") instanceof Json.Text(var text) ? text : "";
  }

  @Override
  public boolean isWord(String word) {
    return false;
  }

  /** About: a quarter of the characters. */
  @Override
  public int countTokens(String text) {
    return (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  @Override
  public Generation respond(PreparedPrompt prompt, ResponseOptions options) {
    if (!(prompt instanceof PreparedPrompt.Chat(var conversation, var length))) {
      throw new IllegalArgumentException("this prompt was prepared by another responder");
    }
    var decoding =
        new Decoding(
            options.sampling(),
            OptionalInt.of(options.maxTokens()),
            options.stopStrings(),
            OptionalInt.empty());
    return new TextGeneration(
        answer(
            Question.of(card.name(), new Ask.Chat(conversation, ToolChoice.NONE))
                .decoding(decoding)
                .prediction(options.draftText())
                .origin(options.origin())
                .cancel(options.cancel())));
  }

  /** Returns once it is known whether the question is answered: the cancel token ends the wait. */
  @Override
  public Answer answer(Question question) {
    try {
      if (!question.prewarm()) {
        return UpstreamAnswer.begin(upstream, replicas, question, spoken, SessionKey.of(question));
      }
      return prewarms ? prewarm(question) : new Said("", FinishReason.STOP, 0, 0);
    } catch (InterruptedException e) {
      question.cancel().cancel();
      Thread.currentThread().interrupt();
      throw new RefusedException(
          RefusedException.UPSTREAM_UNAVAILABLE, "The server is leaving; start it again.");
    }
  }

  /** Engines read prompts ahead by answering with one token that nobody hears. */
  private Answer prewarm(Question question) throws InterruptedException {
    var decoding =
        new Decoding(
            question.decoding().sampling(), OptionalInt.of(1), List.of(), OptionalInt.empty());
    var brief = question.decoding(decoding).prediction(Optional.empty());
    return new Silent(
        UpstreamAnswer.begin(upstream, replicas, brief, spoken, SessionKey.of(question)));
  }

  @Override
  public void close() {
    replicas.close();
    upstream.close();
  }
}
