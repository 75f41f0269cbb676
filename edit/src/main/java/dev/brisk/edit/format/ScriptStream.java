package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.diff.RegionEdits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands output that is an edit script: any operation that does not apply exactly fails the
 * whole.
 */
final class ScriptStream implements EditStream {
  /** So many characters of a wrong operation are quoted. */
  private static final int QUOTED = 80;

  private final EditRequest request;
  private final String step;
  private final @Nullable Fence fence;
  private final OutputLines lines = new OutputLines();
  private Script script;
  private RegionEdits edits;
  private @Nullable EditFailure failure;

  /** Lines of the script so far, blank ones included, which may only stand at its ends. */
  private int scriptLines;

  private int blank;

  /**
   * A reader for a request that passed its check.
   *
   * @param step the white space of one step of indentation
   * @param chat whether a chat model writes, which may put the script into a code block
   */
  ScriptStream(EditRequest request, String step, boolean chat) {
    this.request = request;
    this.step = step;
    fence = chat ? Fence.around(List.of()) : null;
    script = new Script(request.regionLines(), step);
    edits = new RegionEdits(request);
  }

  @Override
  public List<Hunk> accept(String chunk) {
    for (var line : lines.accept(chunk)) {
      take(line);
    }
    return failure == null ? edits.add(script.settled()) : List.of();
  }

  @Override
  public boolean ended() {
    // Before a code block, what is no operation may be words that do not count.
    return fence == null
        ? failure != null
        : fence.done() || (failure != null && fence.found() && !fence.unclear());
  }

  @Override
  public EditResult finish(Ending ending) {
    if (ending == Ending.CANCELLED) {
      return new EditFailure.Cancelled();
    }
    if (ending == Ending.CUT_OFF && !ended()) {
      return new EditFailure.CutOff(lines.complete());
    }
    if (!lines.rest().isEmpty()) {
      take(lines.rest());
    }
    if (failure != null) {
      return failure;
    }
    if (fence != null && fence.unclear()) {
      return new EditFailure.OutputUnusable(
          lines.complete(), "has a code fence that may begin or end the script");
    }
    if (script.operations() == 0) {
      return new EditFailure.EmptyOutput();
    }
    if (!script.ordered()) {
      edits = new RegionEdits(request);
      edits.add(script.all());
    } else {
      edits.add(script.rest());
    }
    return edits.proposal();
  }

  private void take(String line) {
    switch (fence == null
        ? Fence.Kind.TEXT
        : fence.accept(line, failure == null && script.operations() > 0)) {
      case TEXT -> operation(line);
      case SKIPPED, END -> {
        // not part of the script
      }
      case RESTART -> {
        script = new Script(request.regionLines(), step);
        edits = new RegionEdits(request);
        failure = null;
        scriptLines = 0;
        blank = 0;
      }
    }
  }

  private void operation(String line) {
    if (failure != null) {
      return;
    }
    if (line.isEmpty()) {
      // The format itself puts a line end before the script.
      if (scriptLines > 0) {
        blank++;
      }
      return;
    }
    if (blank > 0) {
      failure =
          invalid(scriptLines + 1, "", new Script.Problem(0, "is empty", List.of("an operation")));
      return;
    }
    scriptLines++;
    script.apply(line).ifPresent(problem -> failure = invalid(scriptLines, line, problem));
  }

  private EditFailure invalid(int scriptLine, String operation, Script.Problem problem) {
    var quoted =
        operation.length() <= QUOTED ? operation : operation.substring(0, QUOTED - 1) + "…";
    var fileLine = request.region().firstLine() + Math.max(0, problem.line() - 1);
    return new EditFailure.ScriptInvalid(
        scriptLine, quoted, problem.line(), fileLine, problem.text(), problem.legal());
  }
}
