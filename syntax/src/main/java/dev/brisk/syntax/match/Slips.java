package dev.brisk.syntax.match;

import java.util.Set;

/** Slips of the finger: two letters swapped, one left out, one too many. */
final class Slips {
  private static final int SHORTEST = 4;

  private Slips() {}

  /** The known word that one slip makes {@code word} of; {@code word} if there is none. */
  static String corrected(String word, Set<String> known) {
    if (word.length() < SHORTEST || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return word;
    }
    for (var other : known) {
      if (other.charAt(0) == word.charAt(0)
          && Math.abs(other.length() - word.length()) <= 1
          && isSlip(word, other)) {
        return other;
      }
    }
    return word;
  }

  private static boolean isSlip(String a, String b) {
    var i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    if (a.length() == b.length()) {
      return i + 1 < a.length()
          && a.charAt(i) == b.charAt(i + 1)
          && a.charAt(i + 1) == b.charAt(i)
          && a.substring(i + 2).equals(b.substring(i + 2));
    }
    return a.length() < b.length()
        ? a.substring(i).equals(b.substring(i + 1))
        : a.substring(i + 1).equals(b.substring(i));
  }
}
