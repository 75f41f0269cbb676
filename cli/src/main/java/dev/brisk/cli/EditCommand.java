package dev.brisk.cli;

import dev.brisk.edit.Region;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brisk edit} as picocli sees it; {@link EditRun} does it. */
@Command(
    name = "edit",
    description = {
      "Changes a region of a file as the instruction says.",
      "",
      "The region is --lines A:B, or the method or block around --at LINE, or with neither the"
          + " whole file if it has at most "
          + EditRun.WHOLE_FILE
          + " lines.",
      "In a terminal the change is shown and then: y applies it, n leaves the file alone, r takes"
          + " a new instruction, q quits; Ctrl-C stops at any moment."
    },
    footer = {
      "%nExamples:",
      "  brisk edit Basket.java --lines 5:14 \"rename sum to total\"",
      "  brisk edit Basket.java --at 8 \"make post private\" --apply",
      "  brisk edit Basket.java --at 8 \"add @Override\" --json",
      "%nWithout a terminal, --apply, --dry-run or --json must be given.",
      "Exit codes: 0 changed or nothing to do, 1 refused or failed, 2 wrong usage, 130 stopped by"
          + " Ctrl-C where no question is asked; the file is then as it was, or wholly changed."
    })
final class EditCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to edit.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "INSTRUCTION", description = "What to change, in words.")
  private String instruction = "";

  @Option(
      names = "--lines",
      paramLabel = "A:B",
      converter = LineSpec.class,
      description = "Only lines A to B may change.")
  private @Nullable Region lines;

  @Option(
      names = "--at",
      paramLabel = "LINE",
      description = "Only the method or block around this line may change.")
  private @Nullable Integer at;

  @Option(names = "--apply", description = "Applies the change without asking.")
  private boolean apply;

  @Option(names = "--dry-run", description = "Shows the change and leaves the file alone.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "Writes the result as JSON; the file is changed only with --apply.")
  private boolean json;

  @Option(names = "--model", paramLabel = "NAME", description = "The model that must be served.")
  private @Nullable String model;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "How the model says the edit, such as script-v1 or region-chat.")
  private @Nullable String format;

  @Option(names = "--max-tokens", paramLabel = "N", description = "The most output tokens.")
  private @Nullable Integer maxTokens;

  @Option(names = "--no-draft", description = "Does without drafts from the region.")
  private boolean noDraft;

  @Option(names = "--force", description = "Shows the edit even if the model is not sure of it.")
  private boolean force;

  @Option(
      names = "--no-direct",
      description = "Asks the model even where Brisk knows the answer without one.")
  private boolean noDirect;

  @Mixin final HelpOption help = new HelpOption();

  EditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new EditRun(surroundings, arguments()).run();
  }

  EditArguments arguments() {
    return new EditArguments(
        file,
        instruction,
        lines,
        at,
        apply,
        dryRun,
        json,
        model,
        format,
        maxTokens,
        noDraft,
        force,
        noDirect);
  }
}
