package dev.brisk.engine.decode;

import dev.brisk.engine.DraftSource.Drafter;
import dev.brisk.engine.KvType;
import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.model.Batch;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.model.LanguageModel;
import java.util.Arrays;

/**
 * Proposes what a smaller model would write. It reads the prompt, and what was written while it was
 * not asked, in pieces: a step with a long one would keep other responses waiting, so there is no
 * draft in it.
 */
public final class ModelDraft implements Drafter {
  /** Most tokens that are read in one step. */
  private static final int CHUNK = 128;

  private final ForwardPass pass;
  private final int contextLength;
  private final KvCache kv;
  private final Batch batch = new Batch();

  /**
   * Prompt and output, and behind them the tokens drafted last: the KV may go on into the draft, as
   * far as it is accepted.
   */
  private int[] tokens;

  private int length;

  /** Whether there has been a token that the smaller model does not know. */
  private boolean lost;

  /**
   * @param pass of the smaller model, used by nobody else during a call
   * @param kvType how its keys and values are kept
   * @param contextLength positions of the smaller model; there are no drafts beyond
   * @param prompt what stands before the output
   */
  public ModelDraft(
      LanguageModel model, ForwardPass pass, KvType kvType, int contextLength, int[] prompt) {
    this.pass = pass;
    this.contextLength = contextLength;
    kv = new KvCache(model.config().kvShape(kvType));
    tokens = Arrays.copyOf(prompt, prompt.length + 64);
    length = prompt.length;
    lost = Arrays.stream(prompt).anyMatch(token -> token >= model.vocabulary());
  }

  @Override
  public void accept(int token) {
    if (kv.length() > length && tokens[length] != token) {
      kv.setLength(length);
    }
    lost |= token >= pass.vocabulary();
    makeRoom(length + 1);
    tokens[length++] = token;
  }

  @Override
  public int propose(int[] into, int max) {
    int n = Math.min(max, contextLength - length);
    if (lost || n <= 0) {
      return 0;
    }
    kv.setLength(Math.min(kv.length(), length - 1));
    int missing = length - kv.length();
    if (missing > CHUNK) {
      run(CHUNK, false);
      return 0;
    }
    makeRoom(length + n);
    for (int i = 0; i < n; i++) {
      run(length + i - kv.length(), true);
      into[i] = pass.kernels().argmax(pass.logits(), pass.logitsOffset(0), pass.vocabulary());
      tokens[length + i] = into[i];
    }
    return n;
  }

  /** Computes the next tokens whose KV is missing. */
  private void run(int rows, boolean logits) {
    int from = kv.length();
    kv.reserve(from + rows);
    batch.clear();
    for (int i = from; i < from + rows; i++) {
      if (logits && i == from + rows - 1) {
        batch.addWithLogits(tokens[i], i, kv);
      } else {
        batch.add(tokens[i], i, kv);
      }
    }
    pass.run(batch);
    kv.setLength(from + rows);
  }

  private void makeRoom(int most) {
    if (most > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(most, 2 * tokens.length));
    }
  }
}
