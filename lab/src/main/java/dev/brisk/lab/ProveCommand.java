package dev.brisk.lab;

import dev.brisk.lab.quality.Judge;
import dev.brisk.lab.quality.Problems;
import dev.brisk.lab.quality.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code brisk lab prove}: whether the tests of problems tell right from wrong on this machine. */
@Command(
    name = "prove",
    description =
        "Runs the tests of HumanEval or HumanEvalPack files on the canonical solutions, which must"
            + " all pass, and on the buggy ones, which must all fail (a body that does nothing where"
            + " there are none). Do this before you believe a pass@1.",
    footer = {
      "%nExample:",
      "  brisk lab prove HumanEval.jsonl.gz humanevalpack-java.jsonl",
      "%nExit codes: 0 all as it must be, 1 not (each exception is listed), 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ProveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of problems.")
  private List<Path> files = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var judge = new Judge();
    var holds = true;
    for (var file : files) {
      var problems = Problems.read(file);
      var progress =
          new Progress(
              spec.commandLine().getErr(), file.getFileName().toString(), 2 * problems.size());
      var proof = Proof.of(problems, judge, progress::at);
      progress.done();
      out.println(file + ": " + problems.size() + " problems");
      out.println("  canonical solutions that pass: " + proof.canonical());
      out.println("  wrong solutions that pass:     " + proof.buggy());
      proof.exceptions().forEach(s -> out.println("  NOT AS IT MUST BE: " + words(s)));
      holds &= proof.holds();
    }
    out.println(judge.testsRun());
    return holds ? 0 : 1;
  }

  private static String words(Proof.Surprise surprise) {
    return surprise.problem()
        + (surprise.canonical() ? ", canonical: " : ", wrong: ")
        + surprise.sentence();
  }
}
