package dev.brisk.syntax.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The likeliest way in which an instruction asks for one candidate. */
final class Alignment {
  /** Words that join wishes. */
  private static final Set<String> JOINING = Set.of("and", "then", "but", "plus");

  /** Words that turn a wish around. */
  private static final Set<String> NEGATING =
      Set.of("no", "not", "don", "doesn", "shouldn", "without", "never", "nothing", "none");

  /** Words behind which a place is named, and what may stand between. */
  private static final Set<String> WITHIN = Set.of("in", "of", "inside", "within", "from", "at");

  private static final Set<String> WHOLE =
      Set.of("the", "method", "function", "class", "constructor", "`", "'", "\"");

  private static final int BEAM = 8;
  private static final int LONGEST_VALUE = 14;

  /**
   * @param score log-probability
   * @param values of the slots that were made up
   * @param twofold whether words join a second wish that this reading does not fulfil
   * @param spoken all slots that the instruction speaks of
   * @param negated whether a word says no that nobody says who asks for this kind of edit
   * @param foreign whether it names something of the region that this reading has no use for
   * @param unusual whether it says a telling word that nobody says who asks for this kind of edit
   */
  record Result(
      double score,
      Map<String, String> values,
      Set<String> spoken,
      boolean twofold,
      boolean negated,
      boolean foreign,
      boolean unusual) {}

  private record Path(
      double score, String a, String b, @Nullable Path from, @Nullable String slot, String value) {}

  private Alignment() {}

  /**
   * Aligns; null if the instruction cannot be read so, or no reading has {@code least}.
   *
   * @param visible tokens of the values that stand in the region, by slot
   * @param open the other slots
   * @param least the log-probability below which nobody wants to know
   */
  static @Nullable Result of(
      Request request,
      Map<String, List<String>> visible,
      Map<String, Slot> open,
      Values allowed,
      PhraseModel model,
      double least) {
    var instruction = request.tokens();
    var words = request.words();
    var text = request.text();
    var paths = new ArrayList<List<Path>>();
    for (var i = 0; i <= instruction.size(); i++) {
      paths.add(new ArrayList<>());
    }
    paths.getFirst().add(new Path(0, PhraseModel.START, PhraseModel.START, null, null, ""));
    for (var i = 0; i < instruction.size(); i++) {
      var here = paths.get(i);
      // Whatever is said next makes a reading less likely.
      here.removeIf(path -> path.score < least);
      here.sort(Comparator.comparingDouble((Path p) -> -p.score));
      if (here.size() > BEAM) {
        here.subList(BEAM, here.size()).clear();
      }
      for (var path : here) {
        step(paths.get(i + 1), path, words.get(i), model);
        var quoted = instruction.get(i).isQuote();
        for (var slot : visible.entrySet()) {
          var end = matches(instruction, i, slot.getValue());
          if (end > 0) {
            step(paths.get(end), path, "{" + slot.getKey() + "}", model);
          }
          if (quoted) {
            var inner = matches(instruction, i + 1, slot.getValue());
            if (inner > 0
                && inner < instruction.size()
                && instruction.get(inner).text().equals(instruction.get(i).text())) {
              step(paths.get(inner + 1), path, "{" + slot.getKey() + "}", model);
            }
          }
        }
        for (var slot : open.entrySet()) {
          if (filled(path, slot.getKey()) || cutsCall(text, instruction.get(i))) {
            continue;
          }
          var first = instruction.get(i);
          var sort = slot.getValue();
          var token = "{" + slot.getKey() + "}";
          // The same for all values, and what costs most here.
          var likely = model.logProbability(path.a, path.b, token);
          for (var end = i + 1; end <= Math.min(instruction.size(), i + LONGEST_VALUE); end++) {
            var last = instruction.get(end - 1);
            var value = text.substring(first.start(), last.end());
            if (allowed.fit(value, sort)) {
              var cost = allowed.cost(instruction, i, end, sort);
              step(paths.get(end), path, token, cost, slot.getKey(), value, likely);
            }
            if (quoted && end > i + 2 && last.text().equals(first.text())) {
              var inner = value.substring(1, value.length() - 1);
              if (allowed.fit(inner, sort)) {
                var cost = allowed.cost(instruction, i + 1, end - 1, sort);
                step(paths.get(end), path, token, cost, slot.getKey(), inner, likely);
              }
            }
          }
        }
      }
    }
    Path best = null;
    var bestScore = Double.NEGATIVE_INFINITY;
    for (var path : paths.getLast()) {
      var score = path.score + model.logProbability(path.a, path.b, PhraseModel.END);
      if (score > bestScore) {
        best = path;
        bestScore = score;
      }
    }
    if (best == null) {
      return null;
    }
    var values = new HashMap<String, String>();
    var spoken = new HashSet<String>();
    var twofold = false;
    var negated = false;
    var foreign = false;
    var unusual = false;
    for (var path = best; path != null; path = path.from) {
      twofold |= JOINING.contains(path.b) && !model.says(path.b);
      if (path.b.startsWith("{") && path.b.length() > 2) {
        spoken.add(path.b.substring(1, path.b.length() - 1));
      }
      negated |= NEGATING.contains(path.b) && !model.says(path.b);
      unusual |= !model.says(path.b) && Values.tells(path.b);
      foreign |= !model.says(path.b) && allowed.isName(path.b) && !tellsWhere(path);
      if (path.slot != null) {
        values.put(path.slot, path.value);
      }
    }
    return new Result(bestScore, values, spoken, twofold, negated, foreign, unusual);
  }

  /** Whether a word follows one that says in what something stands: "in the method add". */
  private static boolean tellsWhere(Path path) {
    for (var before = path.from; before != null; before = before.from) {
      if (WITHIN.contains(before.b)) {
        return true;
      }
      if (!WHOLE.contains(before.b)) {
        return false;
      }
    }
    return false;
  }

  /** Whether a token is the arguments' parenthesis of a call, with which no value begins. */
  private static boolean cutsCall(String text, Spoken token) {
    return token.text().equals("(")
        && token.start() > 0
        && Character.isJavaIdentifierPart(text.charAt(token.start() - 1));
  }

  private static boolean filled(Path path, String slot) {
    for (Path p = path; p != null; p = p.from) {
      if (slot.equals(p.slot)) {
        return true;
      }
    }
    return false;
  }

  private static void step(List<Path> to, Path from, String token, PhraseModel model) {
    step(to, from, token, 0, null, "", model.logProbability(from.a, from.b, token));
  }

  private static void step(
      List<Path> to,
      Path from,
      String token,
      double cost,
      @Nullable String slot,
      String value,
      double likely) {
    to.add(new Path(from.score + cost + likely, from.b, token, from, slot, value));
  }

  private static int matches(List<Spoken> instruction, int at, List<String> value) {
    if (value.isEmpty() || at + value.size() > instruction.size()) {
      return -1;
    }
    for (var i = 0; i < value.size(); i++) {
      if (!instruction.get(at + i).text().equals(value.get(i))) {
        return -1;
      }
    }
    return at + value.size();
  }
}
