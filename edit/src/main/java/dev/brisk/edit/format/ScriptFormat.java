package dev.brisk.edit.format;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code script-v1}: the model writes an edit script over the numbered lines of the region.
 *
 * <p>Prompt: instruction, context if the limits allow any, region. The built-in model was trained
 * without context and without tabs.
 */
final class ScriptFormat implements EditFormat {
  /** One step of indentation of inserted lines. */
  static final String STEP = "    ";

  @Override
  public String name() {
    return "script-v1";
  }

  @Override
  public Optional<EditFailure> check(EditRequest request) {
    var failure = request.check();
    if (failure.isPresent()) {
      return failure;
    }
    var region = request.regionLines();
    for (var i = 0; i < region.size(); i++) {
      if (region.get(i).indexOf('\t') >= 0) {
        var line = request.region().firstLine() + i;
        return Optional.of(
            new EditFailure.NotSupported(
                name(),
                line,
                "Line "
                    + line
                    + " has a tab, which models of the format script-v1 cannot handle: use spaces, or a model of another"
                    + " format."));
      }
    }
    return Optional.empty();
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Special("<|instruction|>"));
    parts.add(new Part.Text(request.instruction().strip(), new Trim.None()));
    parts.addAll(Surroundings.parts(request, limits));
    parts.add(new Part.Special("<|region|>"));
    parts.add(new Part.Text("\n" + numbered(request.regionLines()), new Trim.None()));
    parts.add(new Part.Special("<|output|>"));
    return new Prompt.Parts(parts, List.of("<|end|>"));
  }

  @Override
  public EditStream open(EditRequest request) {
    return check(request)
        .<EditStream>map(Failed::new)
        .orElseGet(() -> new ScriptStream(request, STEP, false));
  }

  /** Nothing: a script is not like the region. */
  @Override
  public Optional<String> draftText(EditRequest request) {
    return Optional.empty();
  }

  @Override
  public Optional<String> output(EditRequest request, List<String> after) {
    return Scripts.between(request.regionLines(), after);
  }

  /** The lines with their numbers, {@code 1|first line}, joined by line feeds. */
  static String numbered(List<String> lines) {
    var text = new StringBuilder();
    for (var i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(i + 1).append('|').append(lines.get(i));
    }
    return text.toString();
  }
}
