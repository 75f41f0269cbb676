package dev.brisk.server.admission;

import dev.brisk.server.answer.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Those who wait, in the order of their turn: by tier, who waits before what was asked at a
 * keystroke, and in the order that they came. Short enough to be gone through. Not safe for use by
 * many threads.
 */
final class Line<T extends Line.Waiting> {
  private static final Comparator<Standing> TURN =
      Comparator.comparingInt(Standing::priority)
          .thenComparing(standing -> standing.urgency() == Urgency.KEYSTROKE)
          .thenComparingLong(Standing::number);

  private final List<T> waiting = new ArrayList<>();
  private final int places;

  /**
   * What decides about a place.
   *
   * @param priority of the tier; lower ones come first
   * @param number counts up with everybody who comes
   * @param deadline when it has waited long enough, in nanoseconds of the line's clock
   */
  record Standing(int priority, Urgency urgency, long number, long deadline) {}

  /** Somebody in the line. */
  interface Waiting {
    Standing standing();
  }

  /**
   * @param places how many may wait
   */
  Line(int places) {
    this.places = places;
  }

  int size() {
    return waiting.size();
  }

  /** Takes somebody in, also beyond the places that there are; {@link #shed} follows. */
  void add(T entry) {
    int at = waiting.size();
    while (at > 0 && TURN.compare(entry.standing(), waiting.get(at - 1).standing()) < 0) {
      at--;
    }
    waiting.add(at, entry);
  }

  /** Takes out the one whose turn it is. */
  Optional<T> poll() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeFirst());
  }

  /** Takes somebody out who no longer waits; does nothing if it is not there. */
  void remove(T entry) {
    waiting.remove(entry);
  }

  /** How many are before somebody; the length of the line if it is not there. */
  int position(T entry) {
    int at = waiting.indexOf(entry);
    return at < 0 ? waiting.size() : at;
  }

  /**
   * Takes one out if there are more than there are places: the stalest of those asked at a
   * keystroke, and if there is none the last.
   */
  Optional<T> shed() {
    if (waiting.size() <= places) {
      return Optional.empty();
    }
    var victim =
        waiting.stream()
            .filter(entry -> entry.standing().urgency() == Urgency.KEYSTROKE)
            .min(Comparator.comparingLong(entry -> entry.standing().number()))
            .orElseGet(waiting::getLast);
    waiting.remove(victim);
    return Optional.of(victim);
  }

  /** Takes out those who have waited long enough. */
  List<T> expire(long now) {
    var expired = waiting.stream().filter(entry -> now - entry.standing().deadline() >= 0).toList();
    waiting.removeAll(expired);
    return expired;
  }
}
