package dev.brisk.lab.quality;

import dev.brisk.lab.results.Quality.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Runs the tests of a problem on a solution, in a sandbox. */
final class TestRunner {
  /** Little memory and few threads, so that the limits hold for programs and not for the JVM. */
  private static final List<String> JAVA_FLAGS =
      List.of(
          "-Xmx256m",
          "-Xss4m",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:CompressedClassSpaceSize=32m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData");

  /** What the programs around the test's end with where they cannot start it. */
  private static final Set<Integer> NOT_STARTED = Set.of(125, 126, 127);

  private static final Pattern WALLS = Pattern.compile("(sh|mount|setpriv|unshare|prlimit)\\b.*:");

  private final Optional<Sandbox> sandbox;
  private final String java;

  /** Says so where a program had the network. */
  private final Checked passed;

  TestRunner(Optional<Sandbox> sandbox) {
    this.sandbox = sandbox;
    this.passed =
        sandbox.filter(s -> !s.networkCutOff()).isPresent()
            ? new Checked(Check.YES, "The tests passed; network and files were not cut off.")
            : Checked.YES;
    this.java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where tests run, in a sentence. */
  String words() {
    return sandbox
        .map(
            s ->
                "Tests ran in a process of their own with "
                    + Limits.TESTS.words()
                    + (s.networkCutOff()
                        ? " and no network."
                        : "; network and files were not cut off, which this system does not allow."))
        .orElse(
            "Tests were not run: that needs Linux with unshare and prlimit (package util-linux).");
  }

  Checked run(Problem problem, String solution) {
    if (sandbox.isEmpty()) {
      return Checked.not(words());
    }
    try {
      var folder = Files.createTempDirectory("brisk-tests");
      try {
        var word = "done-" + UUID.randomUUID();
        var program = problem.tested(solution, word);
        return switch (problem.language()) {
          case PYTHON -> python(sandbox.get(), folder, program, word);
          case JAVA -> java(sandbox.get(), folder, program, word);
        };
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return Checked.not("The tests could not be run: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Checked.not("The tests were interrupted.");
    }
  }

  private Checked python(Sandbox sandbox, Path folder, String program, String word)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("program.py"), program, StandardCharsets.UTF_8);
    return judged(sandbox.run(folder, List.of("python3", "-I", "program.py"), Limits.TESTS), word);
  }

  private Checked java(Sandbox sandbox, Path folder, String program, String word)
      throws IOException, InterruptedException {
    var refused = compile(folder, program);
    if (refused.isPresent()) {
      return Checked.no(refused.get());
    }
    var command = new ArrayList<>(List.of(java));
    command.addAll(JAVA_FLAGS);
    command.addAll(List.of("-cp", ".", Problem.FIRST_CLASS));
    return judged(sandbox.run(folder, command, Limits.TESTS), word);
  }

  /** Compiles the file Main.java; what javac refuses, if it does. */
  private static Optional<String> compile(Path folder, String program) {
    var found = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp", folder.toString());
    var source = new SyntaxCheck.Source("Main.java", program);
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, found, options, null, List.of(source))
            .call();
    if (compiled) {
      return Optional.empty();
    }
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(SyntaxCheck::sentence)
        .or(() -> Optional.of("javac refuses it."));
  }

  private Checked judged(Sandbox.Exit exit, String word) {
    if (exit.ok()) {
      return exit.output().endsWith(word)
          ? passed
          : Checked.no("The program ended before its tests did.");
    }
    if (NOT_STARTED.contains(exit.code()) && WALLS.matcher(lastLine(exit)).lookingAt()) {
      return Checked.not("The program could not be started: " + lastLine(exit) + ".");
    }
    return Checked.no(
        exit.timedOut()
            ? "The tests did not end within " + Limits.TESTS.seconds() + " s."
            : "The tests failed: " + lastLine(exit));
  }

  private static String lastLine(Sandbox.Exit exit) {
    return exit.output()
        .lines()
        .filter(line -> !line.startsWith("\tat "))
        .reduce((first, last) -> last)
        .orElse("exit code " + exit.code());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
