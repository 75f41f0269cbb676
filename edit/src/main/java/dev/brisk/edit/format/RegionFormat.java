package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.List;
import java.util.Optional;

/**
 * {@code region-v1}: the model rewrites the region, prompted with special tokens.
 *
 * <p>Prompt: trimmed context, region, and the instruction last, so that all before it can be
 * prefilled while the person types.
 */
final class RegionFormat implements EditFormat {
  @Override
  public String name() {
    return "region-v1";
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    var parts = Surroundings.parts(request, limits);
    parts.add(new Part.Special("<|region|>"));
    parts.add(new Part.Text("\n" + String.join("\n", request.regionLines()), new Trim.None()));
    parts.add(new Part.Special("<|instruction|>"));
    parts.add(new Part.Text(request.instruction().strip(), new Trim.None()));
    parts.add(new Part.Special("<|output|>"));
    return new Prompt.Parts(parts, List.of("<|end|>"));
  }

  @Override
  public EditStream open(EditRequest request) {
    return check(request)
        .<EditStream>map(Failed::new)
        .orElseGet(() -> new RegionStream(request, false));
  }

  @Override
  public Optional<String> draftText(EditRequest request) {
    return output(request, request.regionLines());
  }

  @Override
  public Optional<String> output(EditRequest request, List<String> after) {
    return Optional.of("\n" + String.join("\n", after));
  }
}
