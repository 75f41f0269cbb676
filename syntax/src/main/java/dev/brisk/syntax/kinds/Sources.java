package dev.brisk.syntax.kinds;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.type.Type;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text of statements and whole lines, as kinds of edit need it. */
public final class Sources {
  private Sources() {}

  /** A candidate with any lines around what changes. */
  public static Candidate candidate(
      SourceFile file, Map<String, String> slots, List<TextEdit> edits) {
    return seeing(
        file,
        slots,
        file.lineAt(edits.getFirst().start()),
        file.lineAt(edits.getFirst().start()),
        edits);
  }

  /** Likewise, where lines {@code first} to {@code last} must be in the region as well. */
  public static Candidate seeing(
      SourceFile file, Map<String, String> slots, int first, int last, List<TextEdit> edits) {
    var from = first;
    var to = last;
    for (var edit : edits) {
      from = Math.min(from, file.lineAt(edit.start()));
      to = Math.max(to, file.lineAt(Math.max(edit.start(), edit.end() - 1)));
    }
    return new Candidate(slots, from, to, 1, file.lineCount(), edits);
  }

  /** The white space that the node's first line begins with. */
  public static String indentation(SourceFile file, Node node) {
    var line = file.line(file.firstLine(node));
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** One step of indentation, as the file has it: the first indented member's. */
  public static String step(SourceFile file) {
    for (var member : file.members()) {
      var text = indentation(file, member);
      if (!text.isEmpty()) {
        return text.charAt(0) == '\t' ? "\t" : text.length() >= 4 ? "    " : "  ";
      }
    }
    return "    ";
  }

  /** A type as people write it. */
  public static String type(Type type) {
    return type.asString().replaceAll(", *", ", ");
  }

  /** Whether the node's lines hold nothing else. */
  public static boolean ownLines(SourceFile file, Node node) {
    var before = file.text().substring(file.lineStart(file.firstLine(node)), file.start(node));
    var after = file.text().substring(file.end(node), file.lineEnd(file.lastLine(node)));
    return before.isBlank() && after.isBlank();
  }

  /** Deletes whole lines. */
  public static TextEdit deleteLines(SourceFile file, int first, int last) {
    var end = last < file.lineCount() ? file.lineStart(last + 1) : file.lineEnd(last);
    return new TextEdit(file.lineStart(first), end, "");
  }

  /** Inserts whole lines, each without its line feed, before line {@code line}. */
  public static TextEdit insertBefore(SourceFile file, int line, String... lines) {
    return new TextEdit(
        file.lineStart(line), file.lineStart(line), String.join("\n", lines) + "\n");
  }

  /** Inserts whole lines behind line {@code line}. */
  public static TextEdit insertAfter(SourceFile file, int line, String... lines) {
    var at = file.lineEnd(line);
    return new TextEdit(at, at, "\n" + String.join("\n", lines));
  }

  /** Every line of {@code first} to {@code last} that is not blank one step further right. */
  public static List<TextEdit> indent(SourceFile file, int first, int last, String step) {
    var result = new ArrayList<TextEdit>();
    for (var line = first; line <= last; line++) {
      if (!file.line(line).isBlank()) {
        result.add(new TextEdit(file.lineStart(line), file.lineStart(line), step));
      }
    }
    return result;
  }

  /** Every such line one step to the left; empty if one does not stand far enough right. */
  public static Optional<List<TextEdit>> dedent(SourceFile file, int first, int last, String step) {
    var result = new ArrayList<TextEdit>();
    for (var line = first; line <= last; line++) {
      var text = file.line(line);
      if (text.isBlank()) {
        continue;
      }
      if (!text.startsWith(step)) {
        return Optional.empty();
      }
      var at = file.lineStart(line);
      result.add(new TextEdit(at, at + step.length(), ""));
    }
    return Optional.of(result);
  }

  /** The statements of a block, or the statement itself. */
  public static List<Statement> statements(Statement body) {
    return body.isBlockStmt() ? body.asBlockStmt().getStatements() : List.of(body);
  }

  /** The nearest node of that type around {@code node}. */
  public static <T> Optional<T> ancestor(Node node, Class<T> type) {
    var at = node.getParentNode();
    while (at.isPresent() && !type.isInstance(at.get())) {
      at = at.get().getParentNode();
    }
    return at.map(type::cast);
  }

  /** A short text that fits in an instruction: one line, not too long. */
  public static Optional<String> brief(SourceFile file, Node node) {
    var text = file.source(node);
    return text.length() <= 40 && !text.contains("\n") ? Optional.of(text) : Optional.empty();
  }
}
