package dev.brisk.edit;

/**
 * The lines a request may change, counted from 1, both ends included.
 *
 * <p>{@code lastLine == firstLine - 1} is the empty region before {@code firstLine}: text can only
 * be inserted there. An empty file has just the region {@code (1, 0)}. Any pair of numbers can be
 * held here, since they come from outside; {@link EditRequest#check} says whether they fit a text.
 *
 * @param firstLine the first line, 1 or more
 * @param lastLine the last line, {@code firstLine - 1} or more
 */
public record Region(int firstLine, int lastLine) {

  /** All lines of a text that has {@code lines} lines. */
  public static Region all(int lines) {
    return new Region(1, lines);
  }

  /** The number of lines, 0 for an empty region. */
  public int lines() {
    return lastLine - firstLine + 1;
  }

  /** Whether this region holds no line. */
  public boolean isEmpty() {
    return lines() == 0;
  }

  /** Whether {@code line} is one of this region's lines. */
  public boolean contains(int line) {
    return firstLine <= line && line <= lastLine;
  }

  /** Whether this is a region of a text with {@code lines} lines. */
  public boolean fits(int lines) {
    return firstLine >= 1
        && lastLine >= firstLine - 1L
        && lastLine <= lines
        && firstLine <= lines + 1L;
  }

  @Override
  public String toString() {
    return firstLine == lastLine ? "line " + firstLine : "lines " + firstLine + " to " + lastLine;
  }
}
