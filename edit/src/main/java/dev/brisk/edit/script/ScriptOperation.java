package dev.brisk.edit.script;

/**
 * One operation of a script. Lines are those of the region, from 1; texts are plain.
 *
 * <p>A script is one of these, in this order: {@link Noop} or {@link Cannot} alone; or renames and
 * replacements everywhere, which apply first, then operations on lines in the order of the lines.
 * Everything that names a text names it as it stands after the first group.
 */
sealed interface ScriptOperation {
  /** {@code NOOP}: the instruction already holds. */
  record Noop() implements ScriptOperation {}

  /** {@code CANNOT}: not possible. */
  record Cannot() implements ScriptOperation {}

  /** {@code RENAME before TO after}: every whole word {@code before}, at least one. */
  record Rename(String before, String after) implements ScriptOperation {}

  /** {@code ALL before TO after}: every place where it stands without cutting a word. */
  record All(String before, String after) implements ScriptOperation {}

  /** {@code L before TO after}: the one place of the line where it stands. */
  record Replace(int line, String before, String after) implements ScriptOperation {}

  /** {@code L SET content}: the line's content, its indentation stays. */
  record Set(int line, String content) implements ScriptOperation {}

  /** {@code L DELETE M}: lines L to M go. */
  record Delete(int line, int last) implements ScriptOperation {}

  /**
   * {@code L INSERT content}, further ones without the label: a line after L (0: before the first)
   * or after the line that was inserted last. It is indented like the line before it, one step more
   * if that ends in an opening brace, one less if the content begins with a closing one, and {@code
   * steps} more (by DEEPER) or less (by SHALLOWER).
   */
  record Insert(int line, int steps, String content) implements ScriptOperation {}

  /** {@code L INDENT M} and {@code L DEDENT M}: lines L to M one step ({@code steps} 1 or -1). */
  record Shift(int line, int last, int steps) implements ScriptOperation {}

  /** {@code L MOVE M N}: lines M to N go after line L, which is none of them. */
  record Move(int line, int first, int last) implements ScriptOperation {}

  /** The line that the operation belongs to, -1 if it belongs to none. */
  default int at() {
    return switch (this) {
      case Noop ignored -> -1;
      case Cannot ignored -> -1;
      case Rename ignored -> -1;
      case All ignored -> -1;
      case Replace o -> o.line;
      case Set o -> o.line;
      case Delete o -> o.line;
      case Insert o -> o.line;
      case Shift o -> o.line;
      case Move o -> o.line;
    };
  }
}
