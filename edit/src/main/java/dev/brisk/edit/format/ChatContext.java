package dev.brisk.edit.format;

import dev.brisk.edit.EditRequest;
import java.util.List;
import java.util.Locale;

/** The parts that chat prompts share. */
final class ChatContext {
  private ChatContext() {}

  /**
   * The file's name and the lines around the region, each in a code block; ends with an empty line.
   */
  static String of(EditRequest request, FormatLimits limits) {
    var text = new StringBuilder("File: ").append(request.path()).append("\n\n");
    var before = Surroundings.linesBefore(request, limits.contextLines());
    if (!before.isEmpty()) {
      text.append("Lines before the region, which stay as they are:\n")
          .append(block(request, before))
          .append("\n\n");
    }
    var after = Surroundings.linesAfter(request, limits.contextLines());
    if (!after.isEmpty()) {
      text.append("Lines after the region, which stay as they are:\n")
          .append(block(request, after))
          .append("\n\n");
    }
    return text.toString();
  }

  /**
   * The end of a question: where the cursor is, if that is known, and the instruction, so that all
   * before them stays in the prefix cache when they change.
   */
  static String instruction(EditRequest request) {
    var text = new StringBuilder();
    if (request.cursorLine() != null) {
      var line = (int) request.cursorLine();
      var inside = request.region().contains(line);
      text.append("The cursor is on line ")
          .append(inside ? line - request.region().firstLine() + 1 : line)
          .append(inside ? " of the region.\n" : " of the file.\n");
    }
    return text.append("Instruction: ").append(request.instruction().strip()).toString();
  }

  /** {@code lines} in a code block with the language's name. */
  static String block(EditRequest request, List<String> lines) {
    var fence = Fence.of(lines);
    var text = new StringBuilder(fence).append(language(request)).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    return text.append(fence).toString();
  }

  /**
   * The language as it is written behind a fence: by name, else the file name's ending, else
   * nothing.
   */
  private static String language(EditRequest request) {
    if (request.language() != null) {
      return request.language().strip().toLowerCase(Locale.ROOT);
    }
    var path = request.path();
    var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    var dot = name.lastIndexOf('.');
    var ending = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    return switch (ending) {
      case "py", "pyi" -> "python";
      case "js", "mjs", "cjs" -> "javascript";
      case "ts" -> "typescript";
      case "kt", "kts" -> "kotlin";
      case "rs" -> "rust";
      case "md" -> "markdown";
      case "cc", "cxx", "hpp" -> "cpp";
      case "cs" -> "csharp";
      default -> ending;
    };
  }
}
