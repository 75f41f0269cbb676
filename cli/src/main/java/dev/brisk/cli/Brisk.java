package dev.brisk.cli;

import dev.brisk.edit.workspace.WorkspaceException;
import dev.brisk.wire.api.WireException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The root of the command line: its commands, and what becomes of whatever they throw. */
@Command(
    name = "brisk",
    header = "Says what you want changed, and the change is there.%n",
    synopsisSubcommandLabel = "COMMAND",
    description = "%nEdits a region of a file with a small model that runs on this machine.",
    footer = {
      "%nExamples:",
      "  brisk edit Basket.java --lines 5:14 \"rename sum to total\"",
      "  brisk edit Basket.java --at 8 \"make post private\" --apply",
      "  brisk undo",
      "  brisk doctor",
      "%nExit codes: 0 changed or nothing to do, 1 refused or failed, 2 wrong usage.",
      "State (server, logs, undo journal) is kept in BRISK_STATE_DIR, or"
          + " XDG_STATE_HOME/brisk, or ~/.local/state/brisk."
    })
final class Brisk implements Runnable {
  /** All commands in the order of the help. */
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

  private final Surroundings surroundings;

  @Mixin final HelpOption help = new HelpOption();

  @CommandLine.Option(
      names = {"-V", "--version"},
      description = "Shows the version.")
  private boolean version;

  private Brisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private static Map<String, Function<Surroundings, Object>> commands() {
    var commands = new LinkedHashMap<String, Function<Surroundings, Object>>();
    commands.put("edit", EditCommand::new);
    commands.put("undo", UndoCommand::new);
    commands.put("stats", StatsCommand::new);
    commands.put("top", TopCommand::new);
    commands.put("serve", where -> new LauncherCommands.Serve());
    commands.put("stop", StopCommand::new);
    commands.put("model", where -> new LauncherCommands.Model());
    commands.put("lab", where -> new LauncherCommands.Lab());
    commands.put("keys", where -> new LauncherCommands.Keys());
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("test", where -> new LauncherCommands.Test());
    commands.put("rehearse", RehearseCommand::new);
    return commands;
  }

  /**
   * Runs one command line to its end; nothing is thrown.
   *
   * @return the exit code
   */
  static int run(Surroundings surroundings, String... args) {
    var failures = new Failures(surroundings, Arrays.asList(args).contains("--json"));
    try {
      // Asked for so often by scripts, and nothing about it needs a parser.
      if (args.length == 1 && args[0].equals("--version")) {
        surroundings.out().println("brisk " + Version.number());
        return ExitCode.OK;
      }
      if (args.length > 0 && args[0].equals("edit")) {
        var plain = EditArguments.plain(args);
        if (plain.isPresent()) {
          return new EditRun(surroundings, plain.get()).run();
        }
      }
      var line = commandLine(surroundings, args);
      line.setExecutionExceptionHandler((e, command, result) -> failures.report(e));
      line.setParameterExceptionHandler((e, given) -> failures.report(usage(e)));
      return line.execute(args);
    } catch (Throwable e) {
      return failures.report(e);
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  /**
   * The command line with the command that {@code args} name, or with all of them where none is
   * named: making all would cost every start tens of milliseconds.
   */
  static CommandLine commandLine(Surroundings surroundings, String... args) {
    var line = new CommandLine(new Brisk(surroundings));
    var only = args.length > 0 && COMMANDS.containsKey(args[0]) ? args[0] : "";
    COMMANDS.forEach(
        (name, make) -> {
          if (only.isEmpty() || only.equals(name)) {
            line.addSubcommand(name, make.apply(surroundings));
          }
        });
    // An instruction may begin with an annotation's name.
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(surroundings.colours() ? Ansi.ON : Ansi.OFF));
    return line;
  }

  @Override
  public void run() {
    if (version) {
      surroundings.out().println("brisk " + Version.number());
    } else {
      commandLine(surroundings).usage(surroundings.out());
    }
  }

  private static CommandFailure usage(ParameterException e) {
    // picocli's own text may have several lines; the first says what is wrong.
    var text = String.valueOf(e.getMessage()).lines().findFirst().orElse("The usage is wrong");
    text = text.replaceFirst("[.:]?\\s*$", "");
    var name = e.getCommandLine().getCommandSpec().qualifiedName();
    return CommandFailure.usage(
        text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1)
            + "; see "
            + name
            + " --help.");
  }

  /** The exception as a failure with a sentence, if it is one that was foreseen. */
  static CommandFailure foreseen(Throwable e) {
    return switch (e) {
      case CommandFailure failure -> failure;
      case WorkspaceException refusal ->
          CommandFailure.failed(
              refusal.reason().name().toLowerCase(Locale.ROOT),
              String.valueOf(refusal.getMessage()),
              refusal);
      case WireException unreachable ->
          CommandFailure.failed(
              "server_unreachable", String.valueOf(unreachable.getMessage()), unreachable);
      default -> CommandFailure.failed("internal_error", "", e);
    };
  }
}
