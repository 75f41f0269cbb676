package dev.brisk.cli;

import dev.brisk.cli.stats.Moment;
import dev.brisk.cli.stats.StatsFolder;
import dev.brisk.edit.workspace.UndoJournal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk undo}: takes back an edit that was applied. */
@Command(
    name = "undo",
    description = {
      "Takes back the last edit that was applied.",
      "It refuses if the file has changed since."
    },
    footer = {"%nExamples:", "  brisk undo", "  brisk undo --list", "  brisk undo --id ID"})
final class UndoCommand implements Runnable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final Surroundings surroundings;

  @Option(names = "--list", description = "Lists the edits, the newest first.")
  private boolean list;

  @Option(names = "--id", paramLabel = "ID", description = "Takes back this edit of the list.")
  private @Nullable String id;

  @Mixin final HelpOption help = new HelpOption();

  UndoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (list && id != null) {
      throw CommandFailure.usage("--list and --id exclude each other; give one of them.");
    }
    var journal = new UndoJournal(surroundings.stateDir().path());
    if (list) {
      show(journal);
      return;
    }
    var entry = id == null ? journal.undoLast() : journal.undo(id);
    StatsFolder.in(surroundings.stateDir(), surroundings.environment())
        .add(new Moment.Undone(System.currentTimeMillis(), entry.id()));
    surroundings.out().println("Took back \"" + entry.note() + "\" in " + entry.file() + ".");
  }

  private void show(UndoJournal journal) {
    var entries = journal.list();
    if (entries.isEmpty()) {
      surroundings.out().println("No edit was applied yet.");
    }
    for (var entry : entries) {
      surroundings
          .out()
          .printf(
              Locale.ROOT,
              "%s  %s  %-11s  %s  \"%s\"%n",
              entry.id(),
              TIME.format(entry.time()),
              said(entry.state()),
              entry.file(),
              entry.note());
    }
  }

  private static String said(UndoJournal.State state) {
    return switch (state) {
      case APPLIED -> "applied";
      case UNDONE -> "taken back";
      case NOT_APPLIED -> "not applied";
      case CHANGED -> "changed";
    };
  }
}
