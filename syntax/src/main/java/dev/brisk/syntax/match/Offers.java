package dev.brisk.syntax.match;

import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All edits of some kinds that a region offers. */
final class Offers {
  /** Kinds draw what they make up; a value that stands in the edit by chance is drawn again. */
  private static final int DRAWS = 3;

  /** Of kinds that choose between a few forms all are wanted; values are drawn until they tell. */
  private static final int MOST_DRAWS = 8;

  private final Map<String, EditKind> kinds = new HashMap<>();
  private final Map<String, PhraseBook.Ways> ways;

  /** Files are the same only if they are one object, and are forgotten with it. */
  private final Map<SourceFile, Map<String, List<Candidate>>> made =
      Collections.synchronizedMap(new WeakHashMap<>());

  Offers(List<EditKind> kinds, Map<String, PhraseBook.Ways> ways) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    this.ways = ways;
  }

  /** What lines {@code first} to {@code last} offer of the kinds with these names. */
  List<Offer> of(SourceFile file, int first, int last, Collection<String> names) {
    var result = new LinkedHashMap<String, Offer>();
    for (var name : names) {
      var kind = kinds.get(name);
      if (kind == null) {
        continue;
      }
      if (kind.repairs()) {
        // The candidates of these kinds break what is right; asked for is the way back.
        for (var candidate : within(kept(kind, file, "", kind::repairsIn), first, last)) {
          add(name, candidate, Map.of(), result);
        }
        continue;
      }
      var drawn = madeUp(name);
      var draws = drawn.isEmpty() ? 1 : drawn.containsValue(Slot.FORM) ? MOST_DRAWS : DRAWS;
      for (var draw = 0; draw < draws; draw++) {
        var unclear = false;
        for (var candidate : within(candidates(kind, file, 13 + 7919L * draw), first, last)) {
          unclear |= add(name, candidate, drawn, result).isUnclear();
        }
        draws = unclear ? Math.min(MOST_DRAWS, draws + 1) : draws;
      }
      if (kind.idempotent()) {
        held(kind, file, first, last, result);
      }
    }
    return List.copyOf(result.values());
  }

  private Map<String, Slot> madeUp(String kind) {
    var known = ways.get(kind);
    return known == null ? Map.of() : known.madeUp();
  }

  private List<Candidate> candidates(EditKind kind, SourceFile file, long seed) {
    return kept(kind, file, seed + "", asked -> kind.candidates(asked, new SplittableRandom(seed)));
  }

  /** The candidates of a whole file, which is asked for again when a request is worded again. */
  private List<Candidate> kept(
      EditKind kind,
      SourceFile file,
      String which,
      Function<SourceFile, List<Candidate>> candidates) {
    return made.computeIfAbsent(file, f -> new ConcurrentHashMap<>())
        .computeIfAbsent(kind.name() + " " + which, k -> candidates.apply(file));
  }

  /** What already is as {@code kind} would make it. */
  private void held(
      EditKind kind, SourceFile file, int first, int last, Map<String, Offer> result) {
    var name = kind.name();
    var inverse = kind.inverse().map(kinds::get).orElse(kind);
    var turned = kind.inverse().isPresent();
    var drawn = madeUp(inverse.name());
    for (var found : within(candidates(inverse, file, 1), first, last)) {
      var values = new HashMap<>(found.slots());
      var open = new HashMap<String, String>();
      var now = values.get("old");
      if (now != null && !turned) {
        // It has the new value; which one it had is not told by the file.
        open.put("old", values.getOrDefault("new", ""));
        values.put("old", values.getOrDefault("new", ""));
        values.put("new", now);
      } else if (!turned) {
        continue;
      }
      drawn.forEach(
          (slot, sort) -> {
            var value = found.slots().get(slot);
            if (!slot.equals("new")
                && sort != Slot.FORM
                && sort != Slot.MODIFIER
                && sort != Slot.VISIBILITY
                && value != null
                && Offer.uses(found, value) > 0) {
              open.put(slot, value);
            }
          });
      var shown =
          new Candidate(
              values,
              found.firstLine(),
              found.lastLine(),
              found.scopeFirst(),
              found.scopeLast(),
              found.edits());
      result.put(
          name + " holds " + values + found.firstLine(), new Offer(name, shown, open, 0, true));
    }
  }

  private static List<Candidate> within(List<Candidate> candidates, int first, int last) {
    return candidates.stream()
        .filter(c -> c.firstLine() >= first && c.lastLine() <= last && !c.edits().isEmpty())
        .toList();
  }

  private static Offer add(
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
    return to.merge(same.toString(), offer, (a, b) -> a.uses() <= b.uses() ? a : b);
  }
}
