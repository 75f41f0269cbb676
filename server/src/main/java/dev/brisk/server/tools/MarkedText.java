package dev.brisk.server.tools;

/**
 * Text in which marks are looked for, as it comes: what may be the beginning of one is held back.
 */
final class MarkedText {
  private final StringBuilder held = new StringBuilder();

  void append(String text) {
    held.append(text);
  }

  /** Whether the mark stands in what is held. */
  boolean has(String mark) {
    return held.indexOf(mark) >= 0;
  }

  /** Whether {@code mark} stands before {@code other}; both are there. */
  boolean comesFirst(String mark, String other) {
    return held.indexOf(mark) < held.indexOf(other);
  }

  /** Whether nothing but white space and perhaps the beginning of the mark has come. */
  boolean mayBegin(String mark) {
    return mark.startsWith(held.toString().stripLeading());
  }

  /** Takes the text before the mark away, and the mark. */
  String takeBefore(String mark) {
    int at = held.indexOf(mark);
    var before = held.substring(0, at);
    held.delete(0, at + mark.length());
    return before;
  }

  /** Takes away what cannot be the beginning of one of the marks. */
  String takeCertain(String... marks) {
    int keep = 0;
    for (var mark : marks) {
      keep = Math.max(keep, overlap(mark));
    }
    return take(held.length() - keep);
  }

  private int overlap(String mark) {
    int n = Math.min(mark.length() - 1, held.length());
    while (n > 0 && !mark.startsWith(held.substring(held.length() - n))) {
      n--;
    }
    return n;
  }

  /** Takes all of it. */
  String takeAll() {
    return take(held.length());
  }

  private String take(int n) {
    var text = held.substring(0, n);
    held.delete(0, n);
    return text;
  }
}
