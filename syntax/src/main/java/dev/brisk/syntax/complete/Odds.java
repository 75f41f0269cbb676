package dev.brisk.syntax.complete;

import java.util.Arrays;

/** Numbers for words, most of them 0. Grows with the words; not for several threads. */
final class Odds {
  private double[] odds = new double[1024];
  private int[] words = new int[64];
  private int count;

  void add(int word, double amount) {
    if (amount <= 0) {
      return;
    }
    if (word >= odds.length) {
      odds = Arrays.copyOf(odds, Math.max(word + 1, 2 * odds.length));
    }
    if (odds[word] == 0) {
      words = count < words.length ? words : Arrays.copyOf(words, 2 * count);
      words[count++] = word;
    }
    odds[word] += amount;
  }

  /** Adds all of {@code other}, each times {@code factor}. */
  void add(Odds other, double factor) {
    for (var i = 0; i < other.count; i++) {
      add(other.words[i], factor * other.odds[other.words[i]]);
    }
  }

  double of(int word) {
    return word < odds.length ? odds[word] : 0;
  }

  /** How many words have odds. */
  int count() {
    return count;
  }

  /** A word that has odds: 0 to {@link #count} - 1, in the order in which they came. */
  int word(int index) {
    return words[index];
  }

  double sum() {
    var sum = 0.0;
    for (var i = 0; i < count; i++) {
      sum += odds[words[i]];
    }
    return sum;
  }

  void scale(double factor) {
    for (var i = 0; i < count; i++) {
      odds[words[i]] *= factor;
    }
  }

  void clear() {
    for (var i = 0; i < count; i++) {
      odds[words[i]] = 0;
    }
    count = 0;
  }
}
