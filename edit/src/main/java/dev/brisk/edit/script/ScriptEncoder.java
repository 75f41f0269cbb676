package dev.brisk.edit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the script between two states of a region: always the same for the same kind of change,
 * since a model has to learn it, and short.
 */
final class ScriptEncoder {
  private static final double SHIFT = 0.3;
  private static final double DELETE = 1.5;
  private static final double INSERT = 1.5;

  /** What happens to a line of before (i), of after (j), or both. */
  private enum Step {
    KEEP,
    INDENT,
    DEDENT,
    CHANGE,
    DELETE,
    INSERT
  }

  private final Notation notation;
  private final Layout layout;
  private final List<String> before;

  ScriptEncoder(Notation notation) {
    this.notation = notation;
    layout = notation.layout();
    before = notation.lines();
  }

  Optional<String> encode(List<String> after, boolean rename) {
    if (after.equals(before)) {
      return Optional.of(String.valueOf(Marks.NOOP));
    }
    if (after.stream().anyMatch(Marks::standIn)) {
      return Optional.empty();
    }
    return renamed(after, rename).or(() -> moved(after)).or(() -> proved(byLine(after), after));
  }

  private Optional<String> proved(String script, List<String> after) {
    return notation.apply(script) instanceof ScriptOutcome.Applied applied
            && applied.after().equals(after)
        ? Optional.of(script)
        : Optional.empty();
  }

  private Optional<String> renamed(List<String> after, boolean asked) {
    if (after.size() != before.size()) {
      return Optional.empty();
    }
    var old = "";
    var now = "";
    for (var i = 0; i < after.size(); i++) {
      var a = Words.of(before.get(i));
      var b = Words.of(after.get(i));
      if (a.size() != b.size()) {
        return Optional.empty();
      }
      for (var k = 0; k < a.size(); k++) {
        if (a.get(k).equals(b.get(k))) {
          continue;
        }
        if (old.isEmpty()) {
          old = a.get(k);
          now = b.get(k);
        } else if (!old.equals(a.get(k)) || !now.equals(b.get(k))) {
          return Optional.empty();
        }
      }
    }
    var from = old;
    var places = before.stream().mapToInt(line -> Words.occurrences(line, from)).sum();
    if (places < 2 && !asked) {
      return Optional.empty();
    }
    var mark = Words.isName(old) && Words.isName(now) ? Marks.RENAME : Marks.ALL;
    return proved(
        mark + notation.symbols().encode(old) + Marks.TO + notation.symbols().encode(now), after);
  }

  /** One run of lines that went elsewhere, everything else as it was. */
  private Optional<String> moved(List<String> after) {
    if (after.size() != before.size()) {
      return Optional.empty();
    }
    var head = 0;
    while (after.get(head).equals(before.get(head))) {
      head++;
    }
    var end = after.size();
    while (after.get(end - 1).equals(before.get(end - 1))) {
      end--;
    }
    for (var length = 1; length < end - head; length++) {
      for (var down : new boolean[] {true, false}) {
        var first = down ? head : end - length;
        var script =
            ""
                + Marks.label(down ? end : head)
                + Marks.MOVE
                + Marks.label(first + 1)
                + Marks.label(first + length);
        // Of two ways to say it, the one that moves fewer lines; of a swap, the one downwards.
        if (proved(script, after).isPresent()) {
          return Optional.of(script);
        }
      }
    }
    return Optional.empty();
  }

  private String byLine(List<String> after) {
    var result = new StringBuilder();
    var i = 0;
    var j = 0;
    var inserted = false;
    var previous = "";
    var steps = steps(after);
    for (var at = 0; at < steps.size(); at++) {
      var step = steps.get(at);
      switch (step) {
        case KEEP, CHANGE -> {
          if (step == Step.CHANGE) {
            result.append(change(i, after.get(j)));
          }
          i++;
          j++;
        }
        case INDENT, DEDENT, DELETE -> {
          var length = 1;
          while (at + length < steps.size() && steps.get(at + length) == step) {
            length++;
          }
          var mark =
              step == Step.DELETE
                  ? Marks.DELETE
                  : step == Step.INDENT ? Marks.INDENT : Marks.DEDENT;
          result.append(Marks.label(i + 1)).append(mark).append(Marks.label(i + length));
          at += length - 1;
          i += length;
          j += step == Step.DELETE ? 0 : length;
        }
        case INSERT -> {
          if (!inserted) {
            result.append(Marks.label(i));
            previous = beforeInsertion(i);
          }
          result.append(insertion(previous, after.get(j)));
          previous = after.get(j).isBlank() ? previous : after.get(j);
          j++;
        }
      }
      inserted = step == Step.INSERT;
    }
    return result.toString();
  }

  private String beforeInsertion(int line) {
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

  private String insertion(String previous, String line) {
    if (line.isBlank()) {
      return String.valueOf(Marks.INSERT);
    }
    var usual =
        (previous.stripTrailing().endsWith("{") ? 1 : 0)
            - (line.stripLeading().startsWith("}") ? 1 : 0);
    var base = Layout.indentation(previous);
    var has = Layout.indentation(line).length();
    var steps = Math.floorDiv(has - base.length(), layout.step().length()) - usual;
    var stands = layout.shifted(base, usual + steps);
    if (!line.startsWith(stands)) {
      return String.valueOf(Marks.INSERT);
    }
    return Marks.INSERT
        + String.valueOf(steps > 0 ? Marks.DEEPER : Marks.SHALLOWER).repeat(Math.abs(steps))
        + notation.symbols().encode(line.substring(stands.length()));
  }

  /** The cheapest way from before to after; of equal ones the one that keeps early lines. */
  private List<Step> steps(List<String> after) {
    var n = before.size();
    var m = after.size();
    var cost = new double[n + 1][m + 1];
    var choice = new Step[n + 1][m + 1];
    for (var i = n; i >= 0; i--) {
      for (var j = m; j >= 0; j--) {
        if (i == n && j == m) {
          continue;
        }
        cost[i][j] = Double.POSITIVE_INFINITY;
        if (i < n && j < m) {
          both(i, j, after.get(j), cost, choice);
        }
        if (i < n) {
          offer(i, j, Step.DELETE, cost[i + 1][j] + DELETE, cost, choice);
        }
        if (j < m) {
          var words = Words.of(after.get(j).strip()).size();
          offer(i, j, Step.INSERT, cost[i][j + 1] + INSERT + words, cost, choice);
        }
      }
    }
    var steps = new ArrayList<Step>();
    for (int i = 0, j = 0; i < n || j < m; ) {
      var step = choice[i][j];
      steps.add(step);
      i += step == Step.INSERT ? 0 : 1;
      j += step == Step.DELETE ? 0 : 1;
    }
    return steps;
  }

  private void both(int i, int j, String to, double[][] cost, Step[][] choice) {
    var from = before.get(i);
    var next = cost[i + 1][j + 1];
    if (from.equals(to)) {
      offer(i, j, Step.KEEP, next, cost, choice);
      return;
    }
    if (!from.isBlank() && to.equals(layout.step() + from)) {
      offer(i, j, Step.INDENT, next + SHIFT, cost, choice);
    } else if (!from.isBlank() && from.equals(layout.step() + to)) {
      offer(i, j, Step.DEDENT, next + SHIFT, cost, choice);
    } else if (!from.isBlank() && !to.isBlank() && to.startsWith(layout.before(from))) {
      offer(
          i,
          j,
          Step.CHANGE,
          next + LineChange.cost(layout.content(from), rest(from, to)),
          cost,
          choice);
    }
  }

  private String rest(String from, String to) {
    return to.substring(layout.before(from).length());
  }

  private static void offer(
      int i, int j, Step step, double price, double[][] cost, Step[][] choice) {
    if (price < cost[i][j]) {
      cost[i][j] = price;
      choice[i][j] = step;
    }
  }

  private String change(int i, String to) {
    var content = layout.content(before.get(i));
    var parts = LineChange.between(content, rest(before.get(i), to));
    var label = Marks.label(i + 1);
    if (parts.isEmpty()) {
      return label + "" + Marks.SET + notation.symbols().encode(rest(before.get(i), to));
    }
    var result = new StringBuilder();
    for (var part : parts) {
      result
          .append(label)
          .append(notation.symbols().encode(part.before()))
          .append(Marks.TO)
          .append(notation.symbols().encode(part.after()));
    }
    return result.toString();
  }
}
