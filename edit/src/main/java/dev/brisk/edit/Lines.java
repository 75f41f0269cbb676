package dev.brisk.edit;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as lines, each with its own terminator, so that it can be put together again byte for
 * byte.
 *
 * <p>A line ends with {@code \n}, {@code \r\n} or a lone {@code \r}; the last one may end with
 * nothing. The empty text has no lines, {@code "a"} and {@code "a\n"} have one. Lines are counted
 * from 1. Immutable.
 */
public final class Lines {
  private final String text;

  /** Where each line starts, with one more entry: the length of the text. */
  private final int[] starts;

  private Lines(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /** The lines of {@code text}. */
  public static Lines of(String text) {
    var starts = new int[16];
    var count = 0;
    var at = 0;
    while (at < text.length()) {
      if (count + 1 == starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      starts[count++] = at;
      at = nextLine(text, at);
    }
    starts[count] = text.length();
    return new Lines(text, Arrays.copyOf(starts, count + 1));
  }

  private static int nextLine(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n') {
        return i + 1;
      }
      if (c == '\r') {
        return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
      }
    }
    return text.length();
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The number of lines. */
  public int count() {
    return starts.length - 1;
  }

  /** The offset of line {@code line}; for {@code count() + 1} the length of the text. */
  public int start(int line) {
    return starts[line - 1];
  }

  /** The offset behind line {@code line} with its terminator. */
  public int end(int line) {
    return starts[line];
  }

  /** The offset behind line {@code line} without its terminator. */
  public int contentEnd(int line) {
    return end(line) - terminator(line).length();
  }

  /**
   * The line that the character at {@code offset} (0 to the length of the text) belongs to; at
   * least 1.
   */
  public int lineAt(int offset) {
    var found = Arrays.binarySearch(starts, 0, Math.max(1, count()), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Line {@code line} without its terminator. */
  public String content(int line) {
    return text.substring(start(line), contentEnd(line));
  }

  /**
   * The terminator of line {@code line}: one of {@code "\n"}, {@code "\r\n"}, {@code "\r"}, {@code
   * ""}.
   */
  public String terminator(int line) {
    var end = end(line);
    var last = text.charAt(end - 1);
    if (last == '\r') {
      return "\r";
    }
    if (last != '\n') {
      return "";
    }
    return end - 2 >= start(line) && text.charAt(end - 2) == '\r' ? "\r\n" : "\n";
  }

  /** The lines of {@code region} without their terminators, as a view. */
  public List<String> contents(Region region) {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        if (index < 0 || index >= size()) {
          throw new IndexOutOfBoundsException(index);
        }
        return content(region.firstLine() + index);
      }

      @Override
      public int size() {
        return region.lines();
      }
    };
  }

  /**
   * The terminator that a line inserted before line {@code line} (1 to {@code count() + 1}) gets:
   * that of the nearest line above that has one, else of the nearest below, else {@code "\n"}.
   */
  public String terminatorFor(int line) {
    for (var above = line - 1; above >= 1; above--) {
      if (!terminator(above).isEmpty()) {
        return terminator(above);
      }
    }
    return line <= count() && !terminator(line).isEmpty() ? terminator(line) : "\n";
  }

  /** Equal texts have equal lines. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Lines lines && lines.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
