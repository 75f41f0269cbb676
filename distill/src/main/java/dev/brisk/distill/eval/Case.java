package dev.brisk.distill.eval;

import dev.brisk.distill.data.Sample;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.util.List;

/**
 * One thing to be answered.
 *
 * @param sample what was asked and what is right
 * @param request the same for an answerer, whose region is {@link Sample#before}
 */
public record Case(Sample sample, EditRequest request) {
  /**
   * A case whose file is known in its region only. Empty lines stand for what is above, so that
   * line numbers of the file mean what they mean there.
   */
  public static Case of(Sample sample) {
    return of(sample, "\n".repeat(sample.firstLine() - 1) + sample.before() + "\n");
  }

  /** A case in its whole file. */
  public static Case of(Sample sample, String text) {
    var lines = (int) sample.before().chars().filter(c -> c == '\n').count() + 1;
    return new Case(
        sample,
        EditRequest.of(
            sample.path(),
            text,
            new Region(sample.firstLine(), sample.firstLine() + lines - 1),
            sample.instruction()));
  }

  /** How many lines the region has, at least 1. */
  public int lines() {
    return request.region().lines();
  }

  /** The text of the file with {@code after}, lines without the last one's end, as its region. */
  String fileWith(String after) {
    var lines = request.lines();
    var region = request.region();
    return lines.text().substring(0, lines.start(region.firstLine()))
        + after
        + "\n"
        + lines.text().substring(lines.end(region.lastLine()));
  }

  /**
   * The region after the edits, lines joined by line feeds.
   *
   * @param edits within the request's region
   */
  public static String after(EditRequest request, List<TextEdit> edits) {
    var lines = request.lines();
    var region = request.region();
    var start =
        region.firstLine() > lines.count()
            ? lines.text().length()
            : lines.start(region.firstLine());
    var behind = lines.text().length() - (region.isEmpty() ? start : lines.end(region.lastLine()));
    var text = TextEdit.apply(lines.text(), edits);
    return joined(text.substring(start, text.length() - behind));
  }

  /** Without the last line's end, with line feeds as ends. */
  static String joined(String text) {
    var lines = text.replace("\r\n", "\n");
    return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
  }
}
