package dev.brisk.engine.tokenizer;

import java.util.List;

/**
 * Pre-tokenizers as regular expressions, each of which cuts what the one before it has left. None
 * has a repeated group, since {@link java.util.regex} recurses on those; quantifiers are possessive
 * where that changes nothing. Classes are Unicode's.
 */
enum Patterns {
  /** What llama.cpp does where nothing is said: punctuation first, digits by threes. */
  DEFAULT("default", "[\\p{P}$+<=>^~|]++", Patterns.GPT_2, "\\p{N}++", "[0-9][0-9][0-9]"),
  FALCON("falcon", "[\\p{P}$+<=>^~|`]++", Patterns.GPT_2, "[0-9][0-9][0-9]"),
  DEEPSEEK_CODER(
      "deepseek-coder", "[\\r\\n]", "\\s?\\p{L}++", "\\s?\\p{P}++", "[一-龥ࠀ-一가-\uD7FF]++", "\\p{N}"),
  /**
   * Letters with case in the scripts that its list has: Latin, Greek, Cyrillic, Armenian capitals
   * and more, but neither Armenian nor Georgian small letters, nor mathematical ones.
   */
  DEEPSEEK_LLM(
      "deepseek-llm",
      "[\\r\\n]",
      "\\s?[\\p{LC}&&[^\\x{560}-\\x{588}\\x{10C7}-\\x{10FF}\\x{1C80}-\\x{1C8F}"
          + "\\x{2D00}-\\x{2D2D}\\x{A790}-\\x{A7FF}\\x{AB30}-\\x{AB68}\\x{10570}-\\x{105BC}"
          + "\\x{10D50}-\\x{10D8F}\\x{16E40}-\\x{16E7F}\\x{1D400}-\\x{1DFFF}]]++",
      "\\s?[!-/:-~\\x{FF01}-\\x{FF0F}\\x{FF1A}-\\x{FF5E}\\x{2018}-\\x{201F}\\x{3000}-\\x{3002}]++",
      "(?<!\\s)\\s++\\z",
      "[一-龥ࠀ-一가-\uD7FF]++",
      "\\p{N}++"),
  DEEPSEEK_3(
      "deepseek-v3 hunyuan-dense joyai-llm",
      "\\p{N}{1,3}",
      "[一-龥\\x{3040}-\\x{30FF}]++",
      "[!-/:-@\\[-`{-~][A-Za-z]++|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]++"
          + "| ?[\\p{P}\\p{S}]++[\\r\\n]*+|"
          + Patterns.WHITE_SPACE),
  /** Mistral's, from Nemo on: a word ends before a capital that follows a small letter. */
  TEKKEN(
      "tekken",
      Patterns.CASED + "|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n/]*+|" + Patterns.WHITE_SPACE),
  GPT_4O(
      "gpt-4o llama4 kanana2 minimax-m2",
      Patterns.CASED.replace("|", Patterns.CONTRACTION + "?|")
          + Patterns.CONTRACTION
          + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n/]*+|"
          + Patterns.WHITE_SPACE),
  QWEN_35(
      "qwen35",
      Patterns.CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]++|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{M}\\p{N}]++[\\r\\n]*+|"
          + Patterns.WHITE_SPACE),
  SEED_CODER(
      "seed-coder",
      Patterns.CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}++|\\p{N}| ?[^\\s\\p{L}\\p{N}\\r\\n]++|"
          + Patterns.WHITE_SPACE);

  /** Stands for the one that {@link WordScanner} has. */
  static final String GPT_2 = "gpt-2";

  private static final String WHITE_SPACE = "\\s*[\\r\\n]++|\\s+(?!\\S)|\\s++";

  private static final String CONTRACTION = "(?:'[sStTmMdD]|'[rRvV][eE]|'[lL][lL])";

  /** llama.cpp's reading: of the letters only the Latin ones have a case that counts. */
  private static final String CASED =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{L}&&[^a-z]]*[\\p{L}&&[^A-Z]]++"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}&&[^a-z]]++[\\p{L}&&[^A-Z]]*+";

  private final String names;

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
  private final List<String> expressions;

  Patterns(String names, String... expressions) {
    this.names = names;
    this.expressions = List.of(expressions);
  }

  /** Its names in {@code tokenizer.ggml.pre}, with spaces between them. */
  String names() {
    return names;
  }

  List<String> expressions() {
    return expressions;
  }

  /**
   * Splits as {@code slow}, which does what the expressions say, but faster if that is known here.
   */
  PreTokenizer faster(PreTokenizer slow) {
    return switch (this) {
      case DEFAULT ->
          ClassRuns.PUNCTUATION
              .then(WordScanner::splitGpt2)
              .then(ClassRuns.NUMBERS)
              .then(ClassRuns::splitThrees);
      case FALCON ->
          ClassRuns.PUNCTUATION_AND_GRAVE.then(WordScanner::splitGpt2).then(ClassRuns::splitThrees);
      case DEEPSEEK_CODER -> new AsciiLines(slow, false, false);
      case DEEPSEEK_LLM -> new AsciiLines(slow, true, true);
      case TEKKEN ->
          (text, from, to, words) -> WordScanner.splitCased(text, from, to, 1, false, words);
      case GPT_4O ->
          (text, from, to, words) -> WordScanner.splitCased(text, from, to, 3, true, words);
      default -> slow;
    };
  }
}
