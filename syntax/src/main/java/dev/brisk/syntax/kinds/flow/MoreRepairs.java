package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** More mistakes that are put into good code, each as it happens to people. */
record MoreRepairs(String name) implements EditKind {
  static List<MoreRepairs> all() {
    return Stream.of(
            "repair-and-or",
            "repair-comparison",
            "repair-sign",
            "repair-swapped-arguments",
            "repair-wrong-variable",
            "repair-integer-division",
            "repair-start-index",
            "repair-missing-negation")
        .map(MoreRepairs::new)
        .toList();
  }

  @Override
  public boolean repairs() {
    return true;
  }

  @Override
  public List<Candidate> repairsIn(SourceFile file) {
    return switch (name) {
      case "repair-and-or", "repair-comparison", "repair-sign", "repair-swapped-arguments" ->
          Mended.turned(candidates(file, new SplittableRandom(1)));
      case "repair-start-index" -> Mended.startIndexes(file);
      case "repair-missing-negation" -> Mended.negations(file);
      default -> List.of();
    };
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var to = new ArrayList<Candidate>();
    switch (name) {
      case "repair-and-or" -> andOr(file, to);
      case "repair-comparison" -> comparison(file, to);
      case "repair-sign" -> sign(file, to);
      case "repair-swapped-arguments" -> swapped(file, to);
      case "repair-wrong-variable" -> variable(file, random, to);
      case "repair-integer-division" -> division(file, to);
      case "repair-start-index" -> startIndex(file, to);
      default -> negation(file, to);
    }
    return to;
  }

  static void replace(
      SourceFile file,
      int start,
      int end,
      String text,
      Map<String, String> slots,
      List<Candidate> to) {
    to.add(Sources.candidate(file, slots, List.of(new TextEdit(start, end, text))));
  }

  private static void operator(
      SourceFile file, BinaryExpr e, String text, Map<String, String> slots, List<Candidate> to) {
    var at = Conditions.operatorStart(file, e);
    replace(file, at, at + e.getOperator().asString().length(), text, slots, to);
  }

  private static void andOr(SourceFile file, List<Candidate> to) {
    for (var condition : Conditions.of(file)) {
      if (condition.expression() instanceof BinaryExpr e
          && e.getOperator().asString().matches("&&|\\|\\|")
          // With a third part the new operator would bind what it should not.
          && !(e.getLeft() instanceof BinaryExpr l
              && l.getOperator().asString().matches("&&|\\|\\|"))) {
        var right = e.getOperator().asString();
        var wrong = right.equals("&&") ? "||" : "&&";
        var words = Map.of("&&", "and", "||", "or");
        operator(
            file,
            e,
            wrong,
            Map.of(
                "old",
                wrong,
                "new",
                right,
                "oldword",
                words.getOrDefault(wrong, ""),
                "newword",
                words.getOrDefault(right, "")),
            to);
      }
    }
  }

  private static void comparison(SourceFile file, List<Candidate> to) {
    var wrong = Map.of("<", "<=", "<=", "<", ">", ">=", ">=", ">");
    for (var condition : Conditions.of(file)) {
      if (condition.expression() instanceof BinaryExpr e
          && wrong.containsKey(e.getOperator().asString())) {
        var right = e.getOperator().asString();
        var made = wrong.getOrDefault(right, "");
        operator(
            file,
            e,
            made,
            Map.of(
                "left",
                file.source(e.getLeft()),
                "right",
                file.source(e.getRight()),
                "old",
                made,
                "new",
                right,
                "inclusive",
                right.length() == 2 ? "inclusive" : "exclusive"),
            to);
      }
    }
  }

  private static void sign(SourceFile file, List<Candidate> to) {
    for (var e : file.unit().findAll(BinaryExpr.class)) {
      var right = e.getOperator().asString();
      if (right.matches("[+-]")
          && e.getRight().isIntegerLiteralExpr()
          && !e.getLeft().isStringLiteralExpr()
          && !e.getLeft().isBinaryExpr()) {
        var wrong = right.equals("+") ? "-" : "+";
        operator(
            file,
            e,
            wrong,
            Map.of(
                "left",
                file.source(e.getLeft()),
                "right",
                file.source(e.getRight()),
                "old",
                wrong,
                "new",
                right,
                "word",
                right.equals("+") ? "added" : "subtracted"),
            to);
      }
    }
  }

  private static void swapped(SourceFile file, List<Candidate> to) {
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      if (call.getArguments().size() == 2
          && call.getArguments().stream().allMatch(Expression::isNameExpr)
          && !call.getArgument(0).equals(call.getArgument(1))
          && Bodies.isOneLine(file, call)) {
        var a = file.source(call.getArgument(0));
        var b = file.source(call.getArgument(1));
        replace(
            file,
            file.start(call.getArgument(0)),
            file.end(call.getArgument(1)),
            b + ", " + a,
            Map.of("call", call.getNameAsString(), "first", a, "second", b),
            to);
      }
    }
  }

  /** Another parameter of the same type in the place of the right one. */
  private static void variable(SourceFile file, RandomGenerator random, List<Candidate> to) {
    for (var method : file.methods()) {
      var parameters = method.getParameters();
      for (Parameter right : parameters) {
        var others =
            parameters.stream()
                .filter(p -> !Bodies.isSame(p, right) && p.getType().equals(right.getType()))
                .map(p -> p.getNameAsString())
                .toList();
        var uses =
            method.findAll(
                NameExpr.class, n -> n.getNameAsString().equals(right.getNameAsString()));
        if (others.isEmpty() || uses.isEmpty()) {
          continue;
        }
        var use = uses.get(random.nextInt(uses.size()));
        var wrong = others.get(random.nextInt(others.size()));
        var call =
            use.getParentNode().orElse(null) instanceof MethodCallExpr c ? c.getNameAsString() : "";
        if (!call.isEmpty() && Sources.brief(file, use).isPresent()) {
          to.add(
              Sources.seeing(
                  file,
                  Map.of("old", wrong, "new", right.getNameAsString(), "call", call),
                  file.firstLine(use),
                  file.lastLine(use),
                  List.of(new TextEdit(file.start(use), file.end(use), wrong))));
        }
      }
    }
  }

  private static void division(SourceFile file, List<Candidate> to) {
    for (var cast : file.unit().findAll(CastExpr.class)) {
      if (cast.getType().asString().matches("double|float")
          && cast.getParentNode().orElse(null) instanceof BinaryExpr e
          && e.getOperator() == BinaryExpr.Operator.DIVIDE
          && Stream.of(e.getLeft(), e.getRight())
              .noneMatch(
                  o -> !Bodies.isSame(o, cast) && (o.isCastExpr() || o.isDoubleLiteralExpr()))) {
        var value = file.source(cast.getExpression());
        if (value.length() <= 40) {
          replace(
              file,
              file.start(cast),
              file.end(cast),
              value,
              Map.of("type", cast.getType().asString(), "value", value),
              to);
        }
      }
    }
  }

  private static void startIndex(SourceFile file, List<Candidate> to) {
    for (var loop : file.unit().findAll(ForStmt.class)) {
      if (loop.getInitialization().size() == 1
          && file.source(loop.getInitialization().get(0)).matches("int \\w+ = 0")
          && loop.getCompare()
              .filter(c -> file.source(c).matches(".*(length|size).*"))
              .isPresent()) {
        var start = loop.getInitialization().get(0);
        var index = file.source(start).split(" ")[1];
        replace(file, file.end(start) - 1, file.end(start), "1", Map.of("index", index), to);
      }
    }
  }

  private static void negation(SourceFile file, List<Candidate> to) {
    for (var not : file.unit().findAll(UnaryExpr.class)) {
      if (not.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
          && (not.getExpression().isMethodCallExpr() || not.getExpression().isNameExpr())) {
        var text = file.source(not.getExpression());
        if (text.length() <= 40 && !text.contains("\n")) {
          replace(file, file.start(not), file.start(not) + 1, "", Map.of("condition", text), to);
        }
      }
    }
  }
}
