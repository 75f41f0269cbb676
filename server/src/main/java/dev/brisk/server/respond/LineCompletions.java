package dev.brisk.server.respond;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Said;
import dev.brisk.syntax.complete.LineCompleter;
import java.util.Arrays;

/**
 * Completes the line at the cursor by counting, without a model: for models that have no tokens for
 * fill-in-the-middle. What it knows of Java in general helps in Java; elsewhere it goes by what the
 * text itself repeats. Where it is not sure it says nothing.
 */
final class LineCompletions {
  /**
   * From this confidence on a completion is shown. Of the outside test's 200 lines 105 get one, and
   * 30 of these are exact (docs/decisions/0095).
   */
  private static final double SURE = 0.04;

  /** As much of a large file is looked at on either side of the cursor. */
  private static final int CHARACTERS = 1 << 18;

  /** So many lines show how the lines of a language end. */
  private static final int TELLING = 5;

  private final Tokenizer tokenizer;

  /**
   * @param tokenizer by which limits count, and the statistics
   */
  LineCompletions(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Read when somebody first asks: it takes some time and megabytes. */
  private static final class BuiltIn {
    static final LineCompleter LINES = LineCompleter.builtIn();
  }

  /** The completion, which may be empty. */
  Answer answer(Ask.Infill ask, Decoding decoding) {
    long start = System.nanoTime();
    var found = completion(ask.prefix(), ask.suffix());
    var stop = decoding.stop().stream().mapToInt(found::indexOf).filter(i -> i >= 0).min();
    var text = stop.isPresent() ? found.substring(0, stop.getAsInt()) : found;
    int[] tokens = tokenizer.encode(text);
    int most = decoding.maxTokens().orElse(tokens.length);
    if (tokens.length > most) {
      text = tokenizer.decode(Arrays.copyOf(tokens, most));
      return new Said(text, FinishReason.LENGTH, most, System.nanoTime() - start);
    }
    var reason = stop.isPresent() ? FinishReason.STOP_STRING : FinishReason.STOP;
    return new Said(text, reason, tokens.length, System.nanoTime() - start);
  }

  private static String completion(String prefix, String suffix) {
    var gap =
        LineGap.of(
            prefix.substring(Math.max(0, prefix.length() - CHARACTERS)),
            suffix.substring(0, Math.min(suffix.length(), CHARACTERS)));
    return BuiltIn.LINES
        .complete(gap.before(), gap.suffix())
        .filter(completion -> completion.confidence() >= SURE)
        .map(completion -> completion.text())
        .filter(text -> endsAsOthers(text, gap))
        .map(gap::fit)
        .orElse("");
  }

  /** Refuses a semicolon or bracket at the end of the line that no line of this text ends with. */
  private static boolean endsAsOthers(String text, LineGap gap) {
    char end = text.isEmpty() ? 'a' : text.charAt(text.length() - 1);
    if (end != ';' && end != '{') {
      return true;
    }
    var lines =
        (gap.prefix() + gap.suffix())
            .lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.size() < TELLING
        || lines.stream().anyMatch(line -> line.charAt(line.length() - 1) == end);
  }
}
