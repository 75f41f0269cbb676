package dev.brisk.engine;

import dev.brisk.engine.DraftSource.Drafter;
import dev.brisk.engine.decode.ModelDraft;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.model.LanguageModel;
import dev.brisk.engine.tokenizer.Tokenizer;

/**
 * A smaller model that drafts for an engine's. It belongs to one engine, whose scheduler thread
 * computes with it; close it after the engine. The {@link Model} that it is made of stays open.
 */
public final class DraftModel implements AutoCloseable {
  /** Vocabularies of a family end with up to so many tokens of padding (as in llama.cpp). */
  private static final int PADDING = 128;

  private final LanguageModel weights;
  private final int contextLength;
  private final ForwardPass pass;
  private final KvType kvType;

  /**
   * Reads the weights of {@code draft}.
   *
   * @param target the model of the engine
   * @param options of the engine: threads and kernels
   * @throws ModelFormatException if the vocabularies differ, or the weights cannot be computed with
   */
  public DraftModel(Model draft, Model target, EngineOptions options) {
    if (!sameVocabulary(draft.tokenizer(), target.tokenizer())) {
      throw new ModelFormatException(
          "The model %s cannot draft for %s, because their vocabularies differ; choose a smaller model of the same family."
              .formatted(draft.name(), target.name()));
    }
    weights = draft.weights(KernelSelection.create(options.kernels()).panelWidth());
    kvType = options.kvType();
    contextLength = draft.contextLength();
    pass = new ForwardPass(weights, options.threads(), options.kernels());
  }

  private static boolean sameVocabulary(Tokenizer a, Tokenizer b) {
    if (Math.abs(a.size() - b.size()) > PADDING) {
      return false;
    }
    for (int id = 0; id < Math.min(a.size(), b.size()); id++) {
      if (!a.piece(id).equals(b.piece(id))) {
        return false;
      }
    }
    return true;
  }

  Drafter follow(int[] prompt) {
    return new ModelDraft(weights, pass, kvType, contextLength, prompt);
  }

  @Override
  public void close() {
    pass.close();
  }
}
