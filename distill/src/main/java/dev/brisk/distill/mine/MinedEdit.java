package dev.brisk.distill.mine;

import dev.brisk.distill.data.Sample;
import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit that is one small edit of one file.
 *
 * @param before the whole file, with line feeds
 * @param after likewise
 * @param blocks changed lines: first line and count before, first line and count after; lines count
 *     from 1
 * @param eol "lf" or "crlf", as it stood there
 * @param overlap the share of the instruction's content words that stand at or near the change
 */
record MinedEdit(
    String repository,
    String licence,
    String commit,
    String date,
    String path,
    String subject,
    String instruction,
    String before,
    String after,
    List<int[]> blocks,
    String eol,
    @Nullable String enclosingMethod,
    boolean commentOnly,
    boolean importsOnly,
    boolean isTest,
    double overlap,
    boolean parsesBefore,
    boolean parsesAfter) {
  private static final int MARGIN = 3;
  private static final double WELL_DESCRIBED = 0.5;

  int firstLine() {
    return blocks.getFirst()[0];
  }

  /** The line before {@link #firstLine} for an insertion. */
  int lastLine() {
    return blocks.getLast()[0] + blocks.getLast()[1] - 1;
  }

  int lastLineAfter() {
    return blocks.getLast()[2] + blocks.getLast()[3] - 1;
  }

  int added() {
    return blocks.stream().mapToInt(block -> block[3]).sum();
  }

  int deleted() {
    return blocks.stream().mapToInt(block -> block[1]).sum();
  }

  /** A: code, in one hunk that the instruction describes well; C: comments, imports, tests; B. */
  String tier() {
    if (commentOnly || importsOnly || isTest) {
      return "C";
    }
    return blocks.size() == 1 && overlap >= WELL_DESCRIBED ? "A" : "B";
  }

  /** The changed lines and three around them. */
  Sample sample() {
    var old = before.split("\n", -1);
    var changed = after.split("\n", -1);
    var first = Math.max(1, firstLine() - MARGIN);
    var behind =
        Math.min(MARGIN, Math.min(old.length - lastLine(), changed.length - lastLineAfter()));
    return new Sample(
        "commit",
        "",
        false,
        "commit",
        repository,
        path,
        first,
        instruction,
        String.join("\n", List.of(old).subList(first - 1, lastLine() + behind)),
        String.join("\n", List.of(changed).subList(first - 1, lastLineAfter() + behind)),
        1);
  }

  /** All of it as one JSON object, in the fields of Brisk's workloads of real edits. */
  String json() {
    var out = new JsonWriter().beginObject();
    var name = repository.substring(repository.lastIndexOf('/') + 1);
    out.member("id", name + "-" + commit.substring(0, 10));
    out.member("repo", repository).member("license", licence).member("commit", commit);
    out.member("date", date).member("path", path).member("instruction", instruction);
    out.member("subject", subject).member("before", before).member("after", after);
    out.member("eol", eol);
    span(out, "edit_span", firstLine(), lastLine());
    span(out, "after_span", blocks.getFirst()[2], lastLineAfter());
    out.member("hunks", blocks.size());
    out.name("blocks").beginArray();
    for (var block : blocks) {
      out.beginArray();
      for (var number : block) {
        out.value((long) number);
      }
      out.endArray();
    }
    out.endArray();
    out.member("changed_lines", added() + deleted());
    out.member("added", added()).member("deleted", deleted());
    out.member("before_lines", before.lines().count());
    out.member("enclosing_method", enclosingMethod);
    out.member("tier", tier()).member("comment_only", commentOnly);
    out.member("imports_only", importsOnly).member("is_test", isTest);
    out.member("instr_overlap", overlap);
    out.name("parses").beginObject();
    out.member("before", parsesBefore).member("after", parsesAfter).endObject();
    return out.endObject().toString();
  }

  private static void span(JsonWriter out, String name, int first, int last) {
    out.name(name).beginObject().member("startLine", first).member("endLine", last).endObject();
  }
}
