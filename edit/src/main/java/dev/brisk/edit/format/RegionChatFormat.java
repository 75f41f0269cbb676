package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.List;
import java.util.Optional;

/**
 * {@code region-chat}: an instruction-tuned model rewrites the region in a code block.
 *
 * <p>The instruction is the last thing in the prompt, so that everything before it stays in the
 * prefix cache when it changes.
 */
final class RegionChatFormat implements EditFormat {
  private static final String SYSTEM =
      """
      You edit source code. You get a region of a file, and an instruction. Rewrite the region so that it does what the \
      instruction says, with as few changes as possible: keep every other line exactly as it is, with its indentation \
      and comments.
      Answer with one code block that holds the whole region after the edit, and nothing else: no explanation, and none \
      of the lines around the region.""";

  @Override
  public String name() {
    return "region-chat";
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    var question = ChatContext.of(request, limits) + region(request);
    return new Prompt.Chat(
        List.of(
            new Prompt.Message("system", SYSTEM),
            new Prompt.Message("user", question + "\n\n" + ChatContext.instruction(request))));
  }

  private static String region(EditRequest request) {
    return request.region().isEmpty()
        ? "The region is empty: new lines go between the lines above.\n" + block(request)
        : "The region to rewrite:\n" + block(request);
  }

  private static String block(EditRequest request) {
    return ChatContext.block(request, request.regionLines());
  }

  @Override
  public EditStream open(EditRequest request) {
    return check(request)
        .<EditStream>map(Failed::new)
        .orElseGet(() -> new RegionStream(request, true));
  }

  @Override
  public Optional<String> draftText(EditRequest request) {
    return output(request, request.regionLines());
  }

  @Override
  public Optional<String> output(EditRequest request, List<String> after) {
    return Optional.of(ChatContext.block(request, after));
  }
}
