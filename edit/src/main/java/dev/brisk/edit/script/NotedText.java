package dev.brisk.edit.script;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text in notation together with the places where no word is cut. Follows what is written of it
 * character by character, from several places at once. A place is an offset in the noted text.
 */
final class NotedText {
  private final String plain;
  private final String noted;

  /** The offset in the plain text of each place, or -1 within the notation of a word. */
  private final int[] plainAt;

  private NotedText(String plain, String noted, int[] plainAt) {
    this.plain = plain;
    this.noted = noted;
    this.plainAt = plainAt;
  }

  static NotedText of(String plain, Symbols symbols) {
    var noted = new StringBuilder(plain.length());
    var plainAt = new int[8];
    for (var at = 0; at < plain.length(); ) {
      var space = plain.charAt(at) == ' ' || plain.charAt(at) == '\t';
      var end = space ? at + 1 : Words.end(plain, at);
      var from = noted.length();
      noted.append(symbols.encode(plain.substring(at, end)));
      if (noted.length() >= plainAt.length) {
        plainAt = Arrays.copyOf(plainAt, 2 * noted.length() + 1);
      }
      Arrays.fill(plainAt, from + 1, noted.length(), -1);
      plainAt[from] = at;
      plainAt[noted.length()] = end;
      at = end;
    }
    return new NotedText(plain, noted.toString(), Arrays.copyOf(plainAt, noted.length() + 1));
  }

  String plain() {
    return plain;
  }

  /** Whether no word is cut at {@code place}. */
  boolean isCut(int place) {
    return plainAt[place] >= 0;
  }

  /** All places where a part may begin. */
  int[] starts() {
    return cuts().filter(place -> noted.charAt(place) != '\n').toArray();
  }

  /** The places where a part may begin that lies behind the plain offset {@code from}. */
  int[] startsBehind(int from) {
    // Here a part must go on to the end of the text before it stands there only once, if it ever
    // does: a beginning that stands in front of the offset as well might be a dead end.
    return from == 0
        ? starts()
        : cuts()
            .filter(place -> plainAt[place] >= from)
            .filter(place -> Words.occurrences(plain, plain.substring(plainAt[place])) == 1)
            .toArray();
  }

  /** The places where names begin. */
  int[] names() {
    return cuts()
        .filter(
            place -> {
              var at = plainAt[place];
              return Words.isName(plain.substring(at, Words.end(plain, at)));
            })
        .toArray();
  }

  private IntStream cuts() {
    return IntStream.range(0, noted.length()).filter(this::isCut);
  }

  /** The places behind {@code c} where it comes next. */
  int[] behind(int[] places, char c) {
    var next = new int[places.length];
    var count = 0;
    for (var place : places) {
      if (place < noted.length() && noted.charAt(place) == c) {
        next[count++] = place + 1;
      }
    }
    return Arrays.copyOf(next, count);
  }
}
