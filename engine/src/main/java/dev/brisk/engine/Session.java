package dev.brisk.engine;

import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.model.Batch;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.model.LanguageModel;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One sequence with its KV cache, for tools that look at logits: tokens in, logits out. Used by one
 * thread. For responses to people use {@link Engine}.
 */
public final class Session implements AutoCloseable {
  private final ForwardPass pass;
  private final KvCache kv;
  private final Batch batch = new Batch();
  private final int contextLength;

  Session(Model model, int threads, KernelChoice kernels, KvType kvType) {
    this(model, threads, kvType, () -> KernelSelection.create(kernels));
  }

  /** Computes with kernels of one's own: how tests round as another engine does. */
  Session(Model model, int threads, KvType kvType, Supplier<Kernels> kernels) {
    int panelWidth = kernels.get().panelWidth();
    LanguageModel weights = model.weights(panelWidth);
    pass = new ForwardPass(weights, threads, kernels);
    kv = new KvCache(weights.config().kvShape(kvType));
    contextLength = model.contextLength();
  }

  /**
   * Computes tokens behind those that are already there.
   *
   * @param tokens at least one
   * @return the logits of what follows the last of them, one a token of the vocabulary
   * @throws PromptTooLongException if they do not fit the context
   */
  public float[] forward(int[] tokens) {
    int from = room(tokens.length);
    int last = tokens.length - 1;
    for (int i = 0; i < last; i++) {
      batch.add(checked(tokens[i]), from + i, kv);
    }
    batch.addWithLogits(checked(tokens[last]), from + last, kv);
    pass.run(batch);
    kv.setLength(from + tokens.length);
    return Arrays.copyOf(pass.logits(), pass.vocabulary());
  }

  /**
   * Computes tokens behind those that are already there, as a draft is verified.
   *
   * @param tokens at least one
   * @return for each of them, the likeliest token to follow
   * @throws PromptTooLongException if they do not fit the context
   */
  public int[] verify(int[] tokens) {
    int from = room(tokens.length);
    for (int i = 0; i < tokens.length; i++) {
      batch.addWithLogits(checked(tokens[i]), from + i, kv);
    }
    pass.run(batch);
    kv.setLength(from + tokens.length);
    int[] likeliest = new int[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      likeliest[i] = pass.kernels().argmax(pass.logits(), pass.logitsOffset(i), pass.vocabulary());
    }
    return likeliest;
  }

  /**
   * Takes so many positions for computed although they are not; what comes behind them then says
   * nothing, but takes as long as if they were. For measuring at a depth.
   *
   * @throws PromptTooLongException if they do not fit the context
   */
  public void skip(int positions) {
    int from = room(positions);
    kv.setLength(from + positions);
  }

  /**
   * Begins a batch behind what is there, which has {@code count} positions more, and says where.
   */
  private int room(int count) {
    int from = kv.length();
    if (count == 0) {
      throw new IllegalArgumentException("give at least one token");
    }
    if (from + count > contextLength) {
      throw new PromptTooLongException(from + count, contextLength);
    }
    batch.clear();
    kv.reserve(from + count);
    return from;
  }

  private int checked(int token) {
    if (token < 0 || token >= pass.vocabulary()) {
      throw new IllegalArgumentException(
          "token %d is not in the vocabulary of %d".formatted(token, pass.vocabulary()));
    }
    return token;
  }

  /** Tokens computed so far. */
  public int length() {
    return kv.length();
  }

  /** Forgets the tokens from {@code length} on. */
  public void truncate(int length) {
    if (length < 0 || length > kv.length()) {
      throw new IllegalArgumentException("the session has " + kv.length() + " tokens");
    }
    kv.setLength(length);
  }

  public String kernels() {
    return pass.kernels().description();
  }

  @Override
  public void close() {
    pass.close();
  }
}
