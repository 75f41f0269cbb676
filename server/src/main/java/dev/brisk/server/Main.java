package dev.brisk.server;

import dev.brisk.engine.ContextTooLongException;
import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.PromptTooLongException;
import dev.brisk.server.admission.KeyStoreException;
import dev.brisk.wire.api.WireException;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The commands of the server: {@code serve}, {@code model} and {@code keys}. The rest of {@code
 * brisk} is in the cli.
 */
public final class Main {
  /** Refused or failed. */
  static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command and returns the process's exit code: 0 done, 1 refused or failed, 2 wrong usage.
   */
  static int run(String... args) {
    if (isPlainInfo(args)) {
      return plainInfo(args[2]);
    }
    // Before the libraries ask for their loggers. What a person needs to know is printed, not
    // logged.
    Logger.getLogger("").setLevel(Level.SEVERE);
    return new CommandLine(new Root())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line.getErr()))
        .setParameterExceptionHandler(Main::wrongUsage)
        .execute(args);
  }

  /**
   * Whether this is {@code model info FILE} and no more. Scripts ask it for file after file, and
   * the parser of command lines would take half of its time.
   */
  private static boolean isPlainInfo(String... args) {
    return args.length == 3
        && args[0].equals("model")
        && args[1].equals("info")
        && !args[2].startsWith("-")
        && !args[2].startsWith("@");
  }

  private static int plainInfo(String file) {
    try {
      ModelInfoCommand.show(file, false, new PrintWriter(System.out, false, System.out.charset()));
      return 0;
    } catch (RuntimeException e) {
      return failed(e, new PrintWriter(System.err, true, System.err.charset()));
    }
  }

  private static int failed(Exception e, PrintWriter err) {
    switch (e) {
      case CommandException known -> err.println("brisk: " + known.getMessage());
      case ModelFormatException known -> err.println("brisk: " + known.getMessage());
      case ContextTooLongException known -> err.println("brisk: " + known.getMessage());
      case PromptTooLongException known -> err.println("brisk: " + known.getMessage());
      case KeyStoreException known -> err.println("brisk: " + known.getMessage());
      case WireException known -> err.println("brisk: " + known.getMessage());
      default -> {
        err.println("brisk: This should not have happened; please report it with what follows.");
        e.printStackTrace(err);
      }
    }
    return FAILED;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    var line = e.getCommandLine();
    line.getErr().println("brisk: " + e.getMessage() + " (see brisk " + name(line) + "--help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static String name(CommandLine line) {
    var qualified = line.getCommandSpec().qualifiedName();
    return qualified.startsWith("brisk ") ? qualified.substring("brisk ".length()) + " " : "";
  }

  /** The model is named by its own version provider, so that the build says it once. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"brisk " + Version.text()};
    }
  }

  @Command(
      name = "brisk",
      description = "The commands of brisk that run models.",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      subcommands = {ServeCommand.class, ModelCommand.class, KeysCommand.class})
  static final class Root implements Runnable {
    @Override
    public void run() {
      CommandLine.usage(this, System.out);
    }
  }
}
