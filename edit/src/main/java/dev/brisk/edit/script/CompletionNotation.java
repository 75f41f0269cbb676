package dev.brisk.edit.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A completion as a model reads it (format {@code fim-v2}): {@code <|after|>} and a few lines
 * behind the cursor, {@code <|before|>} and names of the rest of the file, lines before the cursor,
 * and its own line as far as it goes, {@code <|output|>}. The model answers with what comes next.
 *
 * <p>Each line is a line feed, its {@linkplain Marks#depth depth} and its content; blank lines are
 * left out. Words that the vocabulary does not know are {@linkplain Symbols symbols}. A word that
 * the cursor stands in or behind is left to the output, with the spaces before it, so that it is
 * made of the same tokens as everywhere else; the {@linkplain #grammar() grammar} makes the output
 * begin with it.
 */
public final class CompletionNotation {
  private static final int LINES_BEFORE = 18;
  private static final int LINES_AFTER = 6;
  private static final int NAMES = 24;

  /** A longer line says little about what comes next. */
  private static final int LONGEST_LINE = 160;

  private final String before;
  private final String after;
  private final String fragment;
  private final boolean block;
  private final Layout layout;
  private final Symbols symbols;
  private final String indentation;

  private CompletionNotation(
      String before,
      String after,
      String fragment,
      boolean block,
      Layout layout,
      Symbols symbols,
      String indentation) {
    this.before = before;
    this.after = after;
    this.fragment = fragment;
    this.block = block;
    this.layout = layout;
    this.symbols = symbols;
    this.indentation = indentation;
  }

  /**
   * How {@code request} is noted; its symbols begin where a hash of it says. Empty if the texts
   * around the cursor have more unknown words than there are symbols, or one of {@link Marks}.
   *
   * @param known whether a word is one token of the vocabulary, with and without a space before it
   */
  public static Optional<CompletionNotation> of(
      CompletionRequest request, Predicate<String> known) {
    var hash = request.before().hashCode();
    return of(request, known, Math.floorMod(hash ^ (hash >>> 15), Marks.SYMBOLS));
  }

  /** As {@link #of(CompletionRequest, Predicate)}, with the first symbol given: 0 to 127. */
  public static Optional<CompletionNotation> of(
      CompletionRequest request, Predicate<String> known, int start) {
    var lines = request.before().split("\n", -1);
    var line = lines[lines.length - 1];
    var kept = beforeFragment(line);
    var above = above(lines);
    var below = below(request.after());
    var all = new ArrayList<>(above);
    all.add(kept.isBlank() ? line + "x" : kept);
    all.addAll(below);
    if (all.stream().anyMatch(Marks::standIn)) {
      return Optional.empty();
    }
    var layout = Layout.of(all);
    var names = names(request, above, below, kept);
    var texts = new ArrayList<String>();
    texts.add(String.join(" ", names));
    texts.addAll(all.subList(0, above.size()));
    texts.add(kept);
    texts.addAll(below);
    return Symbols.of(texts, known, start)
        .map(
            symbols -> {
              var before = new StringBuilder(symbols.encode(texts.getFirst()));
              above.forEach(text -> before.append(noted(text, layout, symbols)));
              var after = new StringBuilder();
              below.forEach(text -> after.append(noted(text, layout, symbols)));
              before.append('\n').append(depth(all.get(above.size()), layout));
              before.append(symbols.encode(kept.isBlank() ? "" : layout.content(kept)));
              if (request.block()) {
                before.append(Marks.INSERT);
              }
              return new CompletionNotation(
                  before.toString(),
                  after.toString(),
                  kept.isBlank() ? line.stripLeading() : line.substring(kept.length()),
                  request.block(),
                  layout,
                  symbols,
                  Layout.indentation(line));
            });
  }

  /** The line without the word at its end, and without the spaces before that. */
  private static String beforeFragment(String line) {
    var end = line.length();
    while (end > 0 && Words.isWordPart(line.charAt(end - 1))) {
      end--;
    }
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(0, end);
  }

  private static List<String> above(String[] lines) {
    var result = new ArrayList<String>();
    for (var i = lines.length - 2; i >= 0 && result.size() < LINES_BEFORE; i--) {
      if (tells(lines[i])) {
        result.add(lines[i]);
      }
    }
    Collections.reverse(result);
    return result;
  }

  private static List<String> below(String after) {
    var result = new ArrayList<String>();
    for (var from = 0; from <= after.length() && result.size() < LINES_AFTER; ) {
      var feed = after.indexOf('\n', from);
      var end = feed < 0 ? after.length() : feed;
      var line = after.substring(from, end);
      if (tells(line)) {
        result.add(line);
      }
      from = end + 1;
    }
    return result;
  }

  private static boolean tells(String line) {
    return !line.isBlank() && line.length() <= LONGEST_LINE;
  }

  /** The names that the rest of the file uses most, the last used first among equals. */
  private static List<String> names(
      CompletionRequest request, List<String> above, List<String> below, String line) {
    var shown = new HashSet<String>();
    above.forEach(text -> shown.addAll(Words.of(text)));
    below.forEach(text -> shown.addAll(Words.of(text)));
    shown.addAll(Words.of(line));
    var counts = new HashMap<String, Integer>();
    var places = new HashMap<String, Integer>();
    var number = 0;
    // The text behind the cursor first: what stands shortly before it counts as last used.
    // The two are kept apart: a word that the cursor cuts is none.
    var text = request.after() + "\n" + request.before();
    var cursor = text.length();
    for (var at = Words.isWord(request.after()) ? Words.end(request.after(), 0) : 0;
        at < text.length(); ) {
      var end = Words.end(text, at);
      var word = text.substring(at, end);
      if (end < cursor && word.length() > 2 && Words.isName(word) && !shown.contains(word)) {
        counts.merge(word, 1, Integer::sum);
        places.put(word, number++);
      }
      at = end;
    }
    return counts.keySet().stream()
        .filter(word -> counts.getOrDefault(word, 0) > 1)
        .sorted(
            (a, b) -> {
              var byCount =
                  Integer.compare(
                      Math.min(8, counts.getOrDefault(b, 0)),
                      Math.min(8, counts.getOrDefault(a, 0)));
              return byCount != 0
                  ? byCount
                  : Integer.compare(places.getOrDefault(b, 0), places.getOrDefault(a, 0));
            })
        .limit(NAMES)
        .toList();
  }

  private static String noted(String line, Layout layout, Symbols symbols) {
    return "\n" + depth(line, layout) + symbols.encode(layout.content(line));
  }

  private static String depth(String line, Layout layout) {
    var depth = layout.depth(line);
    return depth > 0 ? String.valueOf(Marks.depth(depth)) : "";
  }

  /** What comes before the cursor, and the names. */
  public String before() {
    return before;
  }

  /** What comes behind the cursor. */
  public String after() {
    return after;
  }

  /** What a model should say for {@code text} at the cursor. */
  public String output(String text) {
    var lines = (fragment + text).split("\n", -1);
    var result = new StringBuilder(symbols.encode(lines[0]));
    for (var i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        result.append(noted(lines[i], layout, symbols));
      }
    }
    return result.toString();
  }

  /** The text at the cursor that an output says. */
  public String text(String output) {
    var lines = output.split("\n", -1);
    var first = symbols.decode(lines[0]);
    var result = new StringBuilder(first.substring(Math.min(first.length(), fragment.length())));
    var base = indentation.substring(0, Math.min(indentation.length(), layout.base()));
    for (var i = 1; i < lines.length; i++) {
      var line = lines[i];
      var steps = line.isEmpty() ? 0 : Marks.steps(line.charAt(0));
      result.append('\n').append(layout.shifted(base, steps)).append(symbols.decode(line));
    }
    return result.toString();
  }

  /**
   * Outputs that begin with the word at the cursor and stay on its line, unless a block is asked.
   */
  public OutputGrammar grammar() {
    return new OutputGrammar() {
      private String said = "";

      @Override
      public boolean allows(String piece) {
        if (!block && piece.indexOf('\n') >= 0) {
          return false;
        }
        if (said.length() > fragment.length() + 1 && symbols.decode(said).startsWith(fragment)) {
          return true;
        }
        var text = symbols.decode(said + piece);
        return text.startsWith(fragment) || (!text.isEmpty() && fragment.startsWith(text));
      }

      @Override
      public boolean mayEnd() {
        return symbols.decode(said).length() > fragment.length();
      }

      @Override
      public void advance(String piece) {
        said += piece;
      }
    };
  }
}
