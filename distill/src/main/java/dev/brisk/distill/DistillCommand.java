package dev.brisk.distill;

import picocli.CommandLine.Command;

/** {@code brisk distill}: one subcommand a step. */
@Command(
    name = "distill",
    description = "Makes a small model step by step.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      DataCommand.class,
      AskCommand.class,
      TokenizerCommand.class,
      EncodeCommand.class,
      CompletionsCommand.class,
      TrainCommand.class,
      ExportCommand.class,
      EvalCommand.class,
      IntentsCommand.class,
      LinesCommand.class
    })
final class DistillCommand {}
