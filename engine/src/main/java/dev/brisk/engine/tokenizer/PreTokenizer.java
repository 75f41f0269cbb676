package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Cuts text into the words within which BPE merges. Every character belongs to exactly one word,
 * and words come in order. All pre-tokenizers of the engine stand in this file.
 *
 * <p>They behave as llama.cpp's of the same name do, which are given there as regular expressions
 * (quoted below). Where several expressions are given, each cuts the pieces that the one before it
 * has left, and sees nothing beyond the piece. The common two are written by hand: they are faster,
 * and cannot overflow the stack.
 */
@FunctionalInterface
interface PreTokenizer {
  /** Takes the bounds of a word, which is never empty. */
  @FunctionalInterface
  interface Words {
    void accept(int start, int end);
  }

  /** Cuts {@code text}, free of lone surrogates, from {@code start} to {@code end}. */
  void split(String text, int start, int end, Words words);

  /** This one, then {@code next} on each of its words. */
  default PreTokenizer then(PreTokenizer next) {
    return (text, start, end, words) ->
        split(text, start, end, (from, to) -> next.split(text, from, to, words));
  }

  /** By the names in {@code tokenizer.ggml.pre}. */
  Map<String, PreTokenizer> NAMED = named();

  private static Map<String, PreTokenizer> named() {
    PreTokenizer gpt2 = PreTokenizer::splitGpt2;
    PreTokenizer llama3 = (text, start, end, words) -> splitLlama3(text, start, end, 3, words);
    PreTokenizer qwen2 = (text, start, end, words) -> splitLlama3(text, start, end, 1, words);
    var starcoder = regex("\\p{N}").then(gpt2);
    var deepseekCoder =
        regex("[\\r\\n]")
            .then(regex("\\s?\\p{L}++"))
            .then(regex("\\s?\\p{P}++"))
            .then(regex("[一-龥ࠀ-一가-\uD7FF]++"))
            .then(regex("\\p{N}"));
    var falcon = regex("[\\p{P}$+<=>^~|`]++").then(gpt2).then(regex("[0-9][0-9][0-9]"));
    var standard =
        regex("[\\p{P}$+<=>^~|]++")
            .then(gpt2)
            .then(regex("\\p{N}++"))
            .then(regex("[0-9][0-9][0-9]"));
    var all = new TreeMap<String, PreTokenizer>();
    all.put("default", standard);
    all.put("deepseek-coder", deepseekCoder);
    all.put("falcon", falcon);
    for (var name : List.of("gpt-2", "phi-2", "mpt", "olmo")) {
      all.put(name, gpt2);
    }
    for (var name : List.of("llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral", "dbrx")) {
      all.put(name, llama3);
    }
    for (var name : List.of("qwen2", "stablelm2", "deepseek-r1-qwen")) {
      all.put(name, qwen2);
    }
    for (var name : List.of("starcoder", "refact", "command-r", "smollm", "codeshell")) {
      all.put(name, starcoder);
    }
    return Map.copyOf(all);
  }

  /**
   * The pre-tokenizer of this name.
   *
   * @throws ModelFormatException if it is unknown; it begins with {@code file}
   */
  static PreTokenizer byName(String name, String file) {
    var found = NAMED.get(name);
    if (found == null) {
      throw new ModelFormatException(
          "%s wants the pre-tokenizer '%s', which is not known here (known: %s)."
              .formatted(file, name, String.join(", ", NAMED.keySet().stream().sorted().toList())));
    }
    return found;
  }

  /**
   * A pre-tokenizer from a model file: {@link Pattern} syntax, ASCII classes; what no match covers
   * is a word too.
   *
   * @throws ModelFormatException if it is no regular expression, or later, when it splits, if it
   *     backtracks or recurses without measure; it begins with {@code file}
   */
  static PreTokenizer ofPattern(String pattern, String file) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw new ModelFormatException(
          "%s: metadata key 'brisk.tokenizer.pattern' is no regular expression.".formatted(file),
          e);
    }
    return (text, start, end, words) -> {
      try {
        var metered = new MeteredText(text, 100_000 + 1_000L * (end - start));
        splitByMatches(compiled, metered, start, end, words);
      } catch (MeteredText.Spent | StackOverflowError e) {
        throw new ModelFormatException(
            "%s: the regular expression in 'brisk.tokenizer.pattern' takes too long on this text."
                .formatted(file),
            e);
      }
    };
  }

  private static PreTokenizer regex(String pattern) {
    var compiled = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    return (text, start, end, words) -> splitByMatches(compiled, text, start, end, words);
  }

  /** Matches are words, and so is what lies between them. */
  private static void splitByMatches(
      Pattern pattern, CharSequence text, int start, int end, Words words) {
    var matcher = pattern.matcher(text).region(start, end);
    var at = start;
    while (matcher.find()) {
      var from = boundary(text, matcher.start(), end);
      var to = boundary(text, matcher.end(), end);
      if (from > at) {
        words.accept(at, from);
      }
      if (to > from) {
        words.accept(from, to);
      }
      at = to;
    }
    if (at < end) {
      words.accept(at, end);
    }
  }

  /** The end of the character that {@code index} is in: an empty match may fall within a pair. */
  private static int boundary(CharSequence text, int index, int end) {
    return index > 0
            && index < end
            && Character.isLowSurrogate(text.charAt(index))
            && Character.isHighSurrogate(text.charAt(index - 1))
        ? index + 1
        : index;
  }

  /**
   * {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, where the
   * contractions are in lower case only.
   */
  private static void splitGpt2(String text, int start, int end, Words words) {
    for (var at = start; at < end; ) {
      var next = afterContraction(text, at, end, false);
      if (next == at) {
        var first = text.charAt(at) == ' ' && at + 1 < end ? at + 1 : at;
        var type = CharacterClass.at(text, first);
        next =
            type == CharacterClass.SPACE
                ? afterSpaces(text, at, end)
                : CharacterClass.skip(text, first, end, type, Integer.MAX_VALUE);
      }
      words.accept(at, next);
      at = next;
    }
  }

  /**
   * {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|
   * ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}.
   */
  private static void splitLlama3(String text, int start, int end, int digits, Words words) {
    for (var at = start; at < end; ) {
      var next = afterContraction(text, at, end, true);
      if (next == at) {
        next = afterLlama3Word(text, at, end, digits);
      }
      words.accept(at, next);
      at = next;
    }
  }

  private static int afterLlama3Word(String text, int at, int end, int digits) {
    var type = CharacterClass.at(text, at);
    if (type == CharacterClass.NUMBER) {
      return CharacterClass.skip(text, at, end, type, digits);
    }
    if (type == CharacterClass.LETTER) {
      return CharacterClass.skip(text, at, end, type, Integer.MAX_VALUE);
    }
    var second = at + Character.charCount(text.codePointAt(at));
    if (!isLineEnd(text.charAt(at))
        && second < end
        && CharacterClass.at(text, second) == CharacterClass.LETTER) {
      return CharacterClass.skip(text, second, end, CharacterClass.LETTER, Integer.MAX_VALUE);
    }
    var first = text.charAt(at) == ' ' && at + 1 < end ? at + 1 : at;
    if (CharacterClass.at(text, first) == CharacterClass.OTHER) {
      var next = CharacterClass.skip(text, first, end, CharacterClass.OTHER, Integer.MAX_VALUE);
      while (next < end && isLineEnd(text.charAt(next))) {
        next++;
      }
      return next;
    }
    var spaces = CharacterClass.skip(text, at, end, CharacterClass.SPACE, Integer.MAX_VALUE);
    for (var i = spaces; i > at; i--) {
      if (isLineEnd(text.charAt(i - 1))) {
        return i;
      }
    }
    return afterSpaces(text, at, end);
  }

  /** {@code \s+(?!\S)|\s+}: leaves the last space of several to the word that follows. */
  private static int afterSpaces(String text, int at, int end) {
    var next = CharacterClass.skip(text, at, end, CharacterClass.SPACE, Integer.MAX_VALUE);
    return next < end && next - at > 1 ? next - 1 : next;
  }

  /** The end of the English contraction that starts here, or {@code at} if none does. */
  private static int afterContraction(String text, int at, int end, boolean anyCase) {
    if (text.charAt(at) != '\'') {
      return at;
    }
    var first = letter(text, at + 1, end, anyCase);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return at + 2;
    }
    var second = letter(text, at + 2, end, anyCase);
    if ((second == 'e' && (first == 'r' || first == 'v')) || (second == 'l' && first == 'l')) {
      return at + 3;
    }
    return at;
  }

  /** The character there, an ASCII letter in lower case if {@code anyCase}; 0 beyond the end. */
  private static char letter(String text, int at, int end, boolean anyCase) {
    var c = at < end ? text.charAt(at) : 0;
    return anyCase && c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }
}
