package dev.brisk.edit.format;

import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import java.util.List;

/**
 * Reads one output as it arrives. What it returns on the way is for showing; only {@link #finish}
 * gives edits. Holds state; for one thread.
 */
public interface EditStream {
  /**
   * Takes the next piece of output, cut anywhere, and returns the hunks that became certain with
   * it: each returned once, in order, and equal to one of the final hunks if the output turns out
   * usable. An edit script whose operations go backwards may still add changes next to a hunk that
   * was shown.
   */
  List<Hunk> accept(String chunk);

  /**
   * Whether nothing that may still come can change the result, so that generation may stop; end
   * with COMPLETE then.
   */
  default boolean ended() {
    return false;
  }

  /**
   * The result. To be called once, last. CANCELLED never gives edits; CUT_OFF is as good as
   * COMPLETE once {@link #ended()} holds.
   */
  EditResult finish(Ending ending);
}
