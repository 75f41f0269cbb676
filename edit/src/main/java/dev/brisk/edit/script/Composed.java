package dev.brisk.edit.script;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes a word that is neither known nor has a symbol by parts that are: {@code getTotal} by
 * {@code get}, {@link Marks#CAPITAL} and the symbol of {@code total}. What nothing else says is
 * spelled.
 */
final class Composed {
  private Composed() {}

  /** The cheapest composition: marks, symbols and known words count 1, spelled letters 3. */
  static String word(String word, Map<String, Character> symbols, Predicate<String> known) {
    var cost = new int[word.length() + 1];
    var part = new String[word.length() + 1];
    var next = new int[word.length() + 1];
    for (var at = word.length() - 1; at >= 0; at--) {
      cost[at] = cost[at + 1] + 3;
      part[at] = word.substring(at, at + 1);
      next[at] = at + 1;
      if (!humpBegins(word, at)) {
        continue;
      }
      for (var entry : symbols.entrySet()) {
        var symbol = String.valueOf(entry.getValue());
        offer(word, at, entry.getKey(), symbol, 1, cost, part, next);
        for (var mark : new char[] {Marks.CAPITAL, Marks.SMALL, Marks.CONSTANT}) {
          var written = inCase(mark, entry.getKey());
          if (!written.equals(entry.getKey())) {
            offer(word, at, written, mark + symbol, 2, cost, part, next);
          }
        }
      }
      for (var end = at + 1; end <= word.length(); end++) {
        if (end == word.length() || humpBegins(word, end)) {
          known(word, at, end, known, cost, part, next);
        }
      }
    }
    var result = new StringBuilder();
    for (var at = 0; at < word.length(); at = next[at]) {
      result.append(part[at]);
    }
    return result.toString();
  }

  private static void known(
      String word,
      int at,
      int end,
      Predicate<String> known,
      int[] cost,
      String[] part,
      int[] next) {
    var text = word.substring(at, end);
    if (known.test(text)) {
      take(at, end, text, 1, cost, part, next);
      return;
    }
    var small = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    if (!small.equals(text) && smallEnd(small, 0) == small.length() && known.test(small)) {
      take(at, end, Marks.CAPITAL + small, 2, cost, part, next);
    }
  }

  private static void offer(
      String word,
      int at,
      String text,
      String written,
      int price,
      int[] cost,
      String[] part,
      int[] next) {
    var end = at + text.length();
    if (word.startsWith(text, at) && (end == word.length() || humpBegins(word, end))) {
      take(at, end, written, price, cost, part, next);
    }
  }

  private static void take(
      int at, int end, String written, int price, int[] cost, String[] part, int[] next) {
    var total = cost[end] + price;
    // Of two that cost the same, the order of characters decides, so that the result is always one.
    if (total < cost[at] || (total == cost[at] && written.compareTo(part[at]) < 0)) {
      cost[at] = total;
      part[at] = written;
      next[at] = end;
    }
  }

  /** Whether a new part of a camel-case or snake-case word begins at {@code at}. */
  private static boolean humpBegins(String word, int at) {
    if (at == 0) {
      return true;
    }
    var last = word.charAt(at - 1);
    var c = word.charAt(at);
    return !Character.isLetterOrDigit(c)
        || !Character.isLetterOrDigit(last)
        || (Character.isUpperCase(c) && !Character.isUpperCase(last))
        || (Character.isUpperCase(c)
            && at + 1 < word.length()
            && Character.isLowerCase(word.charAt(at + 1)))
        || Character.isDigit(c) != Character.isDigit(last);
  }

  /** Behind the small letters that begin at {@code at}: what a mark before them changes. */
  static int smallEnd(String text, int at) {
    var end = at;
    while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
      end++;
    }
    return end;
  }

  /** The word as the mark says. */
  static String inCase(char mark, String word) {
    if (word.isEmpty()) {
      return word;
    }
    return switch (mark) {
      case Marks.CAPITAL -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
      case Marks.SMALL -> word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
      default ->
          word.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
              .toUpperCase(Locale.ROOT);
    };
  }
}
