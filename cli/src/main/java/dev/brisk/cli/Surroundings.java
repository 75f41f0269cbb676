package dev.brisk.cli;

import dev.brisk.wire.api.StateDir;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command runs in.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param asks whether a person is at both ends, so that a question can be asked
 * @param colours whether {@code out} takes colours
 * @param errIsTerminal whether a line on {@code err} can be drawn again
 * @param environment the environment variables
 * @param launcher the file that starts the server
 * @param stamp which build this is; empty if the launcher did not say
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    boolean asks,
    boolean colours,
    boolean errIsTerminal,
    Map<String, String> environment,
    Optional<Path> launcher,
    String stamp) {

  /**
   * Those of this process. The launcher says which of the standard streams are terminals (a letter
   * of i, o, e for each): asking the JDK would load its own line editor.
   */
  static Surroundings ofProcess() {
    var terminals = System.getProperty("brisk.terminal", "");
    var environment = System.getenv();
    var launcher = System.getProperty("brisk.launcher", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Surroundings(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        terminals.contains("i") && terminals.contains("o"),
        terminals.contains("o") && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        terminals.contains("e") && !dumb,
        environment,
        launcher.isEmpty() ? Optional.empty() : Optional.of(Path.of(launcher)),
        System.getProperty("brisk.stamp", ""));
  }

  /** These, for a program that reads what the command says. */
  Surroundings withOutput(PrintStream newOut, PrintStream newErr) {
    return new Surroundings(newOut, newErr, false, false, false, environment, launcher, stamp);
  }

  /** These with other environment variables. */
  Surroundings withEnvironment(Map<String, String> variables) {
    return new Surroundings(out, err, asks, colours, errIsTerminal, variables, launcher, stamp);
  }

  /** Where the server's state, logs and the undo journal are. */
  public StateDir stateDir() {
    return StateDir.of(environment);
  }

  // Source text is shown as it is, whatever the locale says.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
