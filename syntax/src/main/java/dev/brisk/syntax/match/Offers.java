package dev.brisk.syntax.match;

import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** All edits of some kinds that a region offers. */
final class Offers {
  /** Kinds draw what they make up; a value that stands in the edit by chance is drawn again. */
  private static final int DRAWS = 3;

  /** Draws of kinds that choose between a few forms: all forms are wanted. */
  private static final int DRAWS_OF_FORMS = 8;

  private final Map<String, EditKind> kinds = new HashMap<>();
  private final Map<String, Map<String, Slot>> slots;

  /**
   * @param slots of each kind those that hold what is made up
   */
  Offers(List<EditKind> kinds, Map<String, Map<String, Slot>> slots) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    this.slots = slots;
  }

  /** What lines {@code first} to {@code last} offer of the kinds with these names. */
  List<Offer> of(SourceFile file, int first, int last, Collection<String> names) {
    var result = new LinkedHashMap<String, Offer>();
    for (var name : names) {
      var kind = kinds.get(name);
      if (kind == null) {
        continue;
      }
      var drawn = slots.getOrDefault(name, Map.of());
      var draws = drawn.isEmpty() ? 1 : drawn.containsValue(Slot.FORM) ? DRAWS_OF_FORMS : DRAWS;
      for (var draw = 0; draw < draws; draw++) {
        var random = new SplittableRandom(13 + 7919L * draw);
        for (var candidate : within(kind.candidates(file, random), first, last)) {
          add(name, candidate, drawn, result);
        }
      }
      if (kind.idempotent()) {
        kind.inverse()
            .map(kinds::get)
            .ifPresent(
                inverse -> {
                  for (var held :
                      within(inverse.candidates(file, new SplittableRandom(1)), first, last)) {
                    result.put(
                        name + " holds " + held.slots() + held.firstLine(),
                        new Offer(name, held, Map.of(), 0, true));
                  }
                });
      }
    }
    return List.copyOf(result.values());
  }

  private static List<Candidate> within(List<Candidate> candidates, int first, int last) {
    return candidates.stream()
        .filter(c -> c.firstLine() >= first && c.lastLine() <= last && !c.edits().isEmpty())
        .toList();
  }

  private static void add(
      String kind, Candidate candidate, Map<String, Slot> drawn, Map<String, Offer> to) {
    var madeUp = new HashMap<String, String>();
    var uses = 0;
    var same = new ArrayList<Object>();
    same.add(kind);
    candidate.edits().forEach(edit -> same.add(edit.start() + "-" + edit.end()));
    for (var slot : new TreeMap<>(candidate.slots()).entrySet()) {
      var sort = drawn.get(slot.getKey());
      var used = sort == null || sort == Slot.FORM ? 0 : Offer.uses(candidate, slot.getValue());
      if (used > 0) {
        madeUp.put(slot.getKey(), slot.getValue());
        uses += used;
      }
      same.add(slot.getKey() + "=" + (used > 0 ? "" : slot.getValue()));
    }
    var offer = new Offer(kind, candidate, madeUp, uses, false);
    to.merge(same.toString(), offer, (a, b) -> a.uses() <= b.uses() ? a : b);
  }
}
