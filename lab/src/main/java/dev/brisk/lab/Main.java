package dev.brisk.lab;

import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The process behind {@code brisk lab}. */
@Command(
    name = "brisk",
    description = "Measures endpoints as a developer feels them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = LabCommand.class)
public final class Main {
  private Main() {}

  /** Runs the command that {@code arguments} name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, whose failures are one sentence and exit code 1. */
  static CommandLine commandLine() {
    var line = new CommandLine(new Main());
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    version(line);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("brisk: " + sentence(failure));
          return 1;
        });
    return line;
  }

  /** Every command has the option, and none a version of its own. */
  private static void version(CommandLine line) {
    line.getCommandSpec().version("brisk " + Version.number());
    line.getSubcommands().values().forEach(Main::version);
  }

  private static String sentence(Exception failure) throws Exception {
    return switch (failure) {
      case LabException foreseen -> String.valueOf(foreseen.getMessage());
      case JsonException broken -> String.valueOf(broken.getMessage());
      case NoSuchFileException missing -> "There is no file " + missing.getFile() + ".";
      case AccessDeniedException denied ->
          "The file " + denied.getFile() + " may not be read or written; see its permissions.";
      case FileSystemException file -> "The file system says: " + file.getMessage() + ".";
      case IOException io -> String.valueOf(io.getMessage());
      default -> throw failure;
    };
  }
}
