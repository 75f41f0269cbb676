package dev.brisk.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to the engine. Make it with {@link #of} and the methods that change one part.
 *
 * @param prompt token ids, at least one
 * @param maxTokens most tokens to produce, at least 1; the context's end also ends the output
 * @param stopTokens tokens that end the output
 * @param stopStrings texts that end the output, none of them empty
 * @param draft where drafts come from
 * @param filter what the output may be; null for anything
 * @param measured whether the result says how sure the model was
 * @param shown control tokens that are spelled out in the text, such as one that begins a call
 * @param topLogprobs how many of the likeliest tokens are told with each token and its probability;
 *     none tells no probabilities
 */
public record GenerationRequest(
    int[] prompt,
    int maxTokens,
    Sampling sampling,
    Set<Integer> stopTokens,
    List<String> stopStrings,
    DraftSource draft,
    CancelToken cancel,
    @Nullable TokenFilter filter,
    boolean measured,
    Set<Integer> shown,
    OptionalInt topLogprobs) {

  public GenerationRequest {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("the prompt is empty; give at least one token");
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max_tokens must be at least 1");
    }
    if (stopStrings.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a stop string must not be empty");
    }
    stopTokens = Set.copyOf(stopTokens);
    stopStrings = List.copyOf(stopStrings);
    shown = Set.copyOf(shown);
  }

  /** A greedy request without drafts and without an end but {@code maxTokens} (512). */
  public static GenerationRequest of(int[] prompt) {
    return new GenerationRequest(
        prompt,
        512,
        Sampling.GREEDY,
        Set.of(),
        List.of(),
        DraftSource.none(),
        new CancelToken(),
        null,
        false,
        Set.of(),
        OptionalInt.empty());
  }

  public GenerationRequest maxTokens(int n) {
    return new GenerationRequest(
        prompt,
        n,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest sampling(Sampling s) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        s,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest stopTokens(Set<Integer> ids) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        ids,
        stopStrings,
        draft,
        cancel,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest stopStrings(List<String> texts) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        texts,
        draft,
        cancel,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest draft(DraftSource source) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        source,
        cancel,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest cancel(CancelToken token) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        token,
        filter,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest filter(@Nullable TokenFilter f) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        f,
        measured,
        shown,
        topLogprobs);
  }

  public GenerationRequest measured(boolean wanted) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        filter,
        wanted,
        shown,
        topLogprobs);
  }

  public GenerationRequest shown(Set<Integer> tokens) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        filter,
        measured,
        tokens,
        topLogprobs);
  }

  public GenerationRequest topLogprobs(OptionalInt n) {
    return new GenerationRequest(
        prompt,
        maxTokens,
        sampling,
        stopTokens,
        stopStrings,
        draft,
        cancel,
        filter,
        measured,
        shown,
        n);
  }
}
