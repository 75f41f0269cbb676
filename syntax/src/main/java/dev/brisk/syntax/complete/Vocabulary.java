package dev.brisk.syntax.complete;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lexemes that the built-in counts know by their text, numbered from 0. Immutable. */
public final class Vocabulary {
  /** Most words: symbols of contexts are numbers of 16 bits, two a word. */
  public static final int MOST = 30_000;

  private final List<String> words;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @throws IllegalArgumentException if there are more than {@link #MOST}
   */
  public Vocabulary(List<String> words) {
    if (words.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " words");
    }
    this.words = List.copyOf(words);
    for (var i = 0; i < words.size(); i++) {
      numbers.put(words.get(i), i);
    }
  }

  public int size() {
    return words.size();
  }

  List<String> words() {
    return words;
  }

  /** The word's number; -1 if it is not known. */
  int number(String word) {
    return numbers.getOrDefault(word, -1);
  }
}
