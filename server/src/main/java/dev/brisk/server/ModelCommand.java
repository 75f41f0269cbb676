package dev.brisk.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code brisk model …}: tools that look at a model file without a server. */
@Command(
    name = "model",
    description = "Looks at a model file, or runs it without a server.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelInfoCommand.class,
      ModelTokenizeCommand.class,
      ModelProbeCommand.class,
      ModelGenerateCommand.class,
      ModelBenchCommand.class,
      ModelRehearseCommand.class
    })
final class ModelCommand implements Runnable {
  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: info, tokenize, probe, generate or bench");
  }
}
