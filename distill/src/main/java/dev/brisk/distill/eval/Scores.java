package dev.brisk.distill.eval;

import java.util.List;
import java.util.function.Predicate;

/**
 * The figures of some outcomes.
 *
 * @param exact of all
 * @param shown of all: edits that a person sees
 * @param precision exact of the shown ones
 * @param parses of the shown ones whose region can be parsed
 * @param excess of the shown ones: minimality over {@link #EXCESS}
 * @param unchanged of all: said to need nothing where something was wanted
 * @param declined of all: said to be beyond the model
 * @param unusable of all: output that could not be applied, and other failures
 */
public record Scores(
    Proportion exact,
    Proportion shown,
    Proportion precision,
    Proportion parses,
    Proportion excess,
    Proportion unchanged,
    Proportion declined,
    Proportion unusable) {
  /** More changed characters than this times those of the right answer are too many. */
  public static final double EXCESS = 1.2;

  /** Counts. */
  public static Scores of(List<Outcome> outcomes) {
    var shown = outcomes.stream().filter(Outcome::shown).toList();
    var parsable = shown.stream().filter(outcome -> outcome.parses().isPresent()).toList();
    return new Scores(
        share(outcomes, Outcome::exact),
        share(outcomes, Outcome::shown),
        share(shown, Outcome::exact),
        share(parsable, outcome -> outcome.parses().orElseThrow()),
        share(shown, outcome -> outcome.minimality() > EXCESS),
        share(outcomes, Outcome::unchanged),
        share(outcomes, outcome -> outcome.answer().failure().equals(Answer.BEYOND_MODEL)),
        share(
            outcomes,
            outcome ->
                !outcome.shown() && !outcome.answer().failure().equals(Answer.BEYOND_MODEL)));
  }

  private static Proportion share(List<Outcome> outcomes, Predicate<Outcome> what) {
    return new Proportion(outcomes.stream().filter(what).count(), outcomes.size());
  }
}
