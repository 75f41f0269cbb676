package dev.brisk.distill.eval;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Outcomes side by side: by kind, phrasing, size of region. */
final class Grouping {
  private Grouping() {}

  /** All, and by whether the phrasing was held out from training. */
  static Map<String, List<Outcome>> overview(List<Outcome> outcomes) {
    var groups = new LinkedHashMap<String, List<Outcome>>();
    groups.put("all", outcomes);
    groups.put("unseen phrasing", unseen(outcomes));
    groups.put(
        "seen phrasing", outcomes.stream().filter(o -> !o.asked().sample().unseen()).toList());
    return groups;
  }

  static List<Outcome> unseen(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.asked().sample().unseen()).toList();
  }

  /** By kind, in the order of the names. */
  static Map<String, List<Outcome>> kinds(List<Outcome> outcomes) {
    return by(outcomes, outcome -> outcome.asked().sample().kind());
  }

  /** By lines of the region, short ones first. */
  static Map<String, List<Outcome>> sizes(List<Outcome> outcomes) {
    var sorted = outcomes.stream().sorted(Comparator.comparingInt(o -> o.asked().lines())).toList();
    return sorted.stream()
        .collect(
            Collectors.groupingBy(
                outcome -> size(outcome.asked().lines()), LinkedHashMap::new, Collectors.toList()));
  }

  /** By why nothing is shown. */
  static Map<String, List<Outcome>> failures(List<Outcome> outcomes) {
    return by(
        outcomes.stream().filter(outcome -> !outcome.shown()).toList(),
        outcome -> outcome.answer().failure());
  }

  private static Map<String, List<Outcome>> by(
      List<Outcome> outcomes, Function<Outcome, String> key) {
    return outcomes.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }

  private static String size(int lines) {
    if (lines <= 2) {
      return "1–2 lines";
    }
    if (lines <= 5) {
      return "3–5 lines";
    }
    if (lines <= 10) {
      return "6–10 lines";
    }
    if (lines <= 20) {
      return "11–20 lines";
    }
    return lines <= 40 ? "21–40 lines" : "over 40 lines";
  }
}
