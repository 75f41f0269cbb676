package dev.brisk.cli;

import dev.brisk.cli.stats.Stats;
import dev.brisk.cli.stats.StatsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brisk stats}: what became of edits, from a record that never leaves this machine. */
@Command(
    name = "stats",
    description = {
      "Shows what became of edits and how long you waited for them, per day and model.",
      "",
      "The record is kept in the folder stats of the state folder, for you alone, and leaves this"
          + " machine by no way. It has times, names of models and outcomes; never a file's name,"
          + " its text, or an instruction. BRISK_STATS=off in the environment, or --off for good,"
          + " ends it."
    },
    footer = {
      "%nExamples:",
      "  brisk stats",
      "  brisk stats --days 7 --html week.html",
      "  brisk stats --off"
    })
final class StatsCommand implements Runnable {
  private static final int MOST_DAYS = 3660;

  private final Surroundings surroundings;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "So many days, today included (default ${DEFAULT-VALUE}).")
  private int days = 30;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page to this file.")
  private @Nullable String html;

  @Option(names = "--json", description = "Writes one line of JSON.")
  private boolean json;

  @ArgGroup(exclusive = true)
  private @Nullable Change change;

  @Mixin final HelpOption help = new HelpOption();

  /** What is to be done with the record instead of showing it. */
  static final class Change {
    @Option(names = "--off", required = true, description = "Records nothing from now on.")
    private boolean off;

    @Option(names = "--on", required = true, description = "Records again.")
    private boolean on;

    @Option(names = "--clear", required = true, description = "Deletes what was recorded.")
    private boolean clear;
  }

  StatsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (days < 1 || days > MOST_DAYS) {
      throw CommandFailure.usage("--days must be from 1 to " + MOST_DAYS + ".");
    }
    var folder = StatsFolder.in(surroundings.stateDir(), surroundings.environment());
    try {
      if (change == null) {
        show(folder);
      } else {
        surroundings.stateDir().create();
        say(change(folder, change));
      }
    } catch (IOException e) {
      throw CommandFailure.failed(
          "stats_unusable",
          "The record in "
              + folder.folder()
              + " cannot be used ("
              + e.getMessage()
              + "); see whether you may read and write it.",
          e);
    }
  }

  private static String change(StatsFolder folder, Change wanted) throws IOException {
    if (wanted.on) {
      folder.backOn();
      return folder.on()
          ? "Edits are recorded from now on, on this machine only."
          : "Edits will be recorded where BRISK_STATS=off is not set; in this environment it is.";
    }
    if (wanted.off) {
      folder.off();
    }
    if (wanted.clear) {
      folder.clear();
    }
    return wanted.clear
        ? "The record is empty now."
        : "Nothing is recorded from now on; what there is stays until brisk stats --clear.";
  }

  private void show(StatsFolder folder) throws IOException {
    var stats = Stats.of(folder, days, Clock.system(ZoneId.systemDefault()));
    if (html != null) {
      var page = write(html, stats.page());
      if (!json) {
        say("Wrote " + page + ".");
      }
    }
    if (json) {
      surroundings.out().println(stats.json());
    } else if (html == null) {
      surroundings.out().print(stats.table());
    }
    if (!json && !stats.broken().isEmpty()) {
      surroundings.err().println("brisk: " + stats.brokenSentence());
    }
  }

  private Path write(String name, String page) {
    try {
      return Files.writeString(Path.of(name), page);
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.failed(
          "page_unwritable", "The page " + name + " cannot be written; choose another place.", e);
    }
  }

  private void say(String sentence) {
    surroundings.out().println(sentence);
  }
}
