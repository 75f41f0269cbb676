package dev.brisk.syntax.complete;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a {@link LineModel} of sources, by counting. The same sources give the same model. */
public final class LineCounting {
  /** One file. */
  public record Source(String project, String text) {}

  /**
   * How much is kept.
   *
   * @param words of the vocabulary at the most
   * @param projects that must use a word of the vocabulary
   * @param occurrences that a context must have
   * @param names that are known only to complete words that are begun, at the most
   */
  public record Limits(int words, int projects, int occurrences, int names) {}

  /** Hears what is being done. */
  @FunctionalInterface
  public interface Progress {
    void at(String what, int files);
  }

  private static final int BATCH = 512;
  private static final double LEAST_SHARE = 0.01;
  private static final int MOST = 12;
  private static final int MOST_OF_SHORT = 64;
  private static final int MOST_OF_NONE = 255;

  private final List<Source> sources;
  private final Limits limits;
  private final Progress progress;

  private LineCounting(List<Source> sources, Limits limits, Progress progress) {
    this.sources = sources.stream().sorted(Comparator.comparing(Source::project)).toList();
    this.limits = limits;
    this.progress = progress;
  }

  /** A model of these sources; all opinions weigh the same until {@link LineWeights} fits them. */
  public static LineModel count(List<Source> sources, Limits limits, Progress progress) {
    return new LineCounting(sources, limits, progress).count();
  }

  /** How a word is used. */
  private static final class Use {
    int occurrences;
    int projects;
    String lastProject = "";

    void in(String project) {
      occurrences++;
      if (!project.equals(lastProject)) {
        projects++;
        lastProject = project;
      }
    }

    /** Words of many projects before words of many places. */
    double rank() {
      return projects * Math.sqrt(occurrences);
    }
  }

  private LineModel count() {
    var uses = new HashMap<String, Use>();
    var spaces = new HashMap<String, Integer>();
    var done = 0;
    for (var from = 0; from < sources.size(); from += BATCH) {
      var batch = sources.subList(from, Math.min(sources.size(), from + BATCH));
      var lexed = batch.parallelStream().map(source -> Lexer.lex(source.text())).toList();
      for (var i = 0; i < batch.size(); i++) {
        see(lexed.get(i), batch.get(i).project(), uses, spaces);
      }
      done += batch.size();
      progress.at("words", done);
    }
    var vocabulary = vocabulary(uses);
    return new LineModel(
        vocabulary,
        grams(vocabulary, "contexts", new Context.Renamed(), 0, LineModel.RENAMED_LENGTH),
        grams(vocabulary, "contexts of types", new Context.Typed(), 1, LineModel.TYPED_LENGTH),
        names(uses),
        spaced(spaces),
        LineWeights.same());
  }

  private static void see(
      List<Lexeme> lexemes, String project, Map<String, Use> uses, Map<String, Integer> spaces) {
    var left = "";
    for (var lexeme : lexemes) {
      uses.computeIfAbsent(lexeme.text(), text -> new Use()).in(project);
      if (!left.isEmpty() && !Lexeme.isBreak(left) && !Lexeme.isBreak(lexeme.text())) {
        spaces.merge(LineModel.pair(left, lexeme.text()), lexeme.spaced() ? 1 : -1, Integer::sum);
      }
      left = lexeme.text();
    }
  }

  private Vocabulary vocabulary(Map<String, Use> uses) {
    return new Vocabulary(
        uses.entrySet().stream()
            .filter(use -> use.getValue().projects >= limits.projects)
            .sorted(
                Comparator.comparingDouble((Map.Entry<String, Use> use) -> -use.getValue().rank())
                    .thenComparing(Map.Entry::getKey))
            .limit(Math.min(limits.words, Vocabulary.MOST))
            .map(Map.Entry::getKey)
            .toList());
  }

  private Map<String, Integer> names(Map<String, Use> uses) {
    var result = new TreeMap<String, Integer>();
    uses.entrySet().stream()
        .filter(use -> Lexeme.isName(use.getKey()) && use.getValue().projects > 1)
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Use> use) -> -use.getValue().rank())
                .thenComparing(Map.Entry::getKey))
        .limit(limits.names)
        .forEach(use -> result.put(use.getKey(), Math.min(255, use.getValue().projects)));
    return result;
  }

  private static Set<String> spaced(Map<String, Integer> spaces) {
    var result = new HashSet<String>();
    spaces.forEach(
        (pair, balance) -> {
          if (balance > 0) {
            result.add(pair);
          }
        });
    return result;
  }

  private record Numbered(CodeWords words, int[] text) {}

  private NGrams grams(
      Vocabulary vocabulary, String what, Context context, int shortest, int longest) {
    var builder = new NGrams.Builder();
    for (var n = shortest; n <= longest; n++) {
      var counts = new SymbolCounts();
      // Cut anew for each length: a corpus of numbers with the names of each file would not fit.
      for (var from = 0; from < sources.size(); from += BATCH) {
        var batch = sources.subList(from, Math.min(sources.size(), from + BATCH));
        var numbered = batch.parallelStream().map(s -> numbered(vocabulary, s.text())).toList();
        for (var file : numbered) {
          for (var i = 1; i < file.text.length; i++) {
            var number = context.of(file.words, file.text, i, n);
            counts.add(number, context.symbol(file.words, file.text[i]));
          }
        }
        progress.at(what + " of " + n, from + batch.size());
      }
      counts.collect(
          builder,
          n < 2 ? 1 : limits.occurrences,
          n == 0 ? MOST_OF_NONE : n == 1 ? MOST_OF_SHORT : MOST,
          n < 2 ? 0 : LEAST_SHARE);
    }
    return builder.build();
  }

  private static Numbered numbered(Vocabulary vocabulary, String text) {
    var words = new CodeWords(vocabulary);
    var numbers = words.numbers(Lexer.lex(text));
    words.learnTypes(numbers);
    return new Numbered(words, numbers);
  }
}
