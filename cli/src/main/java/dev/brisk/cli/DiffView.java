package dev.brisk.cli;

import dev.brisk.edit.Lines;
import dev.brisk.edit.workspace.Committed;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.HunkLines;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows an edit while it is made: a line about what is asked, each hunk as it becomes certain, and
 * the figures below.
 */
public final class DiffView {
  private static final int CONTEXT = 2;

  private final EditTask task;
  private final PrintStream out;
  private final Paint paint;
  private final Lines lines;
  private final List<HunkLines> shown = new ArrayList<>();

  /** The last line of the old text that is on the screen. */
  private int lastLine;

  /** A view of one attempt. */
  public DiffView(EditTask task) {
    this.task = task;
    this.out = task.surroundings().out();
    this.paint = new Paint(task.surroundings().colours());
    this.lines = Lines.of(task.file().text());
  }

  /** Says that the server has others to answer first. */
  public void queued(EditQueued queued) {
    var behind = queued.position() == 0 ? "" : " behind " + queued.position() + " others";
    out.println(
        paint.faint(
            String.format(
                Locale.ROOT,
                "Waiting for a turn%s, about %.1f s.",
                behind,
                queued.waitMs() / 1000.0)));
    out.flush();
  }

  /** Says what is worked on. */
  public void started(EditStarted started) {
    var region = task.region();
    var where = region.isEmpty() ? "before line " + region.firstLine() : region.toString();
    out.println(paint.bold(task.file().name()) + paint.faint(", " + where + ", by " + by(started)));
    if (started.contextCut()) {
      out.println(
          "The lines around the region were left out in part: the model's context is too short for"
              + " the whole file.");
    }
    out.flush();
  }

  /** The model, or for an answer without one also which rule or kind of edit it was. */
  private static String by(EditStarted started) {
    return started.promptTokens() > 0
        ? started.model()
        : started.model() + " (" + started.format() + ")";
  }

  /** Shows a hunk that has become certain. */
  public void hunk(HunkLines hunk) {
    shown.add(hunk);
    int from = Math.max(lastLine + 1, hunk.beforeLine() - CONTEXT);
    if (lastLine > 0 && from > lastLine + 1) {
      out.println(paint.faint("      ⋮"));
    }
    context(from, hunk.beforeLine() - 1);
    int line = hunk.beforeLine();
    for (var removed : hunk.removed()) {
      out.println(paint.removed(numbered(line++, '-', removed)));
    }
    lastLine = line - 1;
    line = hunk.afterLine();
    for (var added : hunk.added()) {
      out.println(paint.added(numbered(line++, '+', added)));
    }
    out.flush();
  }

  /** Shows what is still missing of the finished edit, and the figures. */
  public void completed(EditCompleted completed) {
    var hunks = completed.hunks();
    if (hunks.size() < shown.size() || !hunks.subList(0, shown.size()).equals(shown)) {
      out.println("The finished change is another one:");
      shown.clear();
      lastLine = 0;
    }
    for (var hunk : hunks.subList(shown.size(), hunks.size())) {
      hunk(hunk);
    }
    if (!hunks.isEmpty()) {
      context(lastLine + 1, lastLine + CONTEXT);
    }
    int dropped = completed.dropped().size();
    if (dropped > 0) {
      out.println(
          dropped == 1
              ? "1 hunk that changes only white space was left out."
              : dropped + " hunks that change only white space were left out.");
    }
    out.println(paint.faint(StatsLine.of(completed.stats(), completed.minimality(), hunks)));
    out.flush();
  }

  /** Says why there is no edit. */
  public void failed(EditFailed failed) {
    if (failed.stats() != null) {
      out.println(paint.faint(StatsLine.of(failed.stats())));
    }
    out.flush();
    task.surroundings().err().println("brisk: " + failed.message());
    task.surroundings().err().flush();
  }

  /** Says that the person stopped it; {@code last} is null if the server has not answered. */
  public void stopped(@Nullable EditServerEvent last) {
    var stats = last instanceof EditFailed failed ? failed.stats() : null;
    if (stats != null) {
      out.println(paint.faint(StatsLine.of(stats)));
    }
    say("Stopped; " + task.file().name() + " is as it was.");
  }

  /** Says that the change is on disk. */
  public void applied(Committed committed) {
    say(
        committed.rebased()
            ? "Applied to "
                + task.file().name()
                + ", which had changed meanwhile outside the region; brisk undo takes it back."
            : "Applied to " + task.file().name() + "; brisk undo takes it back.");
  }

  /** Says something below the diff. */
  public void say(String sentence) {
    out.println(sentence);
    out.flush();
  }

  private void context(int first, int last) {
    for (int line = Math.max(1, first); line <= Math.min(last, lines.count()); line++) {
      out.println(paint.faint(numbered(line, ' ', lines.content(line))));
      lastLine = line;
    }
  }

  private static String numbered(int line, char sign, String content) {
    return String.format(Locale.ROOT, "%5d %c %s", line, sign, Paint.printable(content));
  }
}
