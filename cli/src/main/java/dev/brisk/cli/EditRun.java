package dev.brisk.cli;

import dev.brisk.cli.session.EditSession;
import dev.brisk.cli.stats.EditRecord;
import dev.brisk.cli.stats.StatsFolder;
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

/** {@code brisk edit}: the main job, from the arguments to the exit code. */
record EditRun(Surroundings surroundings, EditArguments asked) {
  /** A file with more lines is never a region by itself. */
  static final int WHOLE_FILE = 100;

  /** Does it and returns the exit code. */
  int run() throws InterruptedException {
    // From here on the person waits, for a server that has to be started, too.
    var record =
        new EditRecord(StatsFolder.in(surroundings.stateDir(), surroundings.environment()));
    checkUsage();
    var path = path();
    var workspace = Workspace.around(path);
    var source = asked.apply() || asked.asks() ? workspace.read(path) : workspace.peek(path);
    var region = region(source);
    var task = new EditTask(surroundings, workspace, source, region, request(source, region));
    task.check();
    // The journal and the server's state are in one folder.
    surroundings.stateDir().create();
    try (var client = new Servers(surroundings).connect()) {
      return asked.asks()
          ? new EditSession(task, client, record).run()
          : new EditOnce(task, client, record, asked.apply(), asked.json()).run();
    }
  }

  private void checkUsage() {
    if (asked.apply() && asked.dryRun()) {
      throw CommandFailure.usage("--apply and --dry-run exclude each other; give one of them.");
    }
    if (asked.lines() != null && asked.at() != null) {
      throw CommandFailure.usage("--lines and --at exclude each other; give one of them.");
    }
    if (asked.maxTokens() != null && asked.maxTokens() < 1) {
      throw CommandFailure.usage("--max-tokens must be 1 or more.");
    }
    if (asked.asks() && !surroundings.asks()) {
      throw CommandFailure.usage(
          "There is no terminal to ask in; give --apply to make the change or --dry-run to see it.");
    }
  }

  private Path path() {
    try {
      return Path.of(asked.file());
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("The name " + asked.file() + " is not that of a file; check it.");
    }
  }

  private Region region(SourceFile source) {
    if (asked.lines() != null) {
      return asked.lines();
    }
    int count = Lines.of(source.text()).count();
    var at = asked.at();
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
        asked.instruction(),
        asked.at(),
        new EditOptions(
            asked.format(),
            asked.noDraft() ? false : null,
            asked.maxTokens(),
            asked.model(),
            asked.force() ? true : null,
            asked.noDirect() ? false : null));
  }
}
