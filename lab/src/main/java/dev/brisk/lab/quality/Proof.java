package dev.brisk.lab.quality;

import dev.brisk.lab.results.Quality;
import dev.brisk.lab.results.Quality.Check;
import dev.brisk.lab.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Proves that tests tell right from wrong: the canonical solutions are given as answers and must
 * all pass; the buggy ones (where a problem has none, a body that does nothing) must all fail.
 *
 * @param canonical how many canonical solutions passed
 * @param buggy how many buggy ones passed
 * @param exceptions what was not as it must be
 */
public record Proof(Proportion canonical, Proportion buggy, List<Surprise> exceptions) {
  /** The body that does nothing. */
  private static final String NOTHING = "    pass\n";

  /**
   * A problem whose answer was not judged as it must be.
   *
   * @param sentence what happened
   */
  public record Surprise(String problem, boolean canonical, String sentence) {}

  private record Verdict(Problem problem, boolean canonical, Quality quality) {
    boolean passed() {
      return quality.tests() == Check.YES;
    }

    boolean right() {
      return quality.tests() == (canonical ? Check.YES : Check.NO);
    }

    Surprise surprise() {
      return new Surprise(
          problem.id(), canonical, quality.note().isEmpty() ? "The tests passed." : quality.note());
    }
  }

  /** Whether everything was as it must be. */
  public boolean holds() {
    return exceptions.isEmpty();
  }

  /**
   * Judges all, as many at a time as there are cores.
   *
   * @param progress is told how many of twice the problems are judged
   */
  public static Proof of(List<Problem> problems, Judge judge, IntConsumer progress)
      throws InterruptedException {
    var verdicts = new ArrayList<Verdict>();
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var asked =
          problems.stream()
              .flatMap(p -> Stream.of(true, false).map(right -> ask(p, right, judge)))
              .map(threads::submit)
              .toList();
      for (var verdict : asked) {
        verdicts.add(verdict.get());
        progress.accept(verdicts.size());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return of(verdicts);
  }

  private static Callable<Verdict> ask(Problem problem, boolean canonical, Judge judge) {
    var answer = canonical ? problem.canonical() : problem.buggy().orElse(NOTHING);
    return () ->
        new Verdict(problem, canonical, judge.judge(new CaseAnswer.Solved(problem, answer)));
  }

  private static Proof of(List<Verdict> verdicts) {
    return new Proof(
        passed(verdicts, true),
        passed(verdicts, false),
        verdicts.stream().filter(v -> !v.right()).map(Verdict::surprise).toList());
  }

  private static Proportion passed(List<Verdict> verdicts, boolean canonical) {
    var these = verdicts.stream().filter(v -> v.canonical() == canonical).toList();
    return new Proportion(these.stream().filter(Verdict::passed).count(), these.size());
  }
}
