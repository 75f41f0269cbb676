package dev.brisk.syntax.kinds;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Statements that move into another one or out of it: their lines without what indents them. */
public final class Bodies {
  /** A line that is longer is broken where a kind of edit can do that. */
  public static final int WIDTH = 100;

  private Bodies() {}

  /** What stands between the braces, comments too; empty unless the braces end and begin lines. */
  public static Optional<List<String>> inside(SourceFile file, BlockStmt block) {
    var first = file.firstLine(block);
    var last = file.lastLine(block);
    if (block.isEmpty()
        || last - first < 2
        || !file.text().substring(file.start(block) + 1, file.lineEnd(first)).isBlank()
        || !file.text().substring(file.lineStart(last), file.end(block) - 1).isBlank()) {
      return Optional.empty();
    }
    return relative(file, first + 1, last - 1, Sources.indentation(file, block.getStatement(0)));
  }

  /** The lines of a body with braces or without. */
  public static Optional<List<String>> of(SourceFile file, Statement body) {
    return body.isBlockStmt() ? inside(file, body.asBlockStmt()) : lines(file, List.of(body));
  }

  /** The lines of nodes that follow each other, with what stands between them. */
  public static Optional<List<String>> lines(SourceFile file, List<? extends Node> nodes) {
    if (nodes.isEmpty()) {
      return Optional.of(List.of());
    }
    if (nodes.stream().allMatch(node -> Sources.ownLines(file, node))) {
      return relative(
          file,
          file.firstLine(nodes.getFirst()),
          file.lastLine(nodes.getLast()),
          Sources.indentation(file, nodes.getFirst()));
    }
    return nodes.size() == 1 && isOneLine(file, nodes.getFirst())
        ? Optional.of(List.of(file.source(nodes.getFirst())))
        : Optional.empty();
  }

  /** Lines without {@code indentation}; empty if one that is not blank lacks it. */
  public static Optional<List<String>> relative(
      SourceFile file, int first, int last, String indentation) {
    var result = new ArrayList<String>();
    for (var line = first; line <= last; line++) {
      var text = file.line(line);
      if (text.isBlank()) {
        result.add("");
      } else if (text.startsWith(indentation)) {
        result.add(text.substring(indentation.length()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(result);
  }

  /** The lines behind {@code indentation}; blank ones stay so. */
  public static List<String> indented(List<String> lines, String indentation) {
    return lines.stream().map(line -> line.isEmpty() ? line : indentation + line).toList();
  }

  /** The lines as text to write where the first line's indentation stands already. */
  public static String text(List<String> lines, String indentation) {
    return String.join("\n", indented(lines, indentation)).stripLeading();
  }

  /** A candidate that writes {@code text} over everything from one node to another. */
  public static Candidate replaced(
      SourceFile file, Map<String, String> slots, Node from, Node to, String text) {
    return Sources.candidate(
        file, slots, List.of(new TextEdit(file.start(from), file.end(to), text)));
  }

  /** A candidate that puts a statement between two texts, one step further right. */
  public static Candidate around(
      SourceFile file, Map<String, String> slots, Statement statement, String head, String tail) {
    var in = Sources.indentation(file, statement);
    var step = Sources.step(file);
    var first = file.firstLine(statement);
    var edits = new ArrayList<TextEdit>();
    edits.add(new TextEdit(file.start(statement), file.start(statement), head + "\n" + in + step));
    edits.addAll(Sources.indent(file, first + 1, file.lastLine(statement), step));
    edits.add(
        new TextEdit(
            file.end(statement), file.end(statement), "\n" + in + tail.replace("\n", "\n" + in)));
    return Sources.candidate(file, slots, edits);
  }

  public static boolean isOneLine(SourceFile file, Node node) {
    return file.firstLine(node) == file.lastLine(node);
  }

  /** Whether a comment stands in the node, which rewriting it would lose. */
  public static boolean hasComment(Node node) {
    return !node.getAllContainedComments().isEmpty();
  }

  /** The block that a statement stands in, if it stands in one. */
  public static Optional<BlockStmt> block(Statement statement) {
    return statement.getParentNode().filter(BlockStmt.class::isInstance).map(BlockStmt.class::cast);
  }

  /** The statement {@code by} places behind this one in its block, or before it. */
  public static Optional<Statement> neighbour(Statement statement, int by) {
    return block(statement)
        .flatMap(
            block -> {
              var at = place(block, statement) + by;
              return at >= 0 && at < block.getStatements().size()
                  ? Optional.of(block.getStatement(at))
                  : Optional.empty();
            });
  }

  /** All statements behind this one in its block. */
  public static List<Statement> rest(Statement statement) {
    return block(statement)
        .map(b -> b.getStatements().subList(place(b, statement) + 1, b.getStatements().size()))
        .<List<Statement>>map(List::copyOf)
        .orElse(List.of());
  }

  /** Whether two nodes are one; equal ones may stand at two places. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean isSame(@Nullable Object a, @Nullable Object b) {
    return a == b;
  }

  private static int place(BlockStmt block, Statement statement) {
    for (var i = 0; i < block.getStatements().size(); i++) {
      if (isSame(block.getStatement(i), statement)) {
        return i;
      }
    }
    throw new IllegalStateException("A statement is missing in its block.");
  }

  /** Whether only blank space stands between two neighbours. */
  public static boolean isAdjacent(SourceFile file, Node first, Node second) {
    return file.text().substring(file.end(first), file.start(second)).isBlank();
  }

  /** {@code head.part.part;} on one line, or each part on its own where that is too long. */
  public static String chain(String in, String step, String head, List<String> parts) {
    var line = head + String.join("", parts);
    return in.length() + line.length() <= WIDTH
        ? line
        : head
            + String.join(
                "",
                Stream.of(parts)
                    .flatMap(List::stream)
                    .map(p -> "\n" + in + step + step + p)
                    .toList());
  }

  /** The parameter's name of a lambda such as {@code x -> ...}. */
  public static Optional<String> parameter(Expression expression) {
    return expression instanceof LambdaExpr lambda && lambda.getParameters().size() == 1
        ? Optional.of(lambda.getParameter(0).getNameAsString())
        : Optional.empty();
  }

  /** What a lambda gives that is written without a block. */
  public static Optional<Expression> expression(Expression expression) {
    return expression instanceof LambdaExpr lambda ? lambda.getExpressionBody() : Optional.empty();
  }
}
