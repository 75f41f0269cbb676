package dev.brisk.engine;

import java.util.List;

/**
 * Engines along a reference's own tokens, and how far they are from it: means of absolute
 * differences over the log-probabilities that it lists, in nats.
 */
final class ReferenceRun {
  private final Model model;
  private final List<Session> engines;
  private final double[] fromReference;
  private final double[] fromPrevious;
  private int compared;
  private int steps;
  private int agreed;
  private double widestGap;

  /**
   * @param engines new sessions of the model; the first one finds the tokens that are missing
   */
  ReferenceRun(Model model, Session... engines) {
    this.model = model;
    this.engines = List.of(engines);
    fromReference = new double[engines.length];
    fromPrevious = new double[engines.length];
  }

  /** Adds a case to the figures. */
  void follow(References.Case reference) {
    engines.forEach(engine -> engine.truncate(0));
    float[][] logits = forward(reference.prompt());
    for (ReferenceStep step : reference.steps()) {
      List<Integer> hidden = HiddenTokens.before(step, model, engines.getFirst(), logits[0]);
      if (!hidden.isEmpty()) {
        logits = forward(hidden);
      }
      compare(step, logits);
      logits = forward(List.of(step.id()));
    }
  }

  private float[][] forward(List<Integer> tokens) {
    return engines.stream()
        .map(engine -> engine.forward(References.array(tokens)))
        .toArray(float[][]::new);
  }

  private void compare(ReferenceStep step, float[][] logits) {
    int count = step.top().size();
    for (int i = 0; i < logits.length; i++) {
      fromReference[i] += count * step.difference(logits[i]);
      fromPrevious[i] += i == 0 ? 0 : count * step.difference(logits[i - 1], logits[i]);
    }
    compared += count;
    steps++;
    int likeliest = ReferenceStep.likeliest(logits[0]);
    agreed += likeliest == step.id() ? 1 : 0;
    widestGap = Math.max(widestGap, logits[0][likeliest] - logits[0][step.id()]);
  }

  /** How far an engine is from the reference. */
  double fromReference(int engine) {
    return fromReference[engine] / compared;
  }

  /** How far an engine is from the one before it. */
  double fromPrevious(int engine) {
    return fromPrevious[engine] / compared;
  }

  int steps() {
    return steps;
  }

  /** Steps in which the first engine's likeliest token is the one that the reference chose. */
  int agreed() {
    return agreed;
  }

  /**
   * By how many nats the first engine likes its own choice better than the reference's, at most.
   */
  double widestGap() {
    return widestGap;
  }
}
