package dev.brisk.distill.tokenizer;

import dev.brisk.edit.script.Marks;
import dev.brisk.engine.gguf.GgufWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a vocabulary of a given size: control tokens, the marks of the edit scripts, the bytes,
 * then what byte-pair merges make of words that many projects use. Every such word that becomes a
 * token also becomes one with a space before it, so that it is one token wherever it stands.
 */
public final class VocabularyTrainer {
  /** The control tokens, in the order of their numbers. */
  public static final List<String> CONTROL =
      List.of(
          "<|pad|>",
          "<|instruction|>",
          "<|region|>",
          "<|output|>",
          "<|end|>",
          "<|before|>",
          "<|after|>");

  private static final int END = 4;
  private static final int NORMAL = 1;
  private static final int CONTROL_TYPE = 3;
  private static final int USER_DEFINED = 4;
  private static final String SPACE = ByteLetters.of(" ");

  /** Pieces that are no words get a twin if they stand behind a space so often. */
  private static final double OFTEN_BEHIND_SPACE = 0.2;

  private final WordCounts counts;
  private final int leastProjects;
  private final Set<String> wanted;

  /**
   * @param leastProjects projects that a word must occur in
   * @param wanted words that are needed whatever the counts say: those of the instructions
   */
  VocabularyTrainer(WordCounts counts, int leastProjects, Set<String> wanted) {
    this.counts = counts;
    this.leastProjects = leastProjects;
    this.wanted = Set.copyOf(wanted);
  }

  /** The vocabulary as a GGUF file without tensors. */
  GgufWriter train(int size) {
    var tokens = new ArrayList<String>(CONTROL);
    var types = new ArrayList<Integer>();
    CONTROL.forEach(token -> types.add(CONTROL_TYPE));
    for (var mark : marks()) {
      tokens.add(mark);
      types.add(USER_DEFINED);
    }
    for (var b = 0; b < 256; b++) {
      tokens.add(String.valueOf(ByteLetters.of((byte) b)));
      types.add(NORMAL);
    }
    var words = words();
    var merges = new ArrayList<PairMerges.Pair>();
    var made = new HashSet<String>();
    var twins = new ArrayList<PairMerges.Pair>();
    var learning = new PairMerges(words);
    var spelled = new LinkedHashMap<String, String>();
    words.keySet().forEach(word -> spelled.put(ByteLetters.of(word), word));
    // One-letter words are tokens already.
    spelled.forEach(
        (letters, word) -> {
          if (letters.length() == 1 && needsTwin(word)) {
            twins.add(new PairMerges.Pair(SPACE, letters));
          }
        });
    while (tokens.size() + merges.size() + twins.size() < size) {
      var pair = learning.next();
      if (pair == null) {
        break;
      }
      // The same text can be merged from other parts later: one token, two merges.
      merges.add(pair);
      var word = spelled.get(pair.joined());
      if (made.add(pair.joined())
          && word != null
          && needsTwin(word)
          && tokens.size() + merges.size() + twins.size() < size) {
        twins.add(new PairMerges.Pair(SPACE, pair.joined()));
      }
    }
    var all = new ArrayList<>(merges);
    all.addAll(twins);
    var seen = new HashSet<>(tokens);
    for (var pair : all) {
      if (seen.add(pair.joined())) {
        tokens.add(pair.joined());
        types.add(NORMAL);
      }
    }
    return new GgufWriter()
        .put("general.architecture", "llama")
        .put("tokenizer.ggml.model", "gpt2")
        .put("tokenizer.ggml.pre", "gpt-2")
        .putStrings("tokenizer.ggml.tokens", tokens)
        .putIntegers("tokenizer.ggml.token_type", types)
        .putStrings(
            "tokenizer.ggml.merges",
            all.stream().map(pair -> pair.left() + " " + pair.right()).toList())
        .put("tokenizer.ggml.eos_token_id", END)
        .put("tokenizer.ggml.padding_token_id", 0)
        .put("tokenizer.ggml.add_bos_token", false)
        .put("tokenizer.ggml.add_eos_token", false);
  }

  /** Each mark; symbols also with a space before them. */
  private static List<String> marks() {
    var result = new ArrayList<String>();
    for (var mark : Marks.all().toCharArray()) {
      result.add(String.valueOf(mark));
      if (mark == Marks.symbol(Marks.SYMBOLS - 1)) {
        for (var i = 0; i < Marks.SYMBOLS; i++) {
          result.add(" " + Marks.symbol(i));
        }
      }
    }
    return result;
  }

  /** Words with weights: what many projects use often. */
  private Map<String, Double> words() {
    var result = new TreeMap<String, Double>();
    var heaviest = 0.0;
    for (var entry : counts.all().entrySet()) {
      var count = entry.getValue();
      if (count.projects >= leastProjects && entry.getKey().chars().allMatch(c -> c < 0x80)) {
        var weight = Math.sqrt((double) count.times) * count.projects;
        heaviest = Math.max(heaviest, weight);
        result.put(entry.getKey(), weight);
      }
    }
    for (var word : wanted) {
      result.merge(word, heaviest / 20, Math::max);
    }
    return result;
  }

  private boolean needsTwin(String word) {
    if (Character.isLetterOrDigit(word.charAt(0)) || wanted.contains(word)) {
      return true;
    }
    var count = counts.all().get(word);
    return count != null && (double) count.behindSpace > OFTEN_BEHIND_SPACE * (double) count.times;
  }
}
