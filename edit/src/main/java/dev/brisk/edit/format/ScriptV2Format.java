package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.script.Marks;
import dev.brisk.edit.script.Notation;
import dev.brisk.edit.script.OutputGrammar;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code script-v2}: the model reads instruction and region in the notation of {@link
 * dev.brisk.edit.script} and writes an edit script of marks and words.
 */
final class ScriptV2Format implements EditFormat {
  static final String NAME = "script-v2";

  private final Predicate<String> known;

  /**
   * @param known whether a word is one token of the model's vocabulary
   */
  ScriptV2Format(Predicate<String> known) {
    this.known = known;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<EditFailure> check(EditRequest request) {
    var failure = request.check();
    if (failure.isPresent() || Notation.of(request, known).isPresent()) {
      return failure;
    }
    var lines = request.region().lines();
    var message =
        lines > Marks.LINES
            ? "The region has %d lines, more than the %d that models of the format %s read: choose a smaller one."
                .formatted(lines, Marks.LINES, NAME)
            : "The region has more different names, or other characters, than models of the format %s read: choose a smaller one."
                .formatted(NAME);
    return Optional.of(new EditFailure.NotSupported(NAME, request.region().firstLine(), message));
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    var notation = Notation.of(request, known).orElseThrow();
    return new Prompt.Parts(
        List.of(
            new Part.Special("<|instruction|>"),
            new Part.Text(notation.instruction(), new Trim.None()),
            new Part.Special("<|region|>"),
            new Part.Text(notation.region(), new Trim.None()),
            new Part.Special("<|output|>")),
        List.of("<|end|>"));
  }

  @Override
  public EditStream open(EditRequest request) {
    return check(request)
        .<EditStream>map(Failed::new)
        .orElseGet(() -> new ScriptV2Stream(request, Notation.of(request, known).orElseThrow()));
  }

  @Override
  public Optional<OutputGrammar> grammar(EditRequest request) {
    return Notation.of(request, known).map(Notation::grammar);
  }

  /** Nothing: a script is not like the region. */
  @Override
  public Optional<String> draftText(EditRequest request) {
    return Optional.empty();
  }

  @Override
  public Optional<String> output(EditRequest request, List<String> after) {
    return Notation.of(request, known).flatMap(notation -> notation.script(after, false));
  }
}
