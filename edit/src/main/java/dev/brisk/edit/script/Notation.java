package dev.brisk.edit.script;

import dev.brisk.edit.EditRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One request as a model reads it, and the scripts that answer it.
 *
 * <p>A region is noted line after line: the line's {@linkplain Marks#label label}, its {@linkplain
 * Marks#depth depth}, its content without indentation; of a blank line only the label. Words that
 * the vocabulary does not know are {@linkplain Symbols symbols}, in the instruction with their
 * spelling unless they stand in the region; words that stand in few lines are followed by the
 * labels of these. Where the instruction says "line 12" or "lines 3 to 5" in numbers of the file,
 * the labels of these lines take their place.
 */
public final class Notation {
  private static final Pattern LINES =
      Pattern.compile(
          "\\b([Ll]ines?\\s+)(\\d{1,6})(?:(\\s*(?:-|–|to|and|through|until)\\s*)(\\d{1,6}))?\\b");

  /** A word in more lines than this is not told by its lines. */
  private static final int MOST_REFERENCES = 4;

  private final String instruction;
  private final List<String> region;
  private final Symbols symbols;
  private final Layout layout;
  private final List<String> contents;

  private Notation(String instruction, List<String> region, Symbols symbols) {
    this.instruction = instruction;
    this.region = region;
    this.symbols = symbols;
    layout = Layout.of(region);
    contents = region.stream().map(layout::content).toList();
  }

  /**
   * How {@code request} is noted; its symbols begin where a hash of it says. Empty if the region
   * has more than {@link Marks#LINES} lines, the texts have more unknown words than there are
   * symbols, or one of {@link Marks}.
   *
   * @param known whether a word is one token of the vocabulary, with and without a space before it
   */
  public static Optional<Notation> of(EditRequest request, Predicate<String> known) {
    var region = request.regionLines();
    return of(
        request.instruction(),
        region,
        request.region().firstLine(),
        known,
        firstSymbol(request.instruction(), region));
  }

  /** The symbol that a request's symbols begin with: a hash of it, 0 to 127. */
  public static int firstSymbol(String instruction, List<String> region) {
    var hash = 31 * instruction.hashCode() + region.hashCode();
    return Math.floorMod(hash ^ (hash >>> 15), Marks.SYMBOLS);
  }

  /** As {@link #of(EditRequest, Predicate)}, with the first symbol given: 0 to 127. */
  public static Optional<Notation> of(
      String instruction, List<String> region, int firstLine, Predicate<String> known, int start) {
    if (region.size() > Marks.LINES
        || Marks.standIn(instruction)
        || region.stream().anyMatch(Marks::standIn)) {
      return Optional.empty();
    }
    var said = labelled(instruction.strip(), firstLine, region.size());
    var texts = new ArrayList<String>();
    texts.add(said);
    texts.addAll(region);
    return Symbols.of(texts, known, start).map(symbols -> new Notation(said, region, symbols));
  }

  private static String labelled(String instruction, int firstLine, int lines) {
    return LINES
        .matcher(instruction)
        .replaceAll(
            match -> {
              var from = Integer.parseInt(match.group(2)) - firstLine + 1;
              var to =
                  match.group(4) == null ? from : Integer.parseInt(match.group(4)) - firstLine + 1;
              if (from < 1 || from > lines || to < 1 || to > lines) {
                return Matcher.quoteReplacement(match.group());
              }
              return match.group(1)
                  + Marks.label(from)
                  + (match.group(4) == null ? "" : match.group(3) + Marks.label(to));
            });
  }

  /**
   * The instruction as a model reads it: behind each word that stands in few lines of the region,
   * their labels. Finding a word is what a program does best; a small model learns the rest.
   */
  public String instruction() {
    var result = new StringBuilder();
    for (var piece : Words.of(instruction)) {
      if (!Words.isWord(piece)) {
        result.append(piece);
        continue;
      }
      var lines = linesWith(piece);
      var symbol = symbols.symbol(piece);
      result.append(symbol.map(String::valueOf).orElse(piece));
      if (symbol.isPresent() && lines.isEmpty()) {
        result.append(Marks.SPELLED).append(piece);
      }
      if (lines.size() <= MOST_REFERENCES) {
        lines.forEach(line -> result.append(Marks.label(line)));
      }
    }
    return result.toString();
  }

  private List<Integer> linesWith(String word) {
    return IntStream.rangeClosed(1, region.size())
        .filter(line -> Words.find(region.get(line - 1), word, 0) >= 0)
        .boxed()
        .toList();
  }

  /** The region as a model reads it. */
  public String region() {
    var result = new StringBuilder();
    for (var i = 0; i < region.size(); i++) {
      result.append(Marks.label(i + 1));
      var line = region.get(i);
      if (!line.isBlank()) {
        if (layout.depth(line) > 0) {
          result.append(Marks.depth(layout.depth(line)));
        }
        result.append(symbols.encode(contents.get(i)));
      }
    }
    return result.toString();
  }

  /** The lines after {@code script}, or why it does not apply exactly. */
  public ScriptOutcome apply(String script) {
    return ScriptParser.parse(script, symbols)
        .map(operations -> new ScriptRun(this).run(operations))
        .orElseGet(() -> new ScriptOutcome.Invalid(0, "is not complete"));
  }

  /**
   * The script that turns the region into {@code after}, checked by applying it; empty if there is
   * none.
   *
   * @param rename whether the instruction asks for another name, so that even an identifier that
   *     stands there once is renamed rather than replaced
   */
  public Optional<String> script(List<String> after, boolean rename) {
    return new ScriptEncoder(this).encode(after, rename);
  }

  /** What a model may say. */
  public OutputGrammar grammar() {
    return new ScriptGrammar(this);
  }

  /** The lines of the region as they are. */
  List<String> lines() {
    return region;
  }

  /** The lines of the region without indentation. */
  List<String> contents() {
    return contents;
  }

  Layout layout() {
    return layout;
  }

  Symbols symbols() {
    return symbols;
  }
}
