package dev.brisk.engine;

import dev.brisk.engine.decode.Scheduler;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.model.LanguageModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs responses of one model. Any thread may call it; one scheduler thread and its workers
 * compute.
 */
public final class Engine implements AutoCloseable {
  private final Model model;
  private final KvMemory kvMemory;
  private final int contextLength;
  private final int vocabulary;
  private final Scheduler scheduler;
  private final WarmUp warmUp;

  /**
   * Reads the weights and starts the threads.
   *
   * @throws ModelFormatException if the weights cannot be computed with
   * @throws ContextTooLongException if the context that is asked for is longer than the model or
   *     the memory allows; no memory is taken then
   */
  public Engine(Model model, EngineOptions options) {
    this.model = model;
    kvMemory = KvMemory.of(model, options);
    contextLength = kvMemory.context(options.contextLength());
    var fitting = options.withPrefixCacheBytes(kvMemory.prefixCacheBytes());
    int panelWidth = KernelSelection.create(options.kernels()).panelWidth();
    LanguageModel weights = model.weights(panelWidth);
    vocabulary = weights.vocabulary();
    scheduler = new Scheduler(weights, model.tokenizer(), contextLength, fitting, model::identity);
    warmUp = new WarmUp(this, vocabulary, options);
  }

  /**
   * Starts a response and returns at once; it may have to wait for others.
   *
   * @throws PromptTooLongException if the prompt leaves no room for output
   * @throws IllegalArgumentException if a token is not in the vocabulary
   */
  public Generation generate(GenerationRequest request) {
    warmUp.stop();
    return submit(request);
  }

  /**
   * Reads a prompt, so that a later one that begins with it is answered sooner. It is computed only
   * in steps in which nothing else is, so that it delays others by one short step at most; where
   * another request needs its place it ends as {@link FinishReason#CANCELLED}, and what was read
   * until then stays known. The response is one token, which means nothing.
   *
   * @throws PromptTooLongException if the prompt leaves no room for a token
   * @throws IllegalArgumentException if a token is not in the vocabulary
   */
  public Generation read(int[] prompt, CancelToken cancel) {
    warmUp.stop();
    var request = GenerationRequest.of(prompt).maxTokens(1).cancel(cancel);
    check(request);
    return scheduler.submitGivingWay(request);
  }

  /** As {@link #generate}, for whoever must not end the warm-up. */
  Generation submit(GenerationRequest request) {
    check(request);
    return scheduler.submit(request);
  }

  private void check(GenerationRequest request) {
    if (request.prompt().length >= contextLength) {
      throw new PromptTooLongException(request.prompt().length, contextLength);
    }
    for (int token : request.prompt()) {
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "token %d is not in the vocabulary of %d".formatted(token, vocabulary));
      }
    }
  }

  /**
   * Runs a few responses, so that the compiler has made fast code of the kernels before somebody
   * waits.
   *
   * @param most after this time no further response is begun, even if the code could be faster yet
   * @throws ModelFormatException if the model fails in it
   */
  public void warmUp(Duration most) {
    warmUp.run(most.toNanos());
  }

  /**
   * Goes on with that in the background for some seconds, long prompts included, until there is a
   * request. To be called once.
   */
  public void warmUpWhileIdle() {
    var _ = warmUp.whileIdle();
  }

  /** Ends {@link #warmUpWhileIdle}, as each request does. */
  public void endWarmUp() {
    warmUp.stop();
  }

  /**
   * Saves what the prefix cache knows of a prefix, in whole pages of 64 tokens.
   *
   * @return how many tokens were saved; nothing is written where that is none
   * @throws PrefixSnapshotException if the file cannot be written
   */
  public int savePrefix(int[] tokens, Path file) {
    return scheduler.withPrefixes(s -> s.save(tokens, file));
  }

  /**
   * Maps a saved prefix. Its pages are read when a request first begins with them.
   *
   * @return how many tokens it has
   * @throws PrefixSnapshotException if it is broken, or made with another model or other kernels
   */
  public int loadPrefix(Path file) {
    return scheduler.withPrefixes(s -> s.load(file));
  }

  /**
   * Saves the prefixes that more than one request began with, and those that were loaded, within
   * the prefix cache's bound; deletes this model's others in the folder.
   *
   * @return how many there are
   * @throws PrefixSnapshotException if the folder cannot be written
   */
  public int savePrefixes(Path folder) {
    return scheduler.withPrefixes(s -> s.saveStanding(folder));
  }

  /**
   * Loads what {@link #savePrefixes} saved; a folder that does not exist has nothing.
   *
   * @return one sentence on each snapshot that is broken
   * @throws PrefixSnapshotException if the folder cannot be read
   */
  public List<String> loadPrefixes(Path folder) {
    return scheduler.withPrefixes(s -> s.loadAll(folder));
  }

  public Model model() {
    return model;
  }

  /** Most tokens of prompt and output together. */
  public int contextLength() {
    return contextLength;
  }

  /** What keys and values take. */
  public KvMemory kvMemory() {
    return kvMemory;
  }

  /** Which kernels compute and, if they are slow, the cure. */
  public String kernelsDescription() {
    return scheduler.kernels();
  }

  public EngineStatistics statistics() {
    return scheduler.statistics();
  }

  /**
   * Ends running responses as {@link FinishReason#FAILED} and stops the threads. The model stays
   * open.
   */
  @Override
  public void close() {
    warmUp.stop();
    scheduler.close();
  }
}
