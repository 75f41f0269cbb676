package dev.brisk.lab;

import picocli.CommandLine.Command;

/** {@code brisk lab}: measures any endpoint, compares what was measured, makes reports of it. */
@Command(
    name = "lab",
    description =
        "Measures how long a developer waits: for the first token, for the applied edit, for a"
            + " stop, under load, with quality beside speed, for Brisk and for any other endpoint.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ProveCommand.class,
      MockCommand.class
    })
final class LabCommand {}
