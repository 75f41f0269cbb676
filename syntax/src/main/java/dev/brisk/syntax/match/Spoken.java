package dev.brisk.syntax.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text cut into words and single other characters.
 *
 * @param text as it stands there
 * @param start its offset
 * @param end the offset behind it
 */
record Spoken(String text, int start, int end) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_$]+|\\S");

  static List<Spoken> of(String text) {
    var result = new ArrayList<Spoken>();
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      result.add(new Spoken(matcher.group(), matcher.start(), matcher.end()));
    }
    return result;
  }

  /** The regular expression of a place that stands in no pair of these quotes. */
  static String outside(char quote) {
    return "(?=[^Q]*(?:Q[^Q]*Q[^Q]*)*$)".replace('Q', quote);
  }

  /** As phrasings have it. */
  String word() {
    return text.toLowerCase(Locale.ROOT);
  }

  boolean isQuote() {
    return text.equals("`") || text.equals("'") || text.equals("\"");
  }
}
