package dev.brisk.edit.format;

import dev.brisk.edit.diff.LineDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edit scripts of the format script-v1 as a whole: from text and script to text, and from two texts
 * to a script.
 */
public final class Scripts {
  private Scripts() {}

  /**
   * The lines after the script, or empty where an operation does not apply exactly.
   *
   * @param region the lines without terminators
   * @param script operations, one a line, without a line end behind the last
   */
  public static Optional<List<String>> apply(List<String> region, String script) {
    var state = new Script(region, ScriptFormat.STEP);
    for (var line : script.split("\n", -1)) {
      if (state.apply(line).isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(LineDiff.apply(region, state.all()));
  }

  /**
   * The script that turns {@code before} into {@code after}, or empty where the format cannot say
   * it or they are equal. Lines without terminators. The same script as the reference writes.
   */
  public static Optional<String> between(List<String> before, List<String> after) {
    var rename = rename(before, after);
    if (rename.isPresent()) {
      return rename;
    }
    var operations = new ArrayList<String>();
    for (var block : LongestBlocks.replacements(before, after)) {
      if (!say(before, after, block, operations)) {
        return Optional.empty();
      }
    }
    var script = String.join("\n", operations);
    return operations.isEmpty() || !apply(before, script).equals(Optional.of(after))
        ? Optional.empty()
        : Optional.of(script);
  }

  private static Optional<String> rename(List<String> before, List<String> after) {
    var a = ScriptTokens.of(String.join("\n", before));
    var b = ScriptTokens.of(String.join("\n", after));
    if (a.size() != b.size()) {
      return Optional.empty();
    }
    var old = "";
    var now = "";
    for (var i = 0; i < a.size(); i++) {
      if (a.get(i).equals(b.get(i)) || (a.get(i).equals(old) && b.get(i).equals(now))) {
        continue;
      }
      if (!old.isEmpty()) {
        return Optional.empty();
      }
      old = a.get(i);
      now = b.get(i);
    }
    var from = old;
    return ScriptTokens.isIdentifier(old)
            && ScriptTokens.isIdentifier(now)
            && !b.contains(old)
            && a.stream().filter(from::equals).count() >= 2
        ? Optional.of("rename\t" + old + "\t" + now)
        : Optional.empty();
  }

  /** Adds the operations for one block; false if there are none that say it. */
  private static boolean say(
      List<String> before,
      List<String> after,
      LongestBlocks.Replacement block,
      List<String> operations) {
    var removed = block.to() - block.from();
    var paired = Math.min(removed, block.afterTo() - block.afterFrom());
    for (var k = 0; k < paired; k++) {
      var line = block.from() + k;
      var parts = substitution(before.get(line), after.get(block.afterFrom() + k));
      if (parts.isEmpty()) {
        return false;
      }
      operations.add((line + 1) + "\t" + String.join("\t", parts));
    }
    var at = block.from() + paired;
    if (removed > paired) {
      operations.add(removed - paired == 1 ? (at + 1) + "-" : (at + 1) + "-" + block.to());
    }
    for (var line : after.subList(block.afterFrom() + paired, block.afterTo())) {
      var steps = line.isBlank() ? 0 : steps(before, at, line);
      if (steps < 0) {
        return false;
      }
      operations.add(at + "+" + ">".repeat(steps) + line.strip());
    }
    return true;
  }

  /**
   * How many steps deeper than usual {@code line} stands after line {@code at}, or -1 if it is not
   * a whole number.
   */
  private static int steps(List<String> before, int at, String line) {
    var usual = Script.indentationAfter(before, at, ScriptFormat.STEP);
    var has = Script.indentation(line);
    return has.startsWith(usual) && has.substring(usual.length()).matches("(    )*")
        ? (has.length() - usual.length()) / ScriptFormat.STEP.length()
        : -1;
  }

  /**
   * The shortest part of {@code a} that stands once and whose replacement gives {@code b}, and
   * that; empty if there is none.
   */
  private static List<String> substitution(String a, String b) {
    var left = ScriptTokens.of(a);
    var right = ScriptTokens.of(b);
    var most = Math.min(left.size(), right.size());
    var head = 0;
    while (head < most && left.get(head).equals(right.get(head))) {
      head++;
    }
    var tail = 0;
    while (tail < most - head
        && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
      tail++;
    }
    for (var grown = 0; grown <= left.size(); grown++) {
      for (var before = 0; before <= Math.min(grown, head); before++) {
        var behind = grown - before;
        if (behind <= tail) {
          var old = String.join("", left.subList(head - before, left.size() - tail + behind));
          var now = String.join("", right.subList(head - before, right.size() - tail + behind));
          if (!old.isBlank()
              && old.equals(old.strip())
              && now.equals(now.strip())
              && Script.occurrences(a, old) == 1) {
            return List.of(old, now);
          }
        }
      }
    }
    return List.of();
  }
}
