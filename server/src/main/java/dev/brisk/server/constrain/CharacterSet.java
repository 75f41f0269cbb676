package dev.brisk.server.constrain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A set of Unicode characters. Surrogates are no characters and are in no set.
 *
 * @param ranges in order, with gaps between them
 */
record CharacterSet(List<Range> ranges) {
  private static final int LAST = Character.MAX_CODE_POINT;
  private static final Range SURROGATES = new Range(0xD800, 0xDFFF);

  /** Characters from one to another, both included. */
  record Range(int first, int last) {}

  static final CharacterSet NONE = new CharacterSet(List.of());
  static final CharacterSet ALL = of(0, LAST);

  /** All between two characters, both included; none if they are in the wrong order. */
  static CharacterSet of(int first, int last) {
    return normal(List.of(new Range(first, last)));
  }

  /** All characters of a text. */
  static CharacterSet of(String characters) {
    return normal(characters.codePoints().mapToObj(c -> new Range(c, c)).toList());
  }

  /** All characters for which something is so. */
  static CharacterSet where(IntPredicate test) {
    var found = new ArrayList<Range>();
    int first = -1;
    for (int c = 0; c <= LAST + 1; c++) {
      boolean in = c <= LAST && test.test(c);
      if (in && first < 0) {
        first = c;
      } else if (!in && first >= 0) {
        found.add(new Range(first, c - 1));
        first = -1;
      }
    }
    return normal(found);
  }

  CharacterSet with(CharacterSet other) {
    var all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return normal(all);
  }

  CharacterSet inverse() {
    var gaps = new ArrayList<Range>();
    int next = 0;
    for (var range : ranges) {
      gaps.add(new Range(next, range.first() - 1));
      next = range.last() + 1;
    }
    gaps.add(new Range(next, LAST));
    return normal(gaps);
  }

  CharacterSet without(CharacterSet other) {
    return inverse().with(other).inverse();
  }

  CharacterSet within(CharacterSet other) {
    return without(other.inverse());
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  boolean has(int character) {
    return ranges.stream().anyMatch(r -> r.first() <= character && character <= r.last());
  }

  /** With the characters that differ only in case. */
  CharacterSet anyCase() {
    var all = new ArrayList<>(ranges);
    for (var range : ranges) {
      for (int c = range.first(); c <= range.last(); c++) {
        if (Character.isLetter(c)) {
          int upper = Character.toUpperCase(c);
          int lower = Character.toLowerCase(upper);
          all.add(new Range(upper, upper));
          all.add(new Range(lower, lower));
        }
      }
    }
    return normal(all);
  }

  private static CharacterSet normal(List<Range> some) {
    var sorted = new ArrayList<Range>();
    for (var range : some) {
      cut(range.first(), Math.min(range.last(), SURROGATES.first() - 1), sorted);
      cut(Math.max(range.first(), SURROGATES.last() + 1), range.last(), sorted);
    }
    sorted.sort(Comparator.comparingInt(Range::first));
    var merged = new ArrayList<Range>();
    for (var range : sorted) {
      var before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && range.first() <= before.last() + 1) {
        merged.removeLast();
        merged.add(new Range(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    }
    return new CharacterSet(List.copyOf(merged));
  }

  private static void cut(int first, int last, List<Range> into) {
    if (first <= last) {
      into.add(new Range(first, last));
    }
  }
}
