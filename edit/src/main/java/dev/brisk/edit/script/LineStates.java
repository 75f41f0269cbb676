package dev.brisk.edit.script;

/**
 * What the operations of a script so far did to which lines, and so what others may still do: the
 * rules of {@link ScriptRun}. One bit a line.
 */
final class LineStates {
  private final Notation notation;
  private final int count;

  /** Deleted or moved. */
  private long taken;

  private long set;
  private long shifted;
  private long replaced;

  /** In the line that was replaced in last: the offset behind what was replaced. */
  private int behind;

  LineStates(Notation notation) {
    this.notation = notation;
    count = notation.lines().size();
  }

  LineStates copy() {
    var copy = new LineStates(notation);
    copy.taken = taken;
    copy.set = set;
    copy.shifted = shifted;
    copy.replaced = replaced;
    copy.behind = behind;
    return copy;
  }

  private static long bits(int first, int last) {
    return (-1L << (first - 1)) & (-1L >>> (64 - last));
  }

  /** Whether these are lines of the region of which no bit is in {@code states}. */
  private boolean free(int first, int last, long states) {
    return first >= 1 && first <= last && last <= count && (states & bits(first, last)) == 0;
  }

  boolean mayReplace(int line) {
    return free(line, line, taken | set);
  }

  boolean maySet(int line) {
    return free(line, line, taken | set | replaced);
  }

  /** Whether the lines may go, or go elsewhere. */
  boolean mayTake(int first, int last) {
    return free(first, last, taken | set | shifted | replaced);
  }

  boolean mayShift(int first, int last, int steps) {
    if (!free(first, last, taken | shifted)) {
      return false;
    }
    var step = notation.layout().step().length();
    return steps > 0
        || notation.lines().subList(first - 1, last).stream()
            .allMatch(line -> line.isBlank() || Layout.indentation(line).length() >= step);
  }

  /** Whether the lines may go behind {@code line}. */
  boolean mayMove(int line, int first, int last) {
    return (line < first - 1 || line > last) && mayTake(first, last);
  }

  /** Whether any line may go behind {@code line}. */
  boolean mayMoveTo(int line) {
    for (var first = 1; first <= count; first++) {
      if (mayMove(line, first, first)) {
        return true;
      }
    }
    return false;
  }

  void take(int first, int last) {
    taken |= bits(first, last);
  }

  void shift(int first, int last) {
    shifted |= bits(first, last);
  }

  void set(int line) {
    set |= bits(line, line);
  }

  /** The offset in {@code line} behind which the next replacement must lie. */
  int behind(int line) {
    return (replaced & bits(line, line)) == 0 ? 0 : behind;
  }

  /**
   * Takes the replacement of {@code old}, which stands once in the line; false if it reaches into
   * an earlier one.
   */
  boolean replace(int line, String content, String old, boolean byNothing) {
    var start = Words.find(content, old, 0);
    var end = start + old.length();
    var from = byNothing ? start - ScriptRun.spaceBefore(content, start, end) : start;
    if (from < behind(line)) {
      return false;
    }
    behind = byNothing ? end + ScriptRun.spaceAfter(content, start, end) : end;
    replaced |= bits(line, line);
    return true;
  }
}
