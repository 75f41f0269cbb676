package dev.brisk.distill.teach;

import dev.brisk.syntax.Phrasing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Says a phrasing as people do: a capital letter or a full stop here and there, a "please", and now
 * and then a slip of the finger in a word that is not a slot's.
 */
final class Asking {
  private static final double TYPO = 0.03;
  private static final int SHORTEST_WITH_TYPO = 4;

  private Asking() {}

  /** The same random numbers with other values give the same words around these. */
  static String say(Phrasing phrasing, Map<String, String> values, RandomGenerator random) {
    var capital = random.nextDouble() < 0.15;
    var stop = random.nextDouble() < 0.1;
    var please = random.nextDouble() < 0.03;
    var typo = random.nextDouble() < TYPO;
    var typoSeed = random.nextLong();
    var segments = phrasing.render(values, random);
    var result = new StringBuilder(please ? "please " : "");
    for (var segment : typo ? withTypo(segments, typoSeed) : segments) {
      result.append(segment.text());
    }
    var own = please || segments.getFirst().own();
    if (capital && own && !result.isEmpty()) {
      result.setCharAt(0, Character.toUpperCase(result.charAt(0)));
    }
    if (stop && Character.isLetter(result.charAt(result.length() - 1))) {
      result.append('.');
    }
    return result.toString().replaceAll(" {2,}", " ").strip();
  }

  private static List<Phrasing.Segment> withTypo(List<Phrasing.Segment> segments, long seed) {
    var random = new java.util.SplittableRandom(seed);
    var result = new ArrayList<>(segments);
    for (var attempt = 0; attempt < 4; attempt++) {
      var chosen = random.nextInt(result.size());
      var segment = result.get(chosen);
      var words = segment.text().split(" ", -1);
      var word = random.nextInt(words.length);
      if (segment.own() && words[word].matches("[a-z]{" + SHORTEST_WITH_TYPO + ",}")) {
        words[word] = slip(words[word], random);
        result.set(chosen, new Phrasing.Segment(String.join(" ", words), true));
        return result;
      }
    }
    return segments;
  }

  /** Two letters swapped, one left out, or one typed twice; the first letter stays. */
  private static String slip(String word, RandomGenerator random) {
    var at = 1 + random.nextInt(word.length() - 2);
    var before = word.substring(0, at);
    var c = word.charAt(at);
    return switch (random.nextInt(3)) {
      case 0 -> before + word.charAt(at + 1) + c + word.substring(at + 2);
      case 1 -> before + word.substring(at + 1);
      default -> before + c + word.substring(at);
    };
  }
}
