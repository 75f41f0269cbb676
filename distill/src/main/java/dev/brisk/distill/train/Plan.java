package dev.brisk.distill.train;

import java.util.List;
import java.util.Optional;

/**
 * How a named configuration trains: the network's sizes, and what it reads when.
 *
 * @param corpus what all steps together make of the corpus
 * @param batchTokens tokens of a step, about
 * @param minutes of training unless another budget is asked for
 * @param phases in order; the last one lasts to the end
 */
public record Plan(Shape shape, Corpus corpus, int batchTokens, int minutes, List<Phase> phases) {
  /**
   * How much of the corpus is used.
   *
   * @param artifacts of each split; 0 for all
   * @param perKind most samples of a kind
   * @param heldOutPerKind the same for validation, and for the test
   * @param tokens of the vocabulary
   */
  public record Corpus(int artifacts, int perKind, int heldOutPerKind, int tokens) {}

  /**
   * What a part of the training reads.
   *
   * @param until the share of the budget that is used when it ends, up to 1
   * @param longest samples with more tokens are left out
   * @param sources token files and how often each is read
   */
  public record Phase(double until, int longest, List<Source> sources) {}

  /**
   * A token file of the folder {@code tokens}.
   *
   * @param share of the steps' tokens that it gives, relative to the others
   */
  public record Source(String file, double share) {}

  private static final Corpus WHOLE = new Corpus(0, 8000, 150, 4096);
  private static final Source COPY = new Source("copy", 1);
  private static final Source EDITS = new Source("train", 0.85);

  /** Real commits, if there are any (brisk mine). */
  private static final Source COMMITS = new Source("commits", 0.05);

  /** What a model taught, if one was asked (distill ask). */
  private static final Source MODEL = new Source("model", 0.2);

  private static final Source COMPLETIONS = new Source("fim-train", 0.15);

  /** First copying, then short regions, then all. */
  private static List<Phase> widening() {
    return List.of(
        new Phase(0.03, 512, List.of(COPY)),
        new Phase(0.3, 160, List.of(EDITS)),
        new Phase(1, 640, List.of(EDITS, COMPLETIONS, COMMITS, MODEL)));
  }

  /** The same with steps of so many tokens. */
  public Plan withBatch(int tokens) {
    return new Plan(shape, corpus, tokens, minutes, phases);
  }

  /** The last phase only: what there is to learn for a network that was trained before. */
  public Plan lastPhase() {
    return new Plan(shape, corpus, batchTokens, minutes, List.of(phases.getLast()));
  }

  /** The configuration of that name; sizes without a vocabulary. */
  public static Optional<Plan> named(String name) {
    return Shape.named(name)
        .map(
            shape ->
                switch (name) {
                  case "smoke" ->
                      new Plan(
                          shape,
                          new Corpus(6, 200, 20, 3072),
                          2048,
                          3,
                          List.of(
                              new Phase(0.15, 512, List.of(COPY)),
                              new Phase(1, 160, List.of(EDITS))));
                  case "nano" -> new Plan(shape, WHOLE, 2048, 60, widening());
                  default -> new Plan(shape, WHOLE, 2048, 240, widening());
                });
  }
}
