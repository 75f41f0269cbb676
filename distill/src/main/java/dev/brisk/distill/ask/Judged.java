package dev.brisk.distill.ask;

import dev.brisk.distill.eval.Case;
import dev.brisk.distill.eval.ChangedCharacters;
import dev.brisk.distill.eval.Fragment;
import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.Ending;
import java.util.List;

/**
 * What an answer makes of a region.
 *
 * @param fault why it does not count, in snake_case; empty if it does
 * @param after the region after the edit; the region itself where there is a fault
 * @param changed characters removed and added, as evaluation counts them
 */
record Judged(Reply reply, String fault, String after, int changed) {
  /** Reads an answer as it would be read in serving. */
  static Judged of(Question question, Reply reply, EditFormat format) {
    var before = question.sample().before();
    var stream = format.open(question.request());
    var _ = stream.accept(reply.text());
    var ending = reply.whole() || stream.ended() ? Ending.COMPLETE : Ending.CUT_OFF;
    return switch (stream.finish(ending)) {
      case EditFailure failure -> new Judged(reply, failure.code(), before, 0);
      case EditProposal proposal -> {
        if (!within(question.request(), proposal.edits())) {
          yield new Judged(reply, "outside_region", before, 0);
        }
        var after = Case.after(question.request(), proposal.edits());
        yield new Judged(
            reply,
            parses(question, after) ? "" : "not_parsed",
            after,
            ChangedCharacters.between(before, after));
      }
    };
  }

  boolean counts() {
    return fault.isEmpty();
  }

  /** The same, not counting. */
  Judged with(String otherFault) {
    return new Judged(reply, otherFault, after, changed);
  }

  private static boolean within(EditRequest request, List<TextEdit> edits) {
    var lines = request.lines();
    var start = lines.start(request.region().firstLine());
    var end = lines.end(request.region().lastLine());
    return edits.stream().allMatch(edit -> edit.start() >= start && edit.end() <= end);
  }

  /** As valid as it was; only Java is looked at. */
  private static boolean parses(Question question, String after) {
    var before = question.sample().before();
    return !question.sample().path().endsWith(".java")
        || after.equals(before)
        || Fragment.of(before).filter(place -> place.parses(after)).isPresent();
  }
}
