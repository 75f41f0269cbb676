package dev.brisk.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Commands that the launcher takes before this program is started. They are here for the help and
 * the shell's completion.
 */
final class LauncherCommands {
  private LauncherCommands() {}

  @Command(
      name = "serve",
      description = "Runs the server in this terminal; edits start one in the background.")
  static final class Serve extends Elsewhere {}

  @Command(
      name = "model",
      description = "Looks into a model file: info, tokenize, probe, generate, bench.")
  static final class Model extends Elsewhere {}

  @Command(
      name = "lab",
      description = "Measures how long a developer waits, for Brisk and for other endpoints.")
  static final class Lab extends Elsewhere {}

  @Command(
      name = "keys",
      description = "Makes, lists and revokes the keys that clients of brisk serve need.")
  static final class Keys extends Elsewhere {}

  @Command(name = "test", description = "Builds Brisk and runs all its checks and tests.")
  static final class Test extends Elsewhere {}

  /** What all of these do here. */
  abstract static class Elsewhere implements Runnable {
    @Parameters(hidden = true)
    private List<String> ignored = List.of();

    @Override
    public void run() {
      throw CommandFailure.usage(
          "This command is run by the launcher; start it with the file brisk in Brisk's folder.");
    }
  }
}
