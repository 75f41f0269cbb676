package dev.brisk.distill.eval;

import dev.brisk.distill.lines.CursorCase;
import dev.brisk.syntax.complete.LineCompleter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** How often the rest of a line is completed exactly. */
public final class Completions {
  /** Something that completes lines. */
  @FunctionalInterface
  public interface Completer {
    /** What goes behind the cursor, with how sure that is; the text may be empty. */
    Completed complete(String prefix, String suffix) throws InterruptedException;

    /** Completes by counting; with nothing where nothing is thinkable. */
    static Completer of(LineCompleter completer) {
      return (prefix, suffix) ->
          completer
              .complete(prefix, suffix)
              .map(c -> new Completed(c.text(), c.confidence()))
              .orElse(new Completed("", 0));
    }
  }

  /**
   * A completion.
   *
   * @param confidence more is surer; compared only with others of the same completer
   */
  public record Completed(String text, double confidence) {}

  /**
   * What was right.
   *
   * @param kinds exact and all completions of each kind of cursor
   * @param surest exact ones among the surest quarter
   * @param medianMillis from the request to the completion
   */
  public record Score(
      String completer,
      Map<String, Proportion> kinds,
      Proportion all,
      Proportion surest,
      double medianMillis) {
    /** A table as text. */
    public String text() {
      var result = new StringBuilder("completions by " + completer + ", exact rest of the line\n");
      kinds.forEach((kind, share) -> result.append(row(kind, share)));
      return result
          .append(row("all", all))
          .append(row("surest quarter", surest))
          .append(String.format(Locale.ROOT, "  median %.1f ms%n", medianMillis))
          .toString();
    }

    private static String row(String name, Proportion share) {
      return String.format(Locale.ROOT, "  %-14s %s%n", name, share);
    }
  }

  private record Outcome(String kind, boolean exact, double confidence, long nanos) {}

  private Completions() {}

  /**
   * Completes every line.
   *
   * @param name of the completer
   * @param progress hears how many are done
   */
  public static Score score(
      String name, Completer completer, List<CursorCase> cases, IntConsumer progress)
      throws InterruptedException {
    var outcomes = new Outcome[cases.size()];
    for (var i = 0; i < outcomes.length; i++) {
      var one = cases.get(i);
      var start = System.nanoTime();
      var made = completer.complete(one.prefix(), one.suffix());
      var nanos = System.nanoTime() - start;
      var exact = made.text().stripTrailing().equals(one.middle().stripTrailing());
      outcomes[i] = new Outcome(one.kind(), exact, made.confidence(), nanos);
      progress.accept(i + 1);
    }
    var kinds = new TreeMap<String, Proportion>();
    for (var kind : Arrays.stream(outcomes).map(Outcome::kind).distinct().toList()) {
      kinds.put(kind, share(Arrays.stream(outcomes).filter(o -> o.kind.equals(kind)).toList()));
    }
    var surest =
        Arrays.stream(outcomes)
            .sorted((a, b) -> Double.compare(b.confidence, a.confidence))
            .limit(outcomes.length / 4)
            .toList();
    var nanos = Arrays.stream(outcomes).mapToLong(Outcome::nanos).sorted().toArray();
    return new Score(
        name, kinds, share(List.of(outcomes)), share(surest), nanos[nanos.length / 2] / 1e6);
  }

  private static Proportion share(List<Outcome> outcomes) {
    return new Proportion(outcomes.stream().filter(Outcome::exact).count(), outcomes.size());
  }
}
