package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.diff.RegionEdits;
import dev.brisk.edit.script.Marks;
import dev.brisk.edit.script.Notation;
import dev.brisk.edit.script.ScriptOutcome;
import java.util.List;

/** Understands a script of the second version: it applies exactly and whole, or not at all. */
final class ScriptV2Stream implements EditStream {
  private final EditRequest request;
  private final Notation notation;
  private final StringBuilder script = new StringBuilder();
  private final RegionEdits shown;

  /** Where the operation begins that the output ends in. */
  private int open;

  ScriptV2Stream(EditRequest request, Notation notation) {
    this.request = request;
    this.notation = notation;
    shown = new RegionEdits(request);
  }

  @Override
  public List<Hunk> accept(String chunk) {
    script.append(chunk);
    var begins = lastLabel();
    if (begins <= open) {
      return List.of();
    }
    open = begins;
    // Operations go from line to line: what stands before the line that is named now is certain.
    // Only
    // moved lines come from elsewhere.
    var before = script.substring(0, open);
    if (before.indexOf(Marks.MOVE) >= 0
        || !(notation.apply(before) instanceof ScriptOutcome.Applied applied)) {
      return List.of();
    }
    var line = Marks.line(script.charAt(open));
    return shown.add(applied.changes().stream().filter(change -> change.to() < line - 1).toList());
  }

  @Override
  public EditResult finish(Ending ending) {
    if (ending == Ending.CANCELLED) {
      return new EditFailure.Cancelled();
    }
    if (ending == Ending.CUT_OFF) {
      return new EditFailure.CutOff(1);
    }
    if (script.isEmpty()) {
      return new EditFailure.EmptyOutput();
    }
    return switch (notation.apply(script.toString())) {
      case ScriptOutcome.Applied applied -> {
        var edits = new RegionEdits(request);
        edits.add(applied.changes());
        yield edits.proposal();
      }
      case ScriptOutcome.Cannot cannot -> new EditFailure.BeyondModel();
      case ScriptOutcome.Invalid invalid ->
          new EditFailure.ScriptInvalid(
              1,
              readable(),
              invalid.line(),
              request.region().firstLine() + Math.max(0, invalid.line() - 1),
              invalid.problem(),
              List.of());
    };
  }

  /** The last label that another mark of operation does not precede at once, or -1. */
  private int lastLabel() {
    for (var at = script.length() - 1; at > 0; at--) {
      if (Marks.isLabel(script.charAt(at)) && !Marks.takesLabel(script.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  private String readable() {
    var text = new StringBuilder();
    script
        .chars()
        .forEach(
            c -> {
              if (Marks.isMark((char) c)) {
                text.append('<').append(Integer.toHexString(c - 0xE000)).append('>');
              } else {
                text.append((char) c);
              }
            });
    return text.length() > 80 ? text.substring(0, 79) + "…" : text.toString();
  }
}
