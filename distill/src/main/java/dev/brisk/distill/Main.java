package dev.brisk.distill;

import dev.brisk.distill.mine.MineCommand;
import dev.brisk.engine.ModelFormatException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The process behind {@code brisk distill} and {@code brisk mine}. */
@Command(
    name = "brisk",
    description = "Makes small models for Brisk.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DistillCommand.class, MineCommand.class})
public final class Main {
  private Main() {}

  /** Runs the command that {@code arguments} name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  if (failure instanceof IOException || failure instanceof ModelFormatException) {
                    line.getErr().println(failure.getMessage());
                    return 1;
                  }
                  throw failure;
                })
            .execute(arguments));
  }
}
