package dev.brisk.engine;

import dev.brisk.engine.decode.NgramDraft;
import dev.brisk.engine.decode.RegionDraft;

/**
 * Where drafts come from. A draft is checked by the model before any of it is kept, so a source
 * changes the speed of a response and never its tokens. A source is immutable; each response opens
 * its own {@link Drafter}.
 */
@FunctionalInterface
public interface DraftSource {
  Drafter open();

  /** Follows one response and proposes what may come next. Used by one thread. */
  interface Drafter {
    /** The response has gone on by this token. */
    void accept(int token);

    /**
     * Writes up to {@code max} tokens that may come next to the start of {@code into} and returns
     * how many. 0 is a good answer when nothing is likely.
     */
    int propose(int[] into, int max);
  }

  /** No drafts. */
  static DraftSource none() {
    return () -> RegionDraft.NONE;
  }

  /** The text that is being rewritten, as the model would write it if it changed nothing. */
  static DraftSource region(int[] tokens) {
    return () -> new RegionDraft(tokens);
  }

  /** What a smaller model would write, the likeliest token each time. */
  static DraftSource model(DraftModel model, int[] prompt) {
    return () -> model.follow(prompt);
  }

  /** What followed the last tokens when they last stood in the prompt or in the output. */
  static DraftSource ngram(int[] prompt) {
    return () -> new NgramDraft(prompt);
  }
}
