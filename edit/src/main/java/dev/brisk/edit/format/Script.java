package dev.brisk.edit.format;

import dev.brisk.edit.diff.Change;
import dev.brisk.edit.diff.LineDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An edit script as far as it is known, applied to the lines of a region. Every operation applies
 * exactly or is refused, and a refused one changes nothing. Holds state.
 *
 * <p>The format is that of {@code script_v1.py}: line numbers are those of the original region;
 * several operations may name one line, substitutions then work on what earlier ones left,
 * insertions keep their order.
 */
final class Script {
  /** Why an operation does not apply. {@code line} is the line of the region it names, or 0. */
  record Problem(int line, String text, List<String> legal) {}

  private static final List<String> OPERATIONS =
      List.of("rename\\told\\tnew", "N\\told\\tnew", "N-", "N-M", "N+text");

  private final List<String> region;
  private final String step;
  private final List<String> current;
  private final TreeSet<Integer> deleted = new TreeSet<>();
  private final TreeMap<Integer, List<String>> inserted = new TreeMap<>();
  private boolean renames;
  private int operations;

  /**
   * Slots that operations touched: line n is slot 2n, the gap behind it 2n + 1. Two of them belong
   * to one change unless a line that stays lies between.
   */
  private final TreeSet<Integer> touched = new TreeSet<>();

  private boolean ordered = true;

  /** The first slot whose changes were not handed out yet. */
  private int open;

  /**
   * An empty script.
   *
   * @param step the white space of one step of indentation
   */
  Script(List<String> region, String step) {
    this.region = List.copyOf(region);
    this.current = new ArrayList<>(region);
    this.step = step;
  }

  /** The number of operations that were applied. */
  int operations() {
    return operations;
  }

  /** Applies the next line of the script, or says why not. */
  Optional<Problem> apply(String line) {
    var operation = Operation.parse(line);
    if (operation.isEmpty() || line.indexOf('\r') >= 0) {
      return problem(0, "is not an operation", OPERATIONS);
    }
    if (renames || (operation.get() instanceof Operation.Rename && operations > 0)) {
      return problem(
          0,
          "stands beside a rename, which has to be the only line",
          List.of("rename\\told\\tnew"));
    }
    var problem =
        switch (operation.get()) {
          case Operation.Rename rename -> rename(rename);
          case Operation.Substitute substitute -> substitute(substitute);
          case Operation.Delete delete -> delete(delete);
          case Operation.Insert insert -> insert(insert);
        };
    if (problem.isEmpty()) {
      operations++;
    }
    return problem;
  }

  private Optional<Problem> rename(Operation.Rename rename) {
    if (!ScriptTokens.isIdentifier(rename.before())) {
      return problem(
          0, "renames what is not an identifier", List.of("an identifier of the region"));
    }
    if (!ScriptTokens.isIdentifier(rename.after())) {
      return problem(0, "gives \"" + rename.after() + "\" as a new name", List.of("an identifier"));
    }
    var tokens = ScriptTokens.of(String.join("\n", region));
    if (!tokens.contains(rename.before())) {
      var legal = tokens.stream().filter(ScriptTokens::isIdentifier).distinct().limit(20).toList();
      return problem(
          0, "renames \"" + rename.before() + "\", which is no identifier of the region", legal);
    }
    tokens.replaceAll(token -> token.equals(rename.before()) ? rename.after() : token);
    var lines = String.join("", tokens).split("\n", -1);
    for (var i = 0; i < region.size(); i++) {
      if (!lines[i].equals(region.get(i))) {
        current.set(i, lines[i]);
        touched.add(2 * (i + 1));
      }
    }
    renames = true;
    return Optional.empty();
  }

  private Optional<Problem> substitute(Operation.Substitute substitute) {
    var n = substitute.line();
    if (n < 1 || n > region.size()) {
      return outside(n, 1);
    }
    var line = current.get(n - 1);
    var before = substitute.before();
    if (before.isEmpty()) {
      return problem(n, "substitutes nothing", List.of("a part of: " + line));
    }
    var count = occurrences(line, before);
    if (count == 0) {
      return problem(
          n,
          "looks for \"" + before + "\", which is not in line " + n,
          List.of("a part of: " + line));
    }
    if (count > 1) {
      return problem(
          n,
          "looks for \"" + before + "\", which stands " + count + " times in line " + n,
          List.of("a part that stands once in: " + line));
    }
    touch(2 * n, 2 * n);
    current.set(n - 1, line.replace(before, substitute.after()));
    return Optional.empty();
  }

  /** How often {@code part} stands in {@code line}; places may overlap. */
  static int occurrences(String line, String part) {
    var count = 0;
    for (var at = line.indexOf(part); at >= 0; at = line.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  private Optional<Problem> delete(Operation.Delete delete) {
    if (delete.first() < 1 || delete.first() > region.size()) {
      return outside(delete.first(), 1);
    }
    if (delete.last() > region.size() || delete.last() < delete.first()) {
      return outside(delete.last(), delete.first());
    }
    touch(2 * delete.first(), 2 * delete.last());
    for (var n = delete.first(); n <= delete.last(); n++) {
      deleted.add(n);
      touched.add(2 * n);
    }
    return Optional.empty();
  }

  private Optional<Problem> insert(Operation.Insert insert) {
    var n = insert.line();
    if (n > region.size()) {
      return outside(n, 0);
    }
    touch(2 * n + 1, 2 * n + 1);
    var text = insert.text();
    inserted
        .computeIfAbsent(n, _ -> new ArrayList<>())
        .add(
            text.isEmpty()
                ? ""
                : indentationAfter(region, n, step) + step.repeat(insert.steps()) + text);
    return Optional.empty();
  }

  /** The indentation of a line that comes in after line {@code n}, or before the first for 0. */
  static String indentationAfter(List<String> region, int n, String step) {
    if (region.isEmpty()) {
      return "";
    }
    var before = region.get(Math.max(0, n - 1));
    if (n > 0 && strippedEnd(before).endsWith("{")) {
      return indentation(before) + step;
    }
    return n > 0 && strippedEnd(before).isEmpty() && n < region.size()
        ? indentation(region.get(n))
        : indentation(before);
  }

  /** The blanks and tabs that {@code line} begins with. */
  static String indentation(String line) {
    var end = 0;
    while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
      end++;
    }
    return line.substring(0, end);
  }

  private static String strippedEnd(String line) {
    var end = line.length();
    while (end > 0 && ScriptTokens.isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  private void touch(int first, int last) {
    ordered &= touched.isEmpty() || touched.last() <= first;
    touched.add(first);
    touched.add(last);
  }

  /**
   * Whether every operation so far came behind the earlier ones, so that {@link #settled} is final.
   */
  boolean ordered() {
    return ordered;
  }

  /** The next changes that operations further down cannot alter. */
  List<Change> settled() {
    if (renames || !ordered || touched.isEmpty()) {
      return List.of();
    }
    // The run of touched slots that the last operation belongs to is still open.
    var start = touched.last();
    while (touched.lower(start) != null && adjoins(touched.lower(start), start)) {
      start = touched.lower(start);
    }
    return changes(start);
  }

  /** The changes that were not handed out by {@link #settled}. */
  List<Change> rest() {
    return changes(Integer.MAX_VALUE);
  }

  /** All changes. */
  List<Change> all() {
    open = 0;
    return rest();
  }

  private List<Change> changes(int beforeSlot) {
    var changes = new ArrayList<Change>();
    for (var first = touched.ceiling(open);
        first != null && first < beforeSlot;
        first = touched.ceiling(open)) {
      var last = first;
      while (touched.higher(last) != null && adjoins(last, touched.higher(last))) {
        last = touched.higher(last);
      }
      changes.addAll(change(first, last));
      open = last + 1;
    }
    return changes;
  }

  /** Whether no line lies between two slots. */
  private static boolean adjoins(int slot, int later) {
    return later - slot == 1 || (later - slot == 2 && slot % 2 == 0);
  }

  private List<Change> change(int firstSlot, int lastSlot) {
    var from = (firstSlot + 1) / 2 - 1;
    var to = lastSlot / 2;
    var added = new ArrayList<String>();
    for (var slot = firstSlot; slot <= lastSlot; slot++) {
      var n = slot / 2;
      if (slot % 2 == 1) {
        added.addAll(inserted.getOrDefault(n, List.of()));
      } else if (!deleted.contains(n)) {
        added.add(current.get(n - 1));
      }
    }
    return LineDiff.between(region.subList(from, to), added).stream()
        .map(c -> c.moved(from))
        .toList();
  }

  private Optional<Problem> outside(int n, int least) {
    var named = n == Integer.MAX_VALUE ? "a line" : "line " + n;
    var legal =
        least > region.size()
            ? List.<String>of()
            : List.of("a line from " + least + " to " + region.size());
    return problem(
        n >= 1 && n <= region.size() ? n : 0,
        "names "
            + named
            + ", but the region has "
            + region.size()
            + (region.size() == 1 ? " line" : " lines"),
        legal);
  }

  private static Optional<Problem> problem(int line, String text, List<String> legal) {
    return Optional.of(new Problem(line, text, legal));
  }
}
