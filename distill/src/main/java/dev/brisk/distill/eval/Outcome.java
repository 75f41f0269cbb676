package dev.brisk.distill.eval;

import dev.brisk.distill.data.Sample;
import java.util.Optional;

/**
 * A case, its answer, and what the answer is worth.
 *
 * @param exact whether it is what was wanted, byte for byte; of "cannot": whether the model says so
 * @param parses whether the edit leaves valid what was valid: the whole file where it is known, or
 *     else the region; empty where nothing is shown, or the region as given cannot be parsed
 * @param minimality changed characters over those of the right answer (at least 1 of each is
 *     counted), 1.0 is ideal; NaN where nothing is shown
 */
public record Outcome(
    Case asked, Answer answer, boolean exact, Optional<Boolean> parses, double minimality) {
  /** Judges an answer. */
  public static Outcome of(Case asked, Answer answer) {
    var sample = asked.sample();
    if (answer.after().isEmpty()) {
      var right =
          sample.kind().equals(Sample.CANNOT) && answer.failure().equals(Answer.BEYOND_MODEL);
      return new Outcome(asked, answer, right, Optional.empty(), Double.NaN);
    }
    var after = answer.after().get();
    var exact = !sample.kind().equals(Sample.CANNOT) && after.equals(sample.after());
    var parses = after.equals(sample.before()) ? Optional.of(true) : parses(asked, after);
    var wanted = Math.max(1, ChangedCharacters.between(sample.before(), sample.after()));
    var done = Math.max(1, exact ? wanted : ChangedCharacters.between(sample.before(), after));
    return new Outcome(asked, answer, exact, parses, (double) done / wanted);
  }

  private static Optional<Boolean> parses(Case asked, String after) {
    // Lines alone may be taken for something else than they are in their file.
    return Fragment.FILE.parses(asked.request().text())
        ? Optional.of(Fragment.FILE.parses(asked.fileWith(after)))
        : Fragment.of(asked.sample().before()).map(place -> place.parses(after));
  }

  /** Whether a person sees an edit, or that nothing is to be done. */
  public boolean shown() {
    return answer.after().isPresent();
  }

  /** Whether it claims that nothing is to be done where something is. */
  public boolean unchanged() {
    return !asked.sample().before().equals(asked.sample().after())
        && answer.after().filter(asked.sample().before()::equals).isPresent();
  }

  /** What should have been done. */
  public Deed wanted() {
    return asked.sample().kind().equals(Sample.CANNOT)
        ? Deed.DECLINED
        : Deed.of(asked.sample().before(), asked.sample().after());
  }

  /** What was done. */
  public Deed done() {
    return answer
        .after()
        .map(after -> Deed.of(asked.sample().before(), after))
        .orElse(Deed.DECLINED);
  }
}
