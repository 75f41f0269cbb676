package dev.brisk.distill.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Byte-pair merges learnt from weighted words (Sennrich et al., 2016): again and again the pair
 * that weighs most becomes one. Words are spelled in GPT-2's alphabet of printable characters for
 * bytes.
 */
final class PairMerges {
  /** Two neighbouring pieces. */
  record Pair(String left, String right) implements Comparable<Pair> {
    String joined() {
      return left + right;
    }

    @Override
    public int compareTo(Pair other) {
      var byLeft = left.compareTo(other.left);
      return byLeft != 0 ? byLeft : right.compareTo(other.right);
    }
  }

  private final List<List<String>> words = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final Map<Pair, Double> pairs = new HashMap<>();
  private final Map<Pair, Set<Integer>> places = new HashMap<>();

  PairMerges(Map<String, Double> weighted) {
    weighted.forEach(
        (word, weight) -> {
          var spelled = new ArrayList<String>();
          for (var b : word.getBytes(StandardCharsets.UTF_8)) {
            spelled.add(String.valueOf(ByteLetters.of(b)));
          }
          var index = words.size();
          words.add(spelled);
          weights.add(weight);
          count(index, 1);
        });
  }

  /** The next merge, which is then made; null if nothing is left to merge. */
  @org.jspecify.annotations.Nullable
  Pair next() {
    Pair best = null;
    var most = 1e-9;
    for (var entry : pairs.entrySet()) {
      var weight = entry.getValue();
      if (weight > most + 1e-9
          || (best != null && weight > most - 1e-9 && entry.getKey().compareTo(best) < 0)) {
        best = entry.getKey();
        most = weight;
      }
    }
    if (best != null) {
      merge(best);
    }
    return best;
  }

  private void merge(Pair pair) {
    for (var index : List.copyOf(places.getOrDefault(pair, Set.of()))) {
      count(index, -1);
      var old = words.get(index);
      var made = new ArrayList<String>(old.size());
      for (var i = 0; i < old.size(); i++) {
        if (i + 1 < old.size()
            && old.get(i).equals(pair.left)
            && old.get(i + 1).equals(pair.right)) {
          made.add(pair.joined());
          i++;
        } else {
          made.add(old.get(i));
        }
      }
      words.set(index, made);
      count(index, 1);
    }
    pairs.remove(pair);
    places.remove(pair);
  }

  private void count(int index, int sign) {
    var word = words.get(index);
    for (var i = 0; i + 1 < word.size(); i++) {
      var pair = new Pair(word.get(i), word.get(i + 1));
      pairs.merge(pair, sign * weights.get(index), Double::sum);
      var where = places.computeIfAbsent(pair, p -> new LinkedHashSet<>());
      if (sign > 0) {
        where.add(index);
      } else {
        where.remove(index);
      }
    }
  }
}
