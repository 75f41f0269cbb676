package dev.brisk.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs what people run most, so that the launcher can note which classes that needs and make the
 * AOT cache of them. The launcher gives it a folder and a state folder of its own.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final String SAMPLE =
      """
      class Sample {
        int sum(int[] values) {
          int sum = 0;
          for (int value : values) {
            sum += value;
          }
          return sum;
        }
      }
      """;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FOLDER")
  private Path folder = Path.of("");

  RehearseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var file = Files.writeString(folder.resolve("Sample.java"), SAMPLE).toString();
    run("--version");
    run("--help");
    run("edit", file, "--lines", "3:7", "rename sum to total", "--apply");
    run("edit", file, "--at", "3", "rename total to sum", "--json");
    run("edit", file, "--lines", "99:99", "rename total to sum", "--dry-run");
    run("undo");
    run("stats");
    run("doctor");
    run("stop");
    return ExitCode.OK;
  }

  /** What a command says is of no use here, and neither is whether it succeeds. */
  private void run(String... args) {
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Brisk.run(unrecorded().withOutput(quiet, surroundings.err()), args);
  }

  /** Recording is rehearsed, too, but only in a state folder that is thrown away. */
  private Surroundings unrecorded() {
    if (surroundings.stateDir().path().startsWith(folder.toAbsolutePath().normalize())) {
      return surroundings;
    }
    var environment = new HashMap<>(surroundings.environment());
    environment.put("BRISK_STATS", "off");
    return surroundings.withEnvironment(environment);
  }
}
