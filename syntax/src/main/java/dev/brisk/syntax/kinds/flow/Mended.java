package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What mends the mistakes that {@link MoreRepairs} and {@link LostCode} make. Where the form alone
 * does not tell that something is wrong, every place that could be is offered: the instruction says
 * which.
 */
final class Mended {
  /** Types whose values never change: what their methods give back is all that they do. */
  private static final Set<String> UNCHANGING =
      Set.of(
          "String",
          "BigDecimal",
          "BigInteger",
          "Path",
          "LocalDate",
          "LocalTime",
          "LocalDateTime",
          "Instant",
          "Duration",
          "Optional");

  private static final Map<String, String> OTHER =
      Map.of(
          "inclusive",
          "exclusive",
          "exclusive",
          "inclusive",
          "added",
          "subtracted",
          "subtracted",
          "added");

  private Mended() {}

  /** Of mistakes that are their own repair: the same edits, spoken of from the other side. */
  static List<Candidate> turned(List<Candidate> candidates) {
    return candidates.stream()
        .map(
            c ->
                new Candidate(
                    turned(c.slots()),
                    c.firstLine(),
                    c.lastLine(),
                    c.scopeFirst(),
                    c.scopeLast(),
                    c.edits()))
        .toList();
  }

  private static Map<String, String> turned(Map<String, String> slots) {
    var result = new HashMap<>(slots);
    for (var pair : List.of("old new", "oldword newword", "first second")) {
      var names = pair.split(" ", 2);
      if (slots.containsKey(names[0])) {
        result.put(names[0], slots.getOrDefault(names[1], ""));
        result.put(names[1], slots.getOrDefault(names[0], ""));
      }
    }
    result.replaceAll((slot, value) -> slot.matches("inclusive|word") ? other(value) : value);
    return result;
  }

  private static String other(String value) {
    return OTHER.getOrDefault(value, value);
  }

  /** Loops that begin with the second element. */
  static List<Candidate> startIndexes(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var loop : file.unit().findAll(ForStmt.class)) {
      if (loop.getInitialization().size() == 1
          && file.source(loop.getInitialization().get(0)).matches("int \\w+ = 1")) {
        var start = loop.getInitialization().get(0);
        var index = file.source(start).split(" ")[1];
        MoreRepairs.replace(
            file, file.end(start) - 1, file.end(start), "0", Map.of("index", index), result);
      }
    }
    return result;
  }

  /** Calls and names in conditions that are not negated. */
  static List<Candidate> negations(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var condition : Conditions.of(file)) {
      var tested = new ArrayList<Expression>(condition.expression().findAll(MethodCallExpr.class));
      tested.addAll(condition.expression().findAll(NameExpr.class));
      for (var part : tested) {
        var parent = part.getParentNode().orElse(null);
        var whole = part.equals(condition.expression()) || Conditions.isJoined(parent);
        var text = file.source(part);
        if (whole && text.length() <= 40) {
          MoreRepairs.replace(
              file, file.start(part), file.start(part), "!", Map.of("condition", text), result);
        }
      }
    }
    return result;
  }

  /** Conditions that begin with a call on something that could be null. */
  static List<Candidate> nullChecks(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var condition : Conditions.of(file)) {
      var text = file.source(condition.expression());
      if (!text.matches("!?\\(?[a-z]\\w*\\.\\w+\\(.*") || text.contains("||")) {
        continue;
      }
      var variable = text.replaceAll("^!?\\(?|\\..*", "");
      if (variable.equals("this") || variable.equals("super")) {
        continue;
      }
      var start = file.start(condition.expression());
      MoreRepairs.replace(
          file, start, start, variable + " != null && ", Map.of("variable", variable), result);
    }
    return result;
  }

  /** Names that are assigned to themselves where a field has the same name. */
  static List<Candidate> selfAssignments(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var assign : file.unit().findAll(AssignExpr.class)) {
      var name = file.source(assign.getTarget());
      if (assign.getTarget().isNameExpr()
          && file.source(assign.getValue()).equals(name)
          && file.unit().findAll(FieldDeclaration.class).stream()
              .flatMap(field -> field.getVariables().stream())
              .anyMatch(field -> field.getNameAsString().equals(name))) {
        var start = file.start(assign);
        MoreRepairs.replace(file, start, start, "this.", Map.of("field", name), result);
      }
    }
    return result;
  }

  /** Calls on values that never change, whose results nobody keeps. */
  static List<Candidate> ignoredResults(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(ExpressionStmt.class)) {
      if (statement.getExpression() instanceof MethodCallExpr call
          && call.getScope().filter(Expression::isNameExpr).isPresent()
          && call.getNameAsString().matches(LostCode.PURE)
          // Of collections, which are meant to change.
          && !call.getNameAsString().equals("add")) {
        var variable = file.source(call.getScope().orElseThrow());
        if (!UNCHANGING.contains(Scopes.declaredType(file, call, variable))) {
          continue;
        }
        var start = file.start(call);
        MoreRepairs.replace(
            file,
            start,
            start,
            variable + " = ",
            Map.of("variable", variable, "call", call.getNameAsString()),
            result);
      }
    }
    return result;
  }

  /** Exceptions with a message that are thrown for another, of which they do not tell. */
  static List<Candidate> lostCauses(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var clause : file.unit().findAll(CatchClause.class)) {
      var caught = clause.getParameter().getNameAsString();
      for (var thrown : clause.findAll(ThrowStmt.class)) {
        if (thrown.getExpression() instanceof ObjectCreationExpr made
            && made.getArguments().size() == 1
            && !file.source(made.getArgument(0)).equals(caught)) {
          var at = file.end(made.getArgument(0));
          result.add(
              Sources.seeing(
                  file,
                  Map.of("cause", caught, "exception", made.getType().asString()),
                  file.firstLine(clause),
                  file.lastLine(thrown),
                  List.of(new TextEdit(at, at, ", " + caught))));
        }
      }
    }
    return result;
  }

  /** Exceptions that are made and not thrown. */
  static List<Candidate> unthrown(SourceFile file) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(ExpressionStmt.class)) {
      if (statement.getExpression() instanceof ObjectCreationExpr made
          && made.getType().getNameAsString().matches(".*(Exception|Error)")) {
        var start = file.start(made);
        MoreRepairs.replace(
            file, start, start, "throw ", Map.of("exception", made.getType().asString()), result);
      }
    }
    return result;
  }
}
