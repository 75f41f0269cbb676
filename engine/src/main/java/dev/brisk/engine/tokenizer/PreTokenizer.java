package dev.brisk.engine.tokenizer;

import dev.brisk.engine.ModelFormatException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Cuts text into the words within which BPE merges. Every character belongs to exactly one word,
 * and words come in order.
 *
 * <p>They behave as llama.cpp's of the same name do, which are given there as regular expressions
 * ({@link Patterns}, {@link WordScanner}). Where several expressions are given, each cuts the
 * pieces that the one before it has left, and sees nothing beyond the piece.
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

  /** How often a pattern from a file may look at the text for each character of it. */
  long LOOKS = 1000;

  /** By the names in {@code tokenizer.ggml.pre}. */
  Map<String, PreTokenizer> NAMED = named();

  private static Map<String, PreTokenizer> named() {
    PreTokenizer gpt2 = WordScanner::splitGpt2;
    PreTokenizer llama3 =
        (text, from, to, words) -> WordScanner.splitLlama3(text, from, to, 3, words);
    PreTokenizer qwen2 =
        (text, from, to, words) -> WordScanner.splitLlama3(text, from, to, 1, words);
    var all = new TreeMap<String, PreTokenizer>();
    BiConsumer<PreTokenizer, String> add =
        (split, names) -> Arrays.stream(names.split(" ")).forEach(name -> all.put(name, split));
    add.accept(gpt2, "gpt-2 phi-2 mpt olmo jais trillion gigachat exaone4 granite-docling mellum");
    add.accept(llama3, "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral lfm2");
    add.accept(llama3, "dbrx smaug-bpe glm4 chatglm-bpe");
    add.accept(qwen2, "qwen2 stablelm2 deepseek-r1-qwen hunyuan megrez grok-2 solar-open");
    var starcoder = regex("\\p{N}").then(gpt2);
    add.accept(starcoder, "starcoder refact command-r smollm codeshell exaone minerva-7b mellum2");
    for (var pattern : Patterns.values()) {
      PreTokenizer split = (text, from, to, words) -> words.accept(from, to);
      for (var expression : pattern.expressions()) {
        split = split.then(expression.equals(Patterns.GPT_2) ? gpt2 : regex(expression));
      }
      add.accept(pattern.faster(split), pattern.names());
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
   * @throws ModelFormatException if it is no regular expression, or one whose work cannot be
   *     measured ({@link PatternShape}); or later, when it splits, if it backtracks or recurses
   *     without measure; it begins with {@code file}
   */
  static PreTokenizer ofPattern(String pattern, String file) {
    Pattern compiled;
    try {
      compiled = PatternShape.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new ModelFormatException(
          "%s: metadata key 'brisk.tokenizer.pattern' is no regular expression that can be used: %s."
              .formatted(file, e.getDescription()),
          e);
    }
    return (text, start, end, words) -> {
      try {
        var metered = new MeteredText(text, LOOKS * (1 + end - start));
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
}
