package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Texts put together with plus become a format, and back. */
record Texts(boolean toFormat) implements EditKind {
  @Override
  public String name() {
    return toFormat ? "concat-to-format" : "format-to-concat";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toFormat ? "format-to-concat" : "concat-to-format");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (toFormat) {
      for (var sum : file.unit().findAll(BinaryExpr.class)) {
        var inner = sum.getParentNode().filter(p -> p instanceof BinaryExpr).isPresent();
        if (!inner && sum.getOperator() == BinaryExpr.Operator.PLUS) {
          format(file, sum).ifPresent(result::add);
        }
      }
    } else {
      for (var call : file.unit().findAll(MethodCallExpr.class)) {
        concat(file, call).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<Candidate> format(SourceFile file, BinaryExpr sum) {
    var parts = new ArrayList<Expression>();
    flatten(sum, parts);
    var format = new StringBuilder();
    var arguments = new StringBuilder();
    var text = false;
    for (var part : parts) {
      if (part.isStringLiteralExpr()) {
        format.append(part.asStringLiteralExpr().getValue());
        text |= !part.asStringLiteralExpr().getValue().isEmpty();
      } else if (part.isBinaryExpr() || part.isConditionalExpr()) {
        return Optional.empty();
      } else {
        format.append("%s");
        arguments.append(", ").append(file.source(part));
      }
    }
    var made = "String.format(\"" + format + "\"" + arguments + ")";
    if (!text
        || arguments.isEmpty()
        || format.indexOf("%") < format.indexOf("%s")
        || file.firstLine(sum) != file.lastLine(sum)
        || made.length() > 90) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file, Map.of(), List.of(new TextEdit(file.start(sum), file.end(sum), made))));
  }

  private static void flatten(Expression expression, List<Expression> to) {
    if (expression.isBinaryExpr()
        && expression.asBinaryExpr().getOperator() == BinaryExpr.Operator.PLUS) {
      flatten(expression.asBinaryExpr().getLeft(), to);
      to.add(expression.asBinaryExpr().getRight());
    } else {
      to.add(expression);
    }
  }

  private static Optional<Candidate> concat(SourceFile file, MethodCallExpr call) {
    if (!call.getNameAsString().equals("format")
        || !call.getScope().map(s -> s.toString().equals("String")).orElse(false)
        || call.getArguments().size() < 2
        || !call.getArgument(0).isStringLiteralExpr()
        || file.firstLine(call) != file.lastLine(call)) {
      return Optional.empty();
    }
    var pieces = call.getArgument(0).asStringLiteralExpr().getValue().split("%s", -1);
    if (pieces.length != call.getArguments().size() || String.join("", pieces).contains("%")) {
      return Optional.empty();
    }
    var result = new ArrayList<String>();
    for (var i = 0; i < pieces.length; i++) {
      if (i > 0) {
        result.add(file.source(call.getArgument(i)));
      }
      if (!pieces[i].isEmpty()) {
        result.add("\"" + pieces[i] + "\"");
      }
    }
    if (!result.getFirst().startsWith("\"")) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file,
            Map.of(),
            List.of(new TextEdit(file.start(call), file.end(call), String.join(" + ", result)))));
  }
}
