package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.List;
import java.util.Optional;

/** {@code script-chat}: an instruction-tuned model is taught the edit script in the prompt. */
final class ScriptChatFormat implements EditFormat {
  private static final String SYSTEM =
      """
      You edit source code by writing an edit script. You get the lines of a region with their numbers, as N|line, and an \
      instruction. Write the shortest script that makes the region do what the instruction says. Each line of the script \
      is one operation; <TAB> stands for one tab character, and N and M are line numbers of the region as it was given:
      rename<TAB>old<TAB>new : the identifier old becomes new everywhere in the region; it must be the only line of its script
      N<TAB>old<TAB>new : in line N, the text old, which must stand there exactly once, becomes new; new may be empty
      N- : line N is deleted
      N-M : lines N to M are deleted
      N+text : text becomes a new line after line N (0: before the first). Do not write its indentation: it gets that of line \
      N, or one step more if line N ends in {. Each > before the text adds one step.

      Example. The region
      1|    int sum(int[] a) {
      2|        int s = 0;
      3|        log(a);
      4|        return s;
      with the instruction "add a null check, drop the log line and start at 1" becomes
      ```
      1+if (a == null) {
      1+>return 0;
      1+}
      2\t0\t1
      3-
      ```
      Answer with one code block that holds the script, and nothing else.""";

  @Override
  public String name() {
    return "script-chat";
  }

  @Override
  public Prompt prompt(EditRequest request, FormatLimits limits) {
    var lines = request.regionLines();
    var region =
        lines.isEmpty()
            ? "The region is empty: new lines come after line 0.\n"
            : "The region:\n"
                + Fence.of(lines)
                + "\n"
                + ScriptFormat.numbered(lines)
                + "\n"
                + Fence.of(lines)
                + "\n";
    return new Prompt.Chat(
        List.of(
            new Prompt.Message("system", SYSTEM),
            new Prompt.Message(
                "user",
                ChatContext.of(request, limits)
                    + region
                    + "\n"
                    + ChatContext.instruction(request))));
  }

  @Override
  public EditStream open(EditRequest request) {
    return check(request)
        .<EditStream>map(Failed::new)
        .orElseGet(() -> new ScriptStream(request, step(request), true));
  }

  /** A tab where the text around is indented with tabs, else four spaces. */
  private static String step(EditRequest request) {
    var tabs = request.text().lines().filter(line -> line.startsWith("\t")).count();
    var spaces = request.text().lines().filter(line -> line.startsWith("  ")).count();
    return tabs > spaces ? "\t" : ScriptFormat.STEP;
  }

  @Override
  public Optional<String> draftText(EditRequest request) {
    return Optional.empty();
  }

  @Override
  public Optional<String> output(EditRequest request, List<String> after) {
    return Scripts.between(request.regionLines(), after)
        .map(script -> Fence.of(after) + "\n" + script + "\n" + Fence.of(after));
  }
}
