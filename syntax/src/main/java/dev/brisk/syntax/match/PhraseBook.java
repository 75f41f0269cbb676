package dev.brisk.syntax.match;

import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.Phrasing;
import dev.brisk.syntax.Phrasings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What people say of each kind of edit, learned from the phrasings that are not held out. Kinds
 * that begin alike, or end alike, lend each other words: who removes a field speaks like who
 * removes a method.
 */
final class PhraseBook {
  private static final int RENDERINGS = 16;

  /**
   * What is known of one kind.
   *
   * @param model how likely words are in a request of this kind
   * @param madeUp what sort of value the slots hold that do not stand in the region
   * @param held the same in requests that already hold, by the slots of the inverse too
   * @param anything all slots, each with the sort that takes nearly any value
   * @param required the slots that all phrasings speak of
   */
  record Ways(
      PhraseModel model,
      Map<String, Slot> madeUp,
      Map<String, Slot> held,
      Map<String, Slot> anything,
      Set<String> required) {}

  private final Map<String, Ways> ways = new HashMap<>();

  PhraseBook(List<EditKind> kinds, Phrasings phrasings) {
    var general = new PhraseModel();
    var verbs = new HashMap<String, PhraseModel>();
    var nouns = new HashMap<String, PhraseModel>();
    for (var kind : kinds) {
      var name = kind.name();
      var noun = name.substring(name.indexOf('-') + 1);
      var model =
          new PhraseModel(
              verbs.computeIfAbsent(verb(name), v -> new PhraseModel(general)),
              nouns.computeIfAbsent(noun, v -> new PhraseModel()));
      var held = kind.inverse().map(inverse -> madeUp(phrasings, inverse)).orElse(Map.of());
      learn(name, model, held, phrasings);
    }
    // Nothing is filled in where nothing is done: slots that take any words would fit everything.
    var cannot = new PhraseModel(general);
    seen(phrasings, "_" + Intents.CANNOT).forEach(p -> renderings(p).forEach(cannot::add));
    ways.put(Intents.CANNOT, new Ways(cannot, Map.of(), Map.of(), Map.of(), Set.of()));
  }

  /** By the name of the kind; {@link Intents#CANNOT} for what none of them does. */
  Map<String, Ways> ways() {
    return ways;
  }

  /** What a kind does, by its name. */
  static String verb(String kind) {
    var dash = kind.indexOf('-');
    var verb = dash < 0 ? kind : kind.substring(0, dash);
    return verb.equals("delete") || verb.equals("unwrap") ? "remove" : verb;
  }

  private static Map<String, Slot> madeUp(Phrasings phrasings, String kind) {
    var sorts = new HashMap<String, Slot>();
    phrasings
        .madeUp(kind)
        .forEach((slot, sort) -> sorts.put(slot, Slot.valueOf(sort.toUpperCase(Locale.ROOT))));
    return sorts;
  }

  private static List<Phrasing> seen(Phrasings phrasings, String list) {
    return phrasings.of(list).stream().filter(phrasing -> !phrasing.unseen()).toList();
  }

  private void learn(
      String kind, PhraseModel model, Map<String, Slot> ofInverse, Phrasings phrasings) {
    var anything = new HashMap<String, Slot>();
    var always = new HashSet<String>();
    phrasings.of(kind).forEach(phrasing -> always.addAll(phrasing.slots()));
    for (var phrasing : seen(phrasings, kind)) {
      for (var slot : phrasing.slots()) {
        var word = slot.equals("what") || slot.equals("keyword");
        anything.put(slot, word ? Slot.NAME : Slot.SENTENCE);
      }
      renderings(phrasing)
          .forEach(
              (tokens, weight) -> {
                model.add(tokens, weight);
                always.removeIf(slot -> !tokens.contains("{" + slot + "}"));
              });
    }
    var madeUp = madeUp(phrasings, kind);
    var held = new HashMap<>(madeUp);
    held.putAll(ofInverse);
    ways.put(kind, new Ways(model, madeUp, held, anything, always));
  }

  /** The ways to say a phrasing, with the names of slots for their values, and their shares. */
  private static Map<List<String>, Double> renderings(Phrasing phrasing) {
    var values = new HashMap<String, String>();
    phrasing.slots().forEach(slot -> values.put(slot, "{" + slot + "}"));
    var random = new SplittableRandom(phrasing.name().hashCode());
    var ways = new LinkedHashMap<List<String>, Double>();
    var count = phrasing.fixed() ? 1 : RENDERINGS;
    for (var i = 0; i < count; i++) {
      ways.merge(phrasing.delexicalised(values, random), 1.0 / count, Double::sum);
    }
    return ways;
  }
}
