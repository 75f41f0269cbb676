package dev.brisk.server.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A string of which each character is known to be the template's or given by a request. Whatever a
 * template does to a text, the characters that were given stay marked. Immutable; texts are equal
 * if their strings are.
 */
public final class Text implements Comparable<Text> {
  /** Longer texts are not made: a template could double a text until memory is full. */
  static final int LONGEST = 1 << 26;

  static final Text EMPTY = of("");

  private final String string;

  /** Marks characters that were given. Never changed. */
  private final BitSet given;

  Text(String string, BitSet given) {
    if (string.length() > LONGEST) {
      throw new TemplateException("the text gets longer than " + LONGEST + " characters");
    }
    this.string = string;
    this.given = given;
  }

  /** A text of the template, or one that is trusted as much. */
  public static Text of(String string) {
    return new Text(string, new BitSet(0));
  }

  /** A text from a request. */
  public static Text given(String string) {
    var all = new BitSet(string.length());
    all.set(0, string.length());
    return new Text(string, all);
  }

  /** The string. */
  public String string() {
    return string;
  }

  /** The indices of the characters that were given. A copy. */
  public BitSet given() {
    return (BitSet) given.clone();
  }

  int length() {
    return string.length();
  }

  boolean isEmpty() {
    return string.isEmpty();
  }

  /** Marks in {@code marks}, from {@code at} on, what is marked here. */
  void copyMarks(BitSet marks, int at) {
    for (var from = given.nextSetBit(0); from >= 0; ) {
      var to = given.nextClearBit(from);
      marks.set(at + from, at + to);
      from = given.nextSetBit(to);
    }
  }

  Text plus(Text other) {
    return new TextBuilder().add(this).add(other).build();
  }

  Text substring(int start, int end) {
    if (start == 0 && end == string.length()) {
      return this;
    }
    return new Text(string.substring(start, end), given.get(start, end));
  }

  /** Without these characters at the ends that are asked for; white space if there are none. */
  Text strip(String characters, boolean left, boolean right) {
    var start = 0;
    var end = string.length();
    while (left && start < end && stripped(string.charAt(start), characters)) {
      start++;
    }
    while (right && start < end && stripped(string.charAt(end - 1), characters)) {
      end--;
    }
    return substring(start, end);
  }

  private static boolean stripped(char c, String characters) {
    return characters.isEmpty() ? isSpace(c) : characters.indexOf(c) >= 0;
  }

  /** White space in Python's sense. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** The parts between the separators, cut at most {@code limit} times from the left. */
  List<Text> split(String separator, int limit) {
    var parts = new ArrayList<Text>();
    var start = 0;
    for (var at = string.indexOf(separator);
        at >= 0 && parts.size() < limit;
        at = string.indexOf(separator, start)) {
      parts.add(substring(start, at));
      start = at + separator.length();
    }
    parts.add(substring(start, string.length()));
    return parts;
  }

  /** The parts between the separators, cut at most {@code limit} times from the right. */
  List<Text> splitFromRight(String separator, int limit) {
    var parts = new ArrayList<Text>();
    var end = string.length();
    for (var at = string.lastIndexOf(separator); at >= 0 && parts.size() < limit; ) {
      parts.addFirst(substring(at + separator.length(), end));
      end = at;
      at = at == 0 ? -1 : string.lastIndexOf(separator, at - separator.length());
    }
    parts.addFirst(substring(0, end));
    return parts;
  }

  /** The words between white space, cut at most {@code limit} times. */
  List<Text> words(int limit) {
    var words = new ArrayList<Text>();
    for (var at = 0; ; ) {
      while (at < string.length() && isSpace(string.charAt(at))) {
        at++;
      }
      if (at == string.length()) {
        return words;
      }
      var end = at;
      while (end < string.length() && !isSpace(string.charAt(end))) {
        end++;
      }
      if (words.size() == limit) {
        words.add(substring(at, string.length()).strip("", false, true));
        return words;
      }
      words.add(substring(at, end));
      at = end;
    }
  }

  Text replace(String old, Text replacement, int limit) {
    var result = new TextBuilder();
    if (old.isEmpty()) {
      for (var i = 0; i < string.length(); i++) {
        result.add(i < limit ? replacement : EMPTY).add(substring(i, i + 1));
      }
      return result.add(string.length() < limit ? replacement : EMPTY).build();
    }
    var first = true;
    for (var part : split(old, limit)) {
      result.add(first ? EMPTY : replacement).add(part);
      first = false;
    }
    return result.build();
  }

  /** With other letters; all of it is marked if any was, where lengths differ. */
  Text mapped(String changed) {
    if (changed.length() == string.length() || given.isEmpty()) {
      return new Text(changed, given.length() <= changed.length() ? given : new BitSet(0));
    }
    return given(changed);
  }

  @Override
  public int compareTo(Text other) {
    return string.compareTo(other.string);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text && text.string.equals(string);
  }

  @Override
  public int hashCode() {
    return string.hashCode();
  }

  @Override
  public String toString() {
    return string;
  }
}
