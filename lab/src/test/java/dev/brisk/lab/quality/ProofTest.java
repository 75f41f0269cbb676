package dev.brisk.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first problems of each file; {@code brisk lab prove} runs all, which takes minutes. */
class ProofTest {
  private static final int SOME = 6;
  private static final Path WORKLOADS = workloads();

  @Test
  void canonical_solutions_in_python_pass_and_empty_ones_do_not() throws Exception {
    Python.assume();
    proves("HumanEval.jsonl.gz");
  }

  @Test
  void canonical_solutions_in_java_pass_and_buggy_ones_do_not() throws Exception {
    proves("humanevalpack-java.jsonl");
  }

  @Test
  void tests_that_pass_whatever_is_answered_are_named() throws Exception {
    Python.assume();
    var problem = returnsOne("def check(f):\n    pass\n");
    var proof = Proof.of(List.of(problem), judge(), done -> {});
    assertThat(proof.holds()).isFalse();
    assertThat(proof.exceptions())
        .containsExactly(new Proof.Surprise("P/0", false, "The tests passed."));
  }

  private static void proves(String file) throws IOException, InterruptedException {
    var path = WORKLOADS.resolve(file);
    assumeTrue(Files.exists(path), path + " is not there");
    var problems = Problems.read(path);
    assertThat(problems).hasSize(164);
    var proof = Proof.of(problems.subList(0, SOME), judge(), done -> {});
    assertThat(proof.exceptions()).isEmpty();
    assertThat(proof.canonical().count()).isEqualTo(SOME);
    assertThat(proof.buggy().count()).isZero();
  }

  /** The function {@code f} in Python, which is to return 1. */
  static Problem returnsOne(String test) {
    return new Problem(
        "P/0", Language.PYTHON, "def f():\n", "    return 1\n", Optional.empty(), test, "f");
  }

  /** One that runs tests, where that can be done. */
  static Judge judge() {
    var sandbox = Sandbox.find();
    assumeTrue(sandbox.isPresent(), "there is no unshare or prlimit");
    return new Judge(sandbox);
  }

  /** Beside the checkout, which is the folder above this module. */
  private static Path workloads() {
    return Path.of("").toAbsolutePath().resolve("../../shared/workloads").normalize();
  }
}
