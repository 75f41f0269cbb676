package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.script.OutputGrammar;
import java.util.List;
import java.util.Optional;

/**
 * One way to ask a model for an edit and to understand its answer. Implementations are immutable.
 *
 * <p>The order of calls: {@link #check}; if that is empty {@link #prompt}, then {@link #open} and
 * the stream.
 */
public interface EditFormat {
  /**
   * "script-v2", "script-v1", "region-v1", "region-chat" or "script-chat"; models name theirs in
   * {@code brisk.edit.format}.
   */
  String name();

  /**
   * Why this request cannot be done in this format, {@link EditRequest#check} included; empty if it
   * can.
   */
  default Optional<EditFailure> check(EditRequest request) {
    return request.check();
  }

  /** What to ask the model. The request has passed {@link #check}. */
  Prompt prompt(EditRequest request, FormatLimits limits);

  /**
   * A reader for the output. For a request that fails {@link #check}, it ends in that failure
   * whatever it reads.
   */
  EditStream open(EditRequest request);

  /**
   * The text that the region draft follows, as the model would write it if it changed nothing;
   * empty if none helps.
   */
  Optional<String> draftText(EditRequest request);

  /**
   * The output that makes the region into {@code after}; empty where this format cannot say it.
   *
   * @param request has passed {@link #check}
   * @param after lines without line ends
   */
  Optional<String> output(EditRequest request, List<String> after);

  /**
   * What a usable output can be, for one output to this request, which has passed {@link #check};
   * empty where anything can be.
   */
  default Optional<OutputGrammar> grammar(EditRequest request) {
    return Optional.empty();
  }

  /** Strings that end the output and do not belong to it. */
  default List<String> stopStrings() {
    return List.of();
  }
}
