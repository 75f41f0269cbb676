package dev.brisk.cli;

import dev.brisk.cli.session.EditSession;
import dev.brisk.edit.Enclosing;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.workspace.SourceFile;
import dev.brisk.edit.workspace.Workspace;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.LineRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brisk edit}: the main job. */
@Command(
    name = "edit",
    description = {
      "Changes a region of a file as the instruction says.",
      "",
      "The region is --lines A:B, or the method or block around --at LINE, or with neither the"
          + " whole file if it has at most "
          + EditCommand.WHOLE_FILE
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
      "Exit codes: 0 changed or nothing to do, 1 refused or failed, 2 wrong usage."
    })
final class EditCommand implements Callable<Integer> {
  /** A file with more lines is never a region by itself. */
  static final int WHOLE_FILE = 100;

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

  @Mixin final HelpOption help = new HelpOption();

  EditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    var path = path();
    var workspace = Workspace.around(path);
    var source = apply || asks() ? workspace.read(path) : workspace.peek(path);
    var region = region(source);
    var task = new EditTask(surroundings, workspace, source, region, request(source, region));
    task.check();
    // The journal and the server's state are in one folder.
    surroundings.stateDir().create();
    try (var client = new Servers(surroundings).connect()) {
      return asks()
          ? new EditSession(task, client).run()
          : new EditOnce(task, client, apply, json).run();
    }
  }

  private boolean asks() {
    return !apply && !dryRun && !json;
  }

  private void checkUsage() {
    if (apply && dryRun) {
      throw CommandFailure.usage("--apply and --dry-run exclude each other; give one of them.");
    }
    if (lines != null && at != null) {
      throw CommandFailure.usage("--lines and --at exclude each other; give one of them.");
    }
    if (maxTokens != null && maxTokens < 1) {
      throw CommandFailure.usage("--max-tokens must be 1 or more.");
    }
    if (asks() && !surroundings.asks()) {
      throw CommandFailure.usage(
          "There is no terminal to ask in; give --apply to make the change or --dry-run to see it.");
    }
  }

  private Path path() {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("The name " + file + " is not that of a file; check it.");
    }
  }

  private Region region(SourceFile source) {
    if (lines != null) {
      return lines;
    }
    int count = Lines.of(source.text()).count();
    if (at != null) {
      if (at < 1 || at > Math.max(1, count)) {
        throw CommandFailure.usage(
            "region_outside",
            "Line " + at + " is outside the file, which has " + count + " lines.");
      }
      return Enclosing.region(source.text(), at, source.name());
    }
    if (count > WHOLE_FILE) {
      throw CommandFailure.usage(
          "region_needed",
          source.name()
              + " has "
              + count
              + " lines, which is too long for one region; say which with --lines A:B or --at LINE.");
    }
    return Region.all(count);
  }

  private EditCreate request(SourceFile source, Region region) {
    return new EditCreate(
        null,
        source.name(),
        source.text(),
        new LineRange(region.firstLine(), region.lastLine()),
        instruction,
        at,
        new EditOptions(format, noDraft ? false : null, maxTokens, model));
  }
}
