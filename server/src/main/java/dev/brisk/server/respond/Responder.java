package dev.brisk.server.respond;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.Generation;
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

  /** Why the model's chat template cannot be rendered, if it has one and it cannot. */
  default Optional<String> templateProblem() {
    return Optional.empty();
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

  /**
   * Starts a response and returns at once.
   *
   * @throws RefusedException if the prompt is longer than the context, or an option is out of its
   *     range
   */
  Generation respond(PreparedPrompt prompt, ResponseOptions options);

  @Override
  void close();
}
