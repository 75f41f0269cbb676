package dev.brisk.distill.teach;

import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import java.util.random.RandomGenerator;

/**
 * Chooses what is shown around an edit: 3 to {@link #MOST} lines, mostly few, never beyond the
 * candidate's scope; often the whole method.
 */
final class Regions {
  /** Most lines of a region in training; requests may have up to 64. */
  static final int MOST = 40;

  private static final double METHOD = 0.35;

  /** The region's first and last line. */
  record Range(int first, int last) {}

  private Regions() {}

  /** The region for {@code candidate}, or null if it needs more lines than are shown. */
  static @org.jspecify.annotations.Nullable Range choose(
      SourceFile file, Candidate candidate, RandomGenerator random) {
    var needed = candidate.lastLine() - candidate.firstLine() + 1;
    if (needed > MOST) {
      return null;
    }
    if (random.nextDouble() < METHOD) {
      var method = method(file, candidate);
      if (method != null) {
        return method;
      }
    }
    var scopeFirst = candidate.scopeFirst();
    var scopeLast = Math.min(candidate.scopeLast(), file.lineCount());
    var most = Math.min(MOST, scopeLast - scopeFirst + 1);
    var wanted = Math.clamp(needed + more(random), Math.min(3, most), most);
    var extra = Math.max(0, wanted - needed);
    var before = Math.min(random.nextInt(extra + 1), candidate.firstLine() - scopeFirst);
    var last = Math.min(candidate.lastLine() + extra - before, scopeLast);
    var first = Math.max(scopeFirst, last - wanted + 1);
    return trimmed(file, new Range(Math.min(first, candidate.firstLine()), last), candidate);
  }

  private static int more(RandomGenerator random) {
    var dice = random.nextDouble();
    return dice < 0.5 ? random.nextInt(6) : dice < 0.85 ? random.nextInt(14) : random.nextInt(36);
  }

  private static @org.jspecify.annotations.Nullable Range method(
      SourceFile file, Candidate candidate) {
    var around =
        file.methods().stream()
            .filter(
                method ->
                    file.firstLine(method) <= candidate.firstLine()
                        && file.lastLine(method) >= candidate.lastLine()
                        && file.firstLine(method) >= candidate.scopeFirst()
                        && file.lastLine(method) <= candidate.scopeLast()
                        && file.lastLine(method) - file.firstLine(method) < MOST)
            .findFirst();
    return around
        .map(method -> new Range(file.firstLine(method), file.lastLine(method)))
        .orElse(null);
  }

  // Nobody selects blank lines at the ends.
  private static Range trimmed(SourceFile file, Range range, Candidate candidate) {
    var first = range.first;
    var last = range.last;
    while (first < candidate.firstLine() && file.line(first).isBlank()) {
      first++;
    }
    while (last > candidate.lastLine() && file.line(last).isBlank()) {
      last--;
    }
    return new Range(first, last);
  }
}
