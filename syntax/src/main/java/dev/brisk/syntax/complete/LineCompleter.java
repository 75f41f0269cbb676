package dev.brisk.syntax.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Completes the line that a cursor stands in: the likeliest words up to the line's end, found by
 * following the few likeliest beginnings. For use by many threads.
 */
public final class LineCompleter {
  private static final int BEAM = 8;
  private static final int LONGEST = 40;

  /** What names that only begin rightly get, against those that were expected. */
  private static final double ONLY_BEGINNING = 0.05;

  private final LineModel model;

  public LineCompleter(LineModel model) {
    this.model = model;
  }

  /** With the counts that Brisk has built in. */
  public static LineCompleter builtIn() {
    return new LineCompleter(LineModel.builtIn());
  }

  private record Path(int[] words, double score) {
    Path with(int word, double share) {
      var longer = Arrays.copyOf(words, words.length + 1);
      longer[words.length] = word;
      return new Path(longer, score + Math.log(share));
    }
  }

  /**
   * The likeliest rest of the line; empty if none is thinkable.
   *
   * @param prefix the file's text up to the cursor
   * @param suffix the text behind it; what stands there in the cursor's line is replaced
   */
  public Optional<LineCompletion> complete(String prefix, String suffix) {
    var cursor = new Cursor(model.vocabulary(), lines(prefix), lines(suffix));
    var best = best(cursor);
    if (best == null) {
      return Optional.empty();
    }
    return Optional.of(new LineCompletion(text(cursor, best.words), Math.exp(best.score)));
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replace("\t", "    ");
  }

  private @Nullable Path best(Cursor cursor) {
    var experts = new Experts(cursor.text, model);
    var odds = new Odds();
    var open = List.of(new Path(new int[0], 0));
    Path best = null;
    for (var step = 0; step < LONGEST && !open.isEmpty(); step++) {
      var next = new ArrayList<Path>();
      for (var path : open) {
        var line = cursor.line(path.words);
        experts.ask(line, line.length);
        experts.mix(odds);
        if (step == 0 && !cursor.fragment.isEmpty()) {
          keepBeginnings(cursor, odds);
        }
        extend(cursor, path, odds, next);
      }
      next.sort(Comparator.comparingDouble((Path p) -> -p.score));
      var longer = new ArrayList<Path>();
      for (var path : next) {
        if (best != null && path.score <= best.score) {
          break;
        }
        if (path.words[path.words.length - 1] == cursor.end) {
          best = path;
        } else if (longer.size() < BEAM) {
          longer.add(path);
        }
      }
      open = longer;
    }
    return best;
  }

  /** Leaves the words that begin as the cursor's word does, and adds those that are known to. */
  private void keepBeginnings(Cursor cursor, Odds odds) {
    var kept = new Odds();
    for (var i = 0; i < odds.count(); i++) {
      if (cursor.words.text(odds.word(i)).startsWith(cursor.fragment)) {
        kept.add(odds.word(i), odds.of(odds.word(i)));
      }
    }
    var known = model.namesFrom(cursor.fragment);
    var all = known.values().stream().mapToDouble(often -> often).sum();
    var share = Math.max(1e-7, ONLY_BEGINNING * kept.sum());
    known.forEach((name, often) -> kept.add(cursor.words.number(name), share * often / all));
    kept.scale(1 / Math.max(1e-300, kept.sum()));
    odds.clear();
    odds.add(kept, 1);
  }

  private void extend(Cursor cursor, Path path, Odds odds, List<Path> to) {
    var likeliest = new int[BEAM];
    var count = 0;
    for (var i = 0; i < odds.count(); i++) {
      var word = odds.word(i);
      if (!mayFollow(cursor, path, word)) {
        continue;
      }
      var place = count;
      while (place > 0 && odds.of(likeliest[place - 1]) < odds.of(word)) {
        place--;
      }
      if (place < BEAM) {
        count = Math.min(BEAM, count + 1);
        System.arraycopy(likeliest, place, likeliest, place + 1, count - 1 - place);
        likeliest[place] = word;
      }
    }
    for (var i = 0; i < count; i++) {
      to.add(path.with(likeliest[i], odds.of(likeliest[i])));
    }
  }

  /** Whether the line may go on, or end, so. */
  private static boolean mayFollow(Cursor cursor, Path path, int word) {
    if (!Lexeme.isBreak(cursor.words.text(word))) {
      return true;
    }
    if (word != cursor.end || (path.words.length == 0 && cursor.atLineStart)) {
      return false;
    }
    if (path.words.length == 0 || cursor.inFor) {
      return true;
    }
    var last = cursor.words.text(path.words[path.words.length - 1]);
    if (!last.equals(";") && !last.equals("{")) {
      return true;
    }
    var depth = cursor.open;
    for (var earlier : path.words) {
      depth += Cursor.depth(cursor.words.text(earlier));
    }
    return depth == 0;
  }

  private String text(Cursor cursor, int[] path) {
    var result = new StringBuilder();
    var left = cursor.words.text(cursor.before[cursor.before.length - 1]);
    var spaceBefore = cursor.spaceBefore;
    for (var word : path) {
      var right = cursor.words.text(word);
      if (Lexeme.isBreak(right)) {
        break;
      }
      if (!spaceBefore && isSpaced(left, right)) {
        result.append(' ');
      }
      result.append(right.strip());
      spaceBefore = false;
      left = right;
    }
    var text = result.toString();
    return cursor.fragment.isEmpty()
        ? text
        : text.stripLeading().substring(cursor.fragment.length());
  }

  private boolean isSpaced(String left, String right) {
    if (right.startsWith(" ")) {
      return true;
    }
    // These say themselves whether a space stands before them.
    var said = right.length() == 1 && Lexer.SPACED_SIGNS.indexOf(right.charAt(0)) >= 0;
    return !Lexeme.isBreak(left) && !said && model.isSpaced(left, right);
  }
}
