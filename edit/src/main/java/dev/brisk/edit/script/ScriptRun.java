package dev.brisk.edit.script;

import dev.brisk.edit.diff.Change;
import dev.brisk.edit.diff.LineDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies a script to its region: exactly, or not at all. */
final class ScriptRun {
  private final Notation notation;
  private final Layout layout;
  private final List<String> before;
  private final String[] contents;
  private final int[] shifts;
  private final boolean[] gone;
  private final boolean[] set;

  /** Lines that another operation took: moved, deleted. */
  private final boolean[] taken;

  private final TreeMap<Integer, List<String>> inserted = new TreeMap<>();

  private record Refused(int line, String problem) {}

  ScriptRun(Notation notation) {
    this.notation = notation;
    layout = notation.layout();
    before = notation.lines();
    contents = notation.contents().toArray(String[]::new);
    shifts = new int[contents.length];
    gone = new boolean[contents.length];
    set = new boolean[contents.length];
    taken = new boolean[contents.length];
  }

  ScriptOutcome run(List<ScriptOperation> operations) {
    if (operations.getFirst() instanceof ScriptOperation.Cannot) {
      return operations.size() == 1
          ? new ScriptOutcome.Cannot()
          : new ScriptOutcome.Invalid(0, "goes on after it said that it cannot");
    }
    if (operations.getFirst() instanceof ScriptOperation.Noop) {
      return operations.size() == 1
          ? new ScriptOutcome.Applied(before, List.of())
          : new ScriptOutcome.Invalid(0, "goes on after it said that nothing is to do");
    }
    var at = -1;
    var replaced = new TreeMap<Integer, List<ScriptOperation.Replace>>();
    for (var operation : operations) {
      if (operation.at() < at) {
        return new ScriptOutcome.Invalid(
            Math.max(0, operation.at()), "goes back to an earlier line");
      }
      at = operation.at();
      var refused = apply(operation);
      if (refused != null) {
        return new ScriptOutcome.Invalid(refused.line, refused.problem);
      }
      if (operation instanceof ScriptOperation.Replace replace) {
        replaced.computeIfAbsent(at, k -> new ArrayList<>()).add(replace);
      }
    }
    for (var entry : replaced.entrySet()) {
      var refused = replace(entry.getKey(), entry.getValue());
      if (refused != null) {
        return new ScriptOutcome.Invalid(refused.line, refused.problem);
      }
    }
    return outcome();
  }

  private @Nullable Refused apply(ScriptOperation operation) {
    return switch (operation) {
      case ScriptOperation.Noop ignored ->
          new Refused(0, "says within a script that nothing is to do");
      case ScriptOperation.Cannot ignored -> new Refused(0, "says within a script that it cannot");
      case ScriptOperation.Rename rename -> rename(rename);
      case ScriptOperation.All all -> everywhere(all.before(), all.after());
      case ScriptOperation.Replace replace -> free(replace.line(), replace.line());
      case ScriptOperation.Set change -> set(change);
      case ScriptOperation.Delete delete -> delete(delete.line(), delete.last());
      case ScriptOperation.Insert insert -> insert(insert);
      case ScriptOperation.Shift shift -> shift(shift);
      case ScriptOperation.Move move -> move(move);
    };
  }

  private @Nullable Refused rename(ScriptOperation.Rename rename) {
    if (!Words.isName(rename.before())
        || !Words.isName(rename.after())
        || Words.end(rename.after(), 0) != rename.after().length()) {
      return new Refused(0, "renames something that is no identifier");
    }
    return everywhere(rename.before(), rename.after());
  }

  private @Nullable Refused everywhere(String text, String by) {
    var found = false;
    for (var i = 0; i < contents.length; i++) {
      found |= Words.find(contents[i], text, 0) >= 0;
      contents[i] = Words.replace(contents[i], text, by);
    }
    return found ? null : new Refused(0, "looks for \"" + text + "\", which is not in the region");
  }

  /** Refuses lines that are not there or were taken. */
  private @Nullable Refused free(int first, int last) {
    if (first < 1 || last < first || last > contents.length) {
      return new Refused(0, "names a line that is not in the region");
    }
    for (var line = first; line <= last; line++) {
      if (taken[line - 1]) {
        return new Refused(line, "names line " + line + " again");
      }
    }
    return null;
  }

  private @Nullable Refused replace(int line, List<ScriptOperation.Replace> replaces) {
    var content = contents[line - 1];
    if (set[line - 1] || taken[line - 1]) {
      return new Refused(line, "changes line " + line + " twice");
    }
    var result = new StringBuilder();
    var from = 0;
    for (var replace : replaces) {
      var count = Words.occurrences(content, replace.before());
      if (count != 1) {
        return new Refused(
            line,
            "looks for \""
                + replace.before()
                + "\" in line "
                + line
                + ", where it stands "
                + (count == 0 ? "nowhere" : count + " times"));
      }
      var start = Words.find(content, replace.before(), 0);
      var end = start + replace.before().length();
      if (replace.after().isEmpty()) {
        start -= spaceBefore(content, start, end);
        end += spaceAfter(content, start, end);
      }
      if (start < from) {
        return new Refused(line, "changes one place of line " + line + " twice");
      }
      result.append(content, from, start).append(replace.after());
      from = end;
    }
    contents[line - 1] = result.append(content.substring(from)).toString();
    return null;
  }

  // A word that goes takes one of its spaces along: the one behind it, else the one before it.
  static int spaceAfter(String content, int start, int end) {
    return end < content.length()
            && content.charAt(end) == ' '
            && (start == 0 || content.charAt(start - 1) == ' ' || content.charAt(start - 1) == '(')
        ? 1
        : 0;
  }

  static int spaceBefore(String content, int start, int end) {
    return start > 0
            && content.charAt(start - 1) == ' '
            && (end == content.length() || ";),".indexOf(content.charAt(end)) >= 0)
        ? 1
        : 0;
  }

  /** {@code line} without {@code part}, which stands there once. */
  static String without(String line, String part) {
    var start = Words.find(line, part, 0);
    var end = start + part.length();
    return line.substring(0, start - spaceBefore(line, start, end))
        + line.substring(end + spaceAfter(line, start, end));
  }

  private @Nullable Refused set(ScriptOperation.Set change) {
    var refused = free(change.line(), change.line());
    if (refused == null && (set[change.line() - 1] || change.content().isBlank())) {
      refused = new Refused(change.line(), "sets line " + change.line() + " twice or to nothing");
    }
    if (refused == null) {
      set[change.line() - 1] = true;
      contents[change.line() - 1] = change.content();
    }
    return refused;
  }

  private @Nullable Refused delete(int first, int last) {
    var refused = free(first, last);
    for (var line = first; refused == null && line <= last; line++) {
      if (set[line - 1] || shifts[line - 1] != 0) {
        refused = new Refused(line, "changes and deletes line " + line);
      } else {
        taken[line - 1] = true;
        gone[line - 1] = true;
      }
    }
    return refused;
  }

  private @Nullable Refused insert(ScriptOperation.Insert insert) {
    if (insert.line() > contents.length) {
      return new Refused(0, "names a line that is not in the region");
    }
    var added = inserted.computeIfAbsent(insert.line(), k -> new ArrayList<>());
    if (insert.content().isBlank()) {
      added.add("");
      return null;
    }
    var previous = "";
    for (var i = added.size() - 1; i >= 0 && previous.isBlank(); i--) {
      previous = added.get(i);
    }
    if (previous.isBlank()) {
      previous = lineBefore(insert.line());
    }
    var steps =
        insert.steps()
            + (previous.stripTrailing().endsWith("{") ? 1 : 0)
            - (insert.content().startsWith("}") ? 1 : 0);
    added.add(layout.shifted(Layout.indentation(previous), steps) + insert.content());
    return null;
  }

  /**
   * The nearest line with text at or before {@code line} as it was, else the first such after it.
   */
  private String lineBefore(int line) {
    for (var i = line; i >= 1; i--) {
      if (!before.get(i - 1).isBlank()) {
        return before.get(i - 1);
      }
    }
    return before.stream()
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(Layout::indentation)
        .orElse("");
  }

  private @Nullable Refused shift(ScriptOperation.Shift shift) {
    var refused = free(shift.line(), shift.last());
    for (var line = shift.line(); refused == null && line <= shift.last(); line++) {
      if (shifts[line - 1] != 0) {
        return new Refused(line, "moves line " + line + " sideways twice");
      }
      var indentation = Layout.indentation(before.get(line - 1));
      if (shift.steps() < 0
          && !before.get(line - 1).isBlank()
          && indentation.length() < layout.step().length()) {
        return new Refused(line, "moves line " + line + " to the left, where it stands already");
      }
      shifts[line - 1] = shift.steps();
    }
    return refused;
  }

  private @Nullable Refused move(ScriptOperation.Move move) {
    if (move.line() > contents.length) {
      return new Refused(0, "names a line that is not in the region");
    }
    var refused = free(move.first(), move.last());
    if (refused == null && move.line() >= move.first() - 1 && move.line() <= move.last()) {
      refused = new Refused(move.line(), "moves lines to where they are");
    }
    for (var line = move.first(); refused == null && line <= move.last(); line++) {
      if (set[line - 1] || shifts[line - 1] != 0) {
        refused = new Refused(line, "changes and moves line " + line);
      } else {
        taken[line - 1] = true;
        gone[line - 1] = true;
        inserted.computeIfAbsent(move.line(), k -> new ArrayList<>()).add(after(line));
      }
    }
    return refused;
  }

  private String after(int line) {
    var old = before.get(line - 1);
    if (old.isBlank() && contents[line - 1].isEmpty()) {
      return old;
    }
    var ahead = layout.before(old);
    return (shifts[line - 1] == 0 ? ahead : layout.shifted(ahead, shifts[line - 1]))
        + contents[line - 1];
  }

  private ScriptOutcome outcome() {
    var after = new ArrayList<String>(inserted.getOrDefault(0, List.of()));
    var changes = new ArrayList<Change>();
    var from = 0;
    var added = new ArrayList<String>(after);
    for (var line = 1; line <= contents.length; line++) {
      var stays = !gone[line - 1] && after(line).equals(before.get(line - 1));
      if (stays) {
        close(from, line - 1, added, changes);
        from = line;
      } else if (!gone[line - 1]) {
        added.add(after(line));
      }
      if (!gone[line - 1]) {
        after.add(after(line));
      }
      after.addAll(inserted.getOrDefault(line, List.of()));
      added.addAll(inserted.getOrDefault(line, List.of()));
    }
    close(from, contents.length, added, changes);
    return new ScriptOutcome.Applied(List.copyOf(after), List.copyOf(changes));
  }

  private void close(int from, int to, List<String> added, List<Change> changes) {
    LineDiff.between(notation.lines().subList(from, to), added).stream()
        .map(change -> change.moved(from))
        .forEach(changes::add);
    added.clear();
  }
}
