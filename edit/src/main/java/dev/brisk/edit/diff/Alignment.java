package dev.brisk.edit.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds where the lines of a growing output stand in the region, and settles changes that later
 * output cannot alter.
 *
 * <p>Lines that equal the next lines of the region are settled at once: a common head is part of
 * some shortest diff. After a difference, lines wait until the output has caught up with the region
 * again: a run of equal lines that is long enough and stands in only one place of the rest of the
 * region. The stretch before the run is then diffed and settled. The final changes are made of the
 * same stretches, so whatever was settled is among them. Holds state; for one thread.
 */
public final class Alignment {
  /** So many letters and digits make a line stand for its place alone. */
  private static final int TELLING = 8;

  /** Taking more lines than this for deleted needs a longer run. */
  private static final int FAR = 8;

  private final List<String> region;
  private final List<String> waiting = new ArrayList<>();

  /** How many lines of the region are settled. */
  private int settled;

  private boolean anchored;

  /** An alignment of the lines of the region with output that is still to come. */
  public Alignment(List<String> region) {
    this.region = List.copyOf(region);
  }

  /** Takes the next complete line and returns the changes that are settled by it. */
  public List<Change> accept(String line) {
    if (waiting.isEmpty() && settled < region.size() && region.get(settled).equals(line)) {
      settled++;
      anchored |= Word.in(line);
      return List.of();
    }
    waiting.add(line);
    return settle();
  }

  /** Takes several lines. */
  public List<Change> accept(List<String> lines) {
    var changes = new ArrayList<Change>();
    lines.forEach(line -> changes.addAll(accept(line)));
    return changes;
  }

  /**
   * The rest of the changes, when no line is to come. {@code waiting} stands for the lines that
   * were not settled.
   */
  public List<Change> finish(List<String> waiting) {
    return changes(region.size(), waiting);
  }

  /** The lines that were taken and are not settled, as a copy. */
  public List<String> waiting() {
    return List.copyOf(waiting);
  }

  /** The lines of the region that are not settled. */
  public List<String> rest() {
    return region.subList(settled, region.size());
  }

  /** Whether some line of the region with a word in it was found again. */
  public boolean anchored() {
    return anchored;
  }

  private List<Change> settle() {
    var best = 0;
    var bestEnd = -1;
    var sameLength = 0;
    for (var end = settled + 1; end <= region.size(); end++) {
      var length = runEndingAt(end);
      if (length > best) {
        best = length;
        bestEnd = end;
        sameLength = 1;
      } else if (length == best) {
        sameLength++;
      }
    }
    if (best == 0 || sameLength > 1 || !isAnchor(best, bestEnd - best - settled)) {
      return List.of();
    }
    var changes = changes(bestEnd - best, waiting.subList(0, waiting.size() - best));
    settled = bestEnd;
    anchored = true;
    waiting.clear();
    return changes;
  }

  /**
   * How many of the last waiting lines equal the lines of the region that end before {@code end}.
   */
  private int runEndingAt(int end) {
    var n = 0;
    while (n < waiting.size()
        && end - 1 - n >= settled
        && region.get(end - 1 - n).equals(waiting.get(waiting.size() - 1 - n))) {
      n++;
    }
    return n;
  }

  /**
   * Whether a run of {@code length} lines that would leave out {@code skipped} lines of the region
   * is enough: the more lines it takes for deleted, the more likely it is only a line that was
   * moved or repeated.
   */
  private boolean isAnchor(int length, int skipped) {
    var run = waiting.subList(waiting.size() - length, waiting.size());
    var words = run.stream().filter(Word::in).count();
    var deleted = skipped - (waiting.size() - length);
    if (deleted > FAR) {
      return words >= 4;
    }
    return words >= 2
        || (words == 1
            && (length >= 3 || (deleted <= 1 && run.stream().anyMatch(Alignment::isTelling))));
  }

  /** Whether a line is unlikely to occur in another place by chance. */
  private static boolean isTelling(String line) {
    return line.codePoints().filter(Character::isLetterOrDigit).count() >= TELLING;
  }

  private List<Change> changes(int upTo, List<String> lines) {
    var from = settled;
    return Collections.unmodifiableList(
        LineDiff.between(region.subList(from, upTo), lines).stream()
            .map(c -> c.moved(from))
            .toList());
  }
}
