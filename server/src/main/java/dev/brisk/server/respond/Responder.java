package dev.brisk.server.respond;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.Generation;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Answers prompts with one model. Safe for use by many threads. */
public interface Responder extends AutoCloseable {
  /** The model that answers. */
  ModelCard model();

  /** What computes, in words for people, with the cure if it is slow. */
  String kernels();

  /** How long contexts are and the memory that they take, in words for people. */
  String context();

  /** What the engine says of itself; empty where the model is computed elsewhere. */
  default Optional<EngineStatistics> statistics() {
    return Optional.empty();
  }

  /** Why the model's chat template cannot be rendered, if it has one and it cannot. */
  default Optional<String> templateProblem() {
    return Optional.empty();
  }

  /** Whether it computes in this process, so that trying it costs nobody anything. */
  default boolean computesHere() {
    return true;
  }

  /** Computes until what will compute for requests has been compiled. */
  void warmUp();

  /** Goes on with that in the background, until there is a request. */
  default void warmUpWhileIdle() {}

  /** Ends that, since there is something else to do. */
  default void endWarmUp() {}

  /**
   * Takes up the prefixes that {@link #savePrefixes} has saved.
   *
   * @return one sentence on each that cannot be used
   * @throws dev.brisk.engine.PrefixSnapshotException if the folder cannot be read
   */
  default List<String> loadPrefixes(Path folder) {
    return List.of();
  }

  /**
   * Saves what prompts have begun with more than once.
   *
   * @throws dev.brisk.engine.PrefixSnapshotException if the folder cannot be written
   */
  default void savePrefixes(Path folder) {}

  /**
   * Makes tokens of a prompt.
   *
   * @throws RefusedException if the model cannot be asked in this way
   */
  PreparedPrompt prepare(Prompt prompt);

  /** Whether {@code word} is one token of the model's vocabulary, with and without a space. */
  boolean isWord(String word);

  /** How many tokens ordinary text takes. */
  int countTokens(String text);

  /** How the model makes tokens of text, if that is done in this process. */
  default Optional<Tokenizer> tokenizer() {
    return Optional.empty();
  }

  /**
   * Starts a response and returns at once.
   *
   * @throws RefusedException if the prompt is longer than the context, or an option is out of its
   *     range
   */
  Generation respond(PreparedPrompt prompt, ResponseOptions options);

  /**
   * Reads a prompt when there is nothing else to do, so that later ones that begin with it are
   * answered sooner; the response that ends means nothing.
   *
   * @throws RefusedException if the prompt is longer than the context, the caller may not use the
   *     model, or this cannot be done here
   */
  default Generation read(PreparedPrompt prompt, Caller caller, CancelToken cancel) {
    throw new RefusedException(
        "prewarm_unsupported",
        "The model " + model().name() + " reads prompts only to answer them; just ask.");
  }

  /** Whether it may be made to say a text that is given, for measuring. */
  default boolean replays() {
    return false;
  }

  /**
   * Begins an answer and returns at once.
   *
   * @throws RefusedException if the question cannot be answered by this model
   */
  Answer answer(Question question);

  @Override
  void close();
}
