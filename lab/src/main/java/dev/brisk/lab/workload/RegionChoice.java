package dev.brisk.lab.workload;

import dev.brisk.edit.Enclosing;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.lab.LabException;
import java.util.regex.Pattern;

/** Which lines an edit may change. */
public sealed interface RegionChoice {
  /**
   * The changed lines and so many on either side.
   *
   * @param margin 0 or more
   */
  record Span(int margin) implements RegionChoice {}

  /** The method around the change, or what {@link Enclosing} takes where there is none. */
  record Method() implements RegionChoice {}

  /** The whole file. */
  record File() implements RegionChoice {}

  /**
   * Reads {@code span+N}, {@code method} or {@code file}.
   *
   * @throws LabException if it is none of them
   */
  static RegionChoice parse(String text) {
    var span = Pattern.compile("span(?:\\+(\\d{1,4}))?").matcher(text);
    if (span.matches()) {
      return new Span(span.group(1) == null ? 0 : Integer.parseInt(span.group(1)));
    }
    return switch (text) {
      case "method" -> new Method();
      case "file" -> new File();
      default ->
          throw new LabException(
              "'"
                  + text
                  + "' is no region; use span+N (N lines around the change), method or file.");
    };
  }

  /** As {@link #parse} reads it. */
  default String words() {
    return switch (this) {
      case Span(var margin) -> margin == 0 ? "span" : "span+" + margin;
      case Method method -> "method";
      case File file -> "file";
    };
  }

  private Region around(EditCase edit, Lines lines) {
    return switch (this) {
      case Span(var margin) ->
          new Region(
              Math.max(1, edit.firstLine() - margin),
              Math.min(lines.count(), Math.max(edit.lastLine(), edit.firstLine() - 1) + margin));
      case Method method ->
          Enclosing.region(
              edit.before(),
              Math.clamp(edit.firstLine(), 1, Math.max(1, lines.count())),
              edit.path());
      case File file -> Region.all(lines.count());
    };
  }

  /** That of a case. It always holds the change. */
  default Region of(EditCase edit) {
    var lines = Lines.of(edit.before());
    var region = around(edit, lines);
    return new Region(
        Math.min(region.firstLine(), edit.firstLine()),
        Math.max(region.lastLine(), edit.lastLine()));
  }
}
