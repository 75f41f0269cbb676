package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * The text around the region, for prompts: lines joined by line feeds whatever their terminators
 * are.
 */
final class Surroundings {
  /**
   * Characters kept for each token that is wanted, so that a large file is not tokenized for a few
   * tokens. Few tokens are longer; where they are, a prompt has less context than it might have.
   */
  private static final long CHARACTERS_PER_TOKEN = 64;

  private Surroundings() {}

  /** {@code <|before|>} and {@code <|after|>}, each with its text where its limit is not 0. */
  static List<Part> parts(EditRequest request, FormatLimits limits) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Special("<|before|>"));
    var before = String.join("\n", before(request, CHARACTERS_PER_TOKEN * limits.beforeTokens()));
    if (!before.isEmpty()) {
      parts.add(new Part.Text(before, new Trim.KeepLast(limits.beforeTokens())));
    }
    parts.add(new Part.Special("<|after|>"));
    var after = String.join("\n", after(request, CHARACTERS_PER_TOKEN * limits.afterTokens()));
    if (!after.isEmpty()) {
      parts.add(new Part.Text(after, new Trim.KeepFirst(limits.afterTokens())));
    }
    return parts;
  }

  /** The last lines before the region, until they have {@code characters} or there are none. */
  private static List<String> before(EditRequest request, long characters) {
    var lines = request.lines();
    var first = request.region().firstLine();
    var from = first;
    for (var size = 0L; size < characters && from > 1; from--) {
      size += length(lines, from - 1);
    }
    return lines.contents(new Region(from, first - 1));
  }

  private static List<String> after(EditRequest request, long characters) {
    var lines = request.lines();
    var last = request.region().lastLine();
    var to = last;
    for (var size = 0L; size < characters && to < lines.count(); to++) {
      size += length(lines, to + 1);
    }
    return lines.contents(new Region(last + 1, to));
  }

  private static int length(Lines lines, int line) {
    return lines.end(line) - lines.start(line);
  }

  /** At most {@code count} lines before the region. */
  static List<String> linesBefore(EditRequest request, int count) {
    var first = request.region().firstLine();
    return request.lines().contents(new Region(Math.max(1, first - count), first - 1));
  }

  /** At most {@code count} lines after the region. */
  static List<String> linesAfter(EditRequest request, int count) {
    var lines = request.lines();
    var last = request.region().lastLine();
    return lines.contents(new Region(last + 1, (int) Math.min(lines.count(), (long) last + count)));
  }
}
