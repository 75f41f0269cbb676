package dev.brisk.syntax.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of one text as numbers: those of the {@link Vocabulary} first, the text's own behind
 * them as they come; and what stands for a word where contexts are compared. Grows with new words.
 */
final class CodeWords {
  /** What stands for words that the vocabulary does not have. */
  static final int STRING = 0;

  static final int NUMBER = 1;

  /** A name that the context does not have. */
  static final int NEW = 2;

  /** The first of eight: a name of the context, by how far back it stands. */
  static final int REFERENCE = 3;

  static final int REFERENCES = 8;
  static final int UPPER = 11;
  static final int LOWER = 12;

  /** A variable of a type that the vocabulary does not have. */
  static final int VARIABLE = 13;

  /** The first word of the vocabulary; variables of types of the vocabulary come behind these. */
  static final int FIRST_WORD = 14;

  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static super switch synchronized this throw throws transient"
                  + " try void volatile while true false null var record yield sealed permits")
              .split(" "));

  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short", "var");

  private final Vocabulary vocabulary;
  private final Map<String, Integer> own = new HashMap<>();
  private final List<String> ownTexts = new ArrayList<>();
  private final Map<Integer, Integer> typedNames = new HashMap<>();

  CodeWords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static boolean isKeyword(String text) {
    return KEYWORDS.contains(text);
  }

  /** The number of a word, which may be a new one. */
  int number(String text) {
    var known = vocabulary.number(text);
    if (known >= 0) {
      return known;
    }
    return own.computeIfAbsent(
        text,
        word -> {
          ownTexts.add(word);
          return vocabulary.size() + ownTexts.size() - 1;
        });
  }

  int[] numbers(List<Lexeme> lexemes) {
    return lexemes.stream().mapToInt(lexeme -> number(lexeme.text())).toArray();
  }

  String text(int word) {
    return isKnown(word) ? vocabulary.words().get(word) : ownTexts.get(word - vocabulary.size());
  }

  /** One more than the highest number. */
  int size() {
    return vocabulary.size() + ownTexts.size();
  }

  /** Whether the vocabulary has it. */
  boolean isKnown(int word) {
    return word < vocabulary.size();
  }

  boolean isName(int word) {
    return Lexeme.isName(text(word));
  }

  /** What stands for a word of the vocabulary or a literal. */
  int plain(int word) {
    return isKnown(word) ? FIRST_WORD + word : literal(text(word));
  }

  private static int literal(String text) {
    return Lexeme.isQuoted(text) ? STRING : NUMBER;
  }

  /** What stands for a word where types count: of a variable its type. */
  int typed(int word) {
    var type = typedNames.get(word);
    if (type != null) {
      return type;
    }
    if (isKnown(word)) {
      return FIRST_WORD + word;
    }
    var text = text(word);
    if (!Lexeme.isName(text)) {
      return literal(text);
    }
    return Character.isUpperCase(text.charAt(0)) ? UPPER : LOWER;
  }

  /** The word of the vocabulary that a symbol stands for; -1 if it stands for none. */
  int wordOf(int symbol) {
    var word = symbol - FIRST_WORD;
    return word >= 0 && word < vocabulary.size() ? word : -1;
  }

  /** Classes of words for what may stand beside what: keywords and signs are one each. */
  int sort(int word) {
    var text = text(word);
    if (Lexeme.isQuoted(text)) {
      return -1;
    }
    if (Lexeme.isNumber(text)) {
      return -2;
    }
    return Lexeme.isName(text) && !isKeyword(text) ? -3 : word;
  }

  /** Learns the types of the variables that {@code words} declare; the last one of a name holds. */
  void learnTypes(int[] words) {
    var follows = new boolean[size()];
    for (var sign : List.of("=", ";", ",", ")", ":", " :")) {
      var number = number(sign);
      follows = number < follows.length ? follows : Arrays.copyOf(follows, number + 1);
      follows[number] = true;
    }
    for (var i = 1; i + 1 < words.length; i++) {
      if (follows[words[i + 1]] && isName(words[i]) && !isKeyword(text(words[i]))) {
        var type = typeBefore(words, i - 1);
        if (type != null) {
          var known = vocabulary.number(type);
          typedNames.put(words[i], known < 0 ? VARIABLE : FIRST_WORD + vocabulary.size() + known);
        }
      }
    }
  }

  /** The type whose last word is at {@code i}; null if there stands none. */
  private @Nullable String typeBefore(int[] words, int i) {
    var text = text(words[i]);
    if (text.equals("]") && i >= 2 && text(words[i - 1]).equals("[")) {
      return isName(words[i - 2]) ? text(words[i - 2]) + "[]" : null;
    }
    if (text.equals("...") && i >= 1 && isName(words[i - 1])) {
      return text(words[i - 1]) + "[]";
    }
    if (text.strip().equals(">")) {
      var depth = 0;
      for (var j = i; j > 0 && j > i - 30; j--) {
        var sign = text(words[j]).strip();
        depth += sign.equals(">") ? 1 : sign.equals("<") ? -1 : 0;
        if (depth == 0) {
          return isName(words[j - 1]) ? text(words[j - 1]) : null;
        }
        if (sign.equals(";") || sign.equals("{") || sign.equals("(")) {
          return null;
        }
      }
      return null;
    }
    var isType =
        PRIMITIVES.contains(text) || (Character.isUpperCase(text.charAt(0)) && Lexeme.isName(text));
    return isType ? text : null;
  }
}
