package dev.brisk.lab.quality;

import dev.brisk.lab.results.Quality;
import dev.brisk.lab.results.Quality.Check;
import java.util.Optional;

/**
 * Says what an answer was worth. Judging takes from below a millisecond (texts) to some seconds
 * (tests), so it belongs after the run, not into it. May be used by several threads.
 */
public final class Judge {
  private final SyntaxCheck syntax;
  private final TestRunner tests;

  /** With the parsers and the sandbox of this machine. */
  public Judge() {
    this(Sandbox.find());
  }

  Judge(Optional<Sandbox> sandbox) {
    syntax = new SyntaxCheck();
    tests = new TestRunner(sandbox);
  }

  /** What the answer is worth; what cannot be checked here is {@link Check#NOT_CHECKED}. */
  public Quality judge(CaseAnswer answer) {
    return switch (answer) {
      case CaseAnswer.Edited edited -> judge(edited);
      case CaseAnswer.Solved solved -> judge(solved);
    };
  }

  /** What a request was worth that failed: no edit, and no test that passes. */
  public Quality failed(CaseAnswer answer) {
    boolean tested = answer instanceof CaseAnswer.Solved;
    return new Quality(
        Check.NO,
        Check.NO,
        Check.NO,
        Check.NOT_CHECKED,
        tested ? Check.NO : Check.NOT_CHECKED,
        -1,
        -1,
        -1,
        "The request failed.");
  }

  /** Where tests run and under what limits, in a sentence for the report. */
  public String testsRun() {
    return tests.words();
  }

  private Quality judge(CaseAnswer.Edited edited) {
    var needed = Touched.between(edited.before(), edited.wanted());
    if (edited.got().isEmpty()) {
      return new Quality(
          Check.NO,
          Check.NO,
          Check.NO,
          Check.NOT_CHECKED,
          Check.NOT_CHECKED,
          -1,
          needed.lines(),
          -1,
          edited.note());
    }
    var got = edited.got().get();
    var touched = Touched.between(edited.before(), got);
    var parsed = syntax.of(Language.of(edited.path()), got);
    return new Quality(
        Check.YES,
        Check.of(got.equals(edited.wanted())),
        Check.of(sameButSpace(got, edited.wanted())),
        parsed.check(),
        Check.NOT_CHECKED,
        touched.lines(),
        needed.lines(),
        touched.outside(needed),
        edited.note().isEmpty() ? parsed.note() : edited.note());
  }

  private Quality judge(CaseAnswer.Solved solved) {
    var problem = solved.problem();
    var solution = problem.solution(solved.answer());
    var wanted = problem.canonicalSolution();
    var parsed = syntax.of(Optional.of(problem.language()), solution);
    var tested = tests.run(problem, solution);
    var needed = problem.buggySolution().map(b -> Touched.between(b, wanted));
    var touched = problem.buggySolution().map(b -> Touched.between(b, solution));
    return new Quality(
        Check.of(!solved.answer().isBlank()),
        Check.of(solution.equals(wanted)),
        Check.of(sameButSpace(solution, wanted)),
        parsed.check(),
        tested.check(),
        touched.map(Touched::lines).orElse(-1),
        needed.map(Touched::lines).orElse(-1),
        touched.isPresent() ? touched.get().outside(needed.orElseThrow()) : -1,
        parsed.check() == Check.NO ? parsed.note() : tested.note());
  }

  /** Whether texts are equal once each run of white space is one space, and none at the ends. */
  static boolean sameButSpace(String a, String b) {
    return normalised(a).equals(normalised(b));
  }

  private static String normalised(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
