package dev.brisk.distill.eval;

import dev.brisk.distill.data.Sample;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Edits of real commits with whole files, as {@code brisk mine --full} writes them. */
public final class RealEdits {
  /** Lines on either side of what changed that the region has. */
  private static final int MARGIN = 3;

  private RealEdits() {}

  /**
   * The cases of one tier.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws dev.brisk.wire.json.JsonException if a line is none of such a file
   */
  public static List<Case> read(Path file, String tier) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(Json::parseObject)
          .filter(edit -> edit.requireText("tier").equals(tier))
          .map(RealEdits::toCase)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case toCase(JsonObject edit) {
    var before = Lines.of(edit.requireText("before"));
    var after = Lines.of(edit.requireText("after"));
    var span = edit.requireObject("edit_span");
    var first = Math.max(1, span.requireInteger("startLine") - MARGIN);
    var last = Math.min(before.count(), span.requireInteger("endLine") + MARGIN);
    var lastAfter = last + after.count() - before.count();
    var request =
        EditRequest.of(
            edit.requireText("path"),
            before.text(),
            new Region(first, last),
            edit.requireText("instruction"));
    var sample =
        new Sample(
            "commit",
            "",
            true,
            "commit",
            edit.requireText("repo"),
            edit.requireText("path"),
            first,
            edit.requireText("instruction"),
            String.join("\n", before.contents(new Region(first, last))),
            String.join("\n", after.contents(new Region(first, lastAfter))),
            1);
    return new Case(sample, request);
  }
}
