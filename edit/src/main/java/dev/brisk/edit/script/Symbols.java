package dev.brisk.edit.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The words of one request that the vocabulary does not know, each with a symbol that stands for it
 * in prompt and output: copying a name is then copying one token, however long the name is.
 *
 * <p>Symbols are given in the order of first appearance, instruction first, from a start on that
 * differs from request to request, so that a model learns all of them alike.
 */
public final class Symbols {
  private final Predicate<String> known;
  private final Map<String, Character> symbols = new HashMap<>();
  private final Map<Character, String> words = new HashMap<>();
  private final int start;

  private Symbols(Predicate<String> known, int start) {
    this.known = known;
    this.start = start;
  }

  /**
   * The symbols for these texts; empty if there are more unknown words than symbols.
   *
   * @param known whether a word is one token of the vocabulary
   * @param start the first symbol, 0 to {@link Marks#SYMBOLS} minus 1
   */
  public static Optional<Symbols> of(List<String> texts, Predicate<String> known, int start) {
    var result = new Symbols(known, start);
    for (var text : texts) {
      for (var piece : Words.of(text)) {
        if (Words.isWord(piece) && !known.test(piece) && !result.add(piece)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(result);
  }

  private boolean add(String word) {
    if (symbols.containsKey(word)) {
      return true;
    }
    if (symbols.size() == Marks.SYMBOLS) {
      return false;
    }
    var symbol = Marks.symbol((start + symbols.size()) % Marks.SYMBOLS);
    symbols.put(word, symbol);
    words.put(symbol, word);
    return true;
  }

  boolean has(char symbol) {
    return words.containsKey(symbol);
  }

  boolean isKnown(String word) {
    return known.test(word);
  }

  /** The symbol of a word that has one. */
  Optional<Character> symbol(String word) {
    return Optional.ofNullable(symbols.get(word));
  }

  /** The text with symbols instead of words that have one. Other unknown words are composed. */
  public String encode(String text) {
    var result = new StringBuilder(text.length());
    for (var piece : Words.of(text)) {
      if (!Words.isWord(piece) || known.test(piece)) {
        result.append(piece);
      } else {
        var symbol = symbols.get(piece);
        if (symbol != null) {
          result.append(symbol.charValue());
        } else {
          result.append(Composed.word(piece, symbols, known));
        }
      }
    }
    return result.toString();
  }

  /** The text that a noted one stands for. Symbols without a word are left out. */
  public String decode(String noted) {
    var result = new StringBuilder(noted.length());
    var letterCase = '\0';
    for (var at = 0; at < noted.length(); ) {
      var c = noted.charAt(at);
      if (Marks.isCase(c)) {
        letterCase = c;
        at++;
        continue;
      }
      String piece;
      if (Marks.isSymbol(c)) {
        piece = words.getOrDefault(c, "");
        at++;
      } else if (Marks.isMark(c)) {
        piece = "";
        at++;
      } else if (letterCase != '\0') {
        var end = Composed.smallEnd(noted, at);
        piece = noted.substring(at, Math.max(end, at + 1));
        at += piece.length();
      } else {
        piece = String.valueOf(c);
        at++;
      }
      result.append(letterCase == '\0' ? piece : Composed.inCase(letterCase, piece));
      letterCase = '\0';
    }
    return result.toString();
  }
}
