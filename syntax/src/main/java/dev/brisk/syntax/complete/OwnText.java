package dev.brisk.syntax.complete;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The text around a cursor: the words before it, a gap, the words behind it. What stands near the
 * cursor counts more. Immutable but for what it keeps of earlier questions.
 */
final class OwnText {
  /** How far away, in words, something counts half. */
  private static final double NEAR = 400;

  /** What the farthest words count at least. */
  private static final double FAR = 0.15;

  /** Longest contexts that are looked up with names told apart by place only. */
  static final int RENAMED = 7;

  private static final int SHORTEST_RENAMED = 2;

  /** How often a name that stands behind the same sort of word counts. */
  private static final double SAME_PLACE = 8;

  private static final double STRINGS = 0.4;

  private final CodeWords words;
  private final int[] text;
  private final int gap;

  /** For each place the place before it where the same word stands; -1 for none. */
  private final int[] earlier;

  private final Map<Integer, Integer> lastPlaces = new HashMap<>();
  private final long[] contexts;
  private final Map<Integer, Odds> namesBehind = new HashMap<>();
  private final Map<Integer, Odds> namesOfType = new HashMap<>();
  private final Odds strings = new Odds();

  /**
   * @param text all words
   * @param gap how many of them stand before the cursor, at least 1
   */
  OwnText(CodeWords words, int[] text, int gap) {
    this.words = words;
    this.text = text;
    this.gap = gap;
    earlier = new int[text.length];
    for (var i = 0; i < text.length; i++) {
      var before = lastPlaces.put(text[i], i);
      earlier[i] = before == null ? -1 : before;
    }
    contexts = renamedContexts();
    collectStrings();
  }

  CodeWords words() {
    return words;
  }

  /** Whether a context of {@code length} words before {@code place} would reach over the gap. */
  private boolean crosses(int place, int length) {
    return place > gap && place - length < gap;
  }

  private double weight(int place) {
    return 1 / (1 + Math.abs(gap - place) / NEAR) + FAR;
  }

  /** Contexts with their places, sorted: 44 bits of the context, 20 of the place. */
  private long[] renamedContexts() {
    var result = new long[text.length * (RENAMED - SHORTEST_RENAMED + 1)];
    var count = 0;
    var context = new Context.Renamed();
    for (var place = 1; place < Math.min(text.length, 1 << 20); place++) {
      for (var n = SHORTEST_RENAMED; n <= RENAMED; n++) {
        if (place != gap && !crosses(place, n)) {
          result[count++] = key(context.of(words, text, place, n)) | place;
        }
      }
    }
    var sorted = Arrays.copyOf(result, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long key(long context) {
    return context & -(1L << 20);
  }

  /**
   * What followed the longest contexts that end as {@code line} does, and shorter ones.
   *
   * @param line the last words before the place that is asked about, at least 1
   * @return how many words the longest such context has; 0 for none, which leaves {@code to} empty
   */
  int exact(int[] line, int end, Odds to) {
    var most = 10;
    var totals = new double[most + 1];
    var kinds = new int[most + 1];
    var longest = 0;
    var lengths = new HashMap<Integer, Integer>();
    var start = lastPlaces.getOrDefault(line[end - 1], -1);
    for (var at = start; at >= 0; at = earlier[at]) {
      if (at + 1 < text.length && at + 1 != gap) {
        var length = matched(line, end, at, most);
        longest = Math.max(longest, length);
        totals[length] += weight(at + 1);
        lengths.merge(text[at + 1], length, Math::max);
      }
    }
    if (longest == 0) {
      return 0;
    }
    lengths.values().forEach(length -> kinds[length]++);
    for (var n = longest - 1; n > 0; n--) {
      totals[n] += totals[n + 1];
      kinds[n] += kinds[n + 1];
    }
    // What an occurrence counts, by the length of its context: the sum over all shorter ones.
    var factors = new double[most + 1];
    var rest = 1.0;
    for (var n = longest; n > 0; n--) {
      var trust = n == 1 ? 1 : totals[n] / (totals[n] + doubt(kinds[n], n));
      factors[n] = rest * trust / totals[n];
      rest *= 1 - trust;
    }
    for (var n = 2; n <= longest; n++) {
      factors[n] += factors[n - 1];
    }
    for (var at = start; at >= 0; at = earlier[at]) {
      if (at + 1 < text.length && at + 1 != gap) {
        to.add(text[at + 1], weight(at + 1) * factors[matched(line, end, at, most)]);
      }
    }
    return longest;
  }

  private static double doubt(int kinds, int length) {
    return Math.max(0.35, 0.5 * kinds / length);
  }

  /** How many words up to {@code at} are the last ones of {@code line}: at least 1. */
  private int matched(int[] line, int end, int at, int most) {
    var length = 1;
    while (length < most
        && end - 1 - length >= 0
        && at - length >= 0
        && !(at >= gap && at - length < gap)
        && text[at - length] == line[end - 1 - length]) {
      length++;
    }
    return length;
  }

  /** As {@link #exact}, for contexts that count as the same when names are exchanged. */
  int renamed(int[] line, int end, Odds to) {
    var context = new Context.Renamed();
    var behind = namesBehind(line[end - 1]);
    var rest = 1.0;
    var longest = 0;
    for (var n = RENAMED; n >= SHORTEST_RENAMED; n--) {
      var key = key(context.of(words, line, end, n));
      var from = Arrays.binarySearch(contexts, key);
      from = from < 0 ? -from - 1 : from;
      if (from == contexts.length || key(contexts[from]) != key) {
        continue;
      }
      longest = longest == 0 ? n : longest;
      var symbols = new HashMap<Integer, Double>();
      var total = 0.0;
      var there = new Context.Renamed();
      for (var i = from; i < contexts.length && key(contexts[i]) == key; i++) {
        var place = (int) (contexts[i] & ((1 << 20) - 1));
        there.of(words, text, place, n);
        symbols.merge(there.symbol(words, text[place]), weight(place), Double::sum);
        total += weight(place);
      }
      var trust = total / (total + doubt(symbols.size(), n));
      for (var symbol : symbols.entrySet()) {
        spread(to, symbol.getKey(), rest * trust * symbol.getValue() / total, context, behind);
      }
      rest *= 1 - trust;
    }
    if (rest < 1) {
      to.scale(1 / (1 - rest));
    }
    return longest;
  }

  /** Gives the odds of a symbol to the words that it may stand for. */
  void spread(Odds to, int symbol, double amount, Context.Renamed context, Odds names) {
    var word = words.wordOf(symbol);
    var named = context.named(symbol);
    if (word >= 0) {
      to.add(word, amount);
    } else if (symbol == CodeWords.STRING) {
      to.add(strings, amount);
    } else if (symbol == CodeWords.NEW) {
      for (var i = 0; i < names.count(); i++) {
        if (!context.names(names.word(i))) {
          to.add(names.word(i), amount * names.of(names.word(i)));
        }
      }
    } else if (named >= 0) {
      to.add(named, amount);
    }
  }

  /** The same where types count. */
  void spreadTyped(Odds to, int symbol, double amount) {
    var word = words.wordOf(symbol);
    if (word >= 0) {
      to.add(word, amount);
    } else if (symbol == CodeWords.STRING) {
      to.add(strings, amount);
    } else if (symbol >= CodeWords.UPPER) {
      to.add(namesOfType(symbol), amount);
    }
  }

  /**
   * Names of the text that the vocabulary does not have, by how likely one stands behind a word.
   */
  Odds namesBehind(int word) {
    return namesBehind.computeIfAbsent(
        words.sort(word),
        sort -> {
          var result = new Odds();
          for (var i = 1; i < text.length; i++) {
            if (!words.isKnown(text[i]) && words.isName(text[i])) {
              var same = words.sort(text[i - 1]) == sort;
              result.add(text[i], (same ? SAME_PLACE : 1) / (5 + Math.abs(gap - i)));
            }
          }
          result.scale(1 / Math.max(1e-12, result.sum()));
          return result;
        });
  }

  private Odds namesOfType(int symbol) {
    return namesOfType.computeIfAbsent(
        symbol,
        type -> {
          var result = new Odds();
          for (var i = 0; i < text.length; i++) {
            if (words.typed(text[i]) == type && words.isName(text[i])) {
              result.add(text[i], 1.0 / (5 + Math.abs(gap - i)));
            }
          }
          result.scale(1 / Math.max(1e-12, result.sum()));
          return result;
        });
  }

  private void collectStrings() {
    for (var i = 0; i < text.length; i++) {
      if (!words.isKnown(text[i]) && Lexeme.isQuoted(words.text(text[i]))) {
        strings.add(text[i], 1.0 / (20 + Math.abs(gap - i)));
      }
    }
    strings.scale(STRINGS / Math.max(1e-12, strings.sum()));
  }
}
