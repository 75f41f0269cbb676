package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An if around all that is left of a method or loop becomes a guard that leaves early, and back; a
 * method gets a guard of its own.
 */
record Guards(String name) implements EditKind {
  static final Guards IF_TO_GUARD = new Guards("if-to-guard");
  static final Guards GUARD_TO_IF = new Guards("guard-to-if");
  static final Guards ADD = new Guards("add-guard");
  static final Guards ADD_THROWING = new Guards("add-guard-throw");

  private static final List<String> EXCEPTIONS =
      List.of(
          "IllegalArgumentException",
          "IllegalStateException",
          "UnsupportedOperationException",
          "IndexOutOfBoundsException",
          "IllegalArgumentException");

  private static final List<String> MESSAGES =
      List.of("\"invalid %s\"", "\"%s is not allowed\"", "\"bad %s\"", "\"%s is out of range\"");

  private static final int MOST_LINES = 30;

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of("if-to-guard", "guard-to-if", "guard-to-if", "if-to-guard").get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.startsWith("add-guard")) {
      file.methods().forEach(m -> added(file, m, random).ifPresent(result::add));
      return result;
    }
    for (var statement : file.unit().findAll(IfStmt.class)) {
      var found = name.equals("if-to-guard") ? guard(file, statement) : nested(file, statement);
      found.ifPresent(result::add);
    }
    return result;
  }

  private static Map<String, String> slots(SourceFile file, Expression condition, String leave) {
    var slots = new HashMap<>(Map.of("leave", leave));
    Sources.brief(file, condition).ifPresent(brief -> slots.put("condition", brief));
    return slots;
  }

  /** How the block that the statement is last of is left early: "return", "continue" or not. */
  private static Optional<String> leave(BlockStmt block) {
    var parent = block.getParentNode().orElse(null);
    if (parent instanceof MethodDeclaration m) {
      return m.getType().isVoidType() ? Optional.of("return") : Optional.empty();
    }
    if (parent instanceof CallableDeclaration<?>) {
      return Optional.of("return");
    }
    return parent != null && Scopes.isLoop(parent) ? Optional.of("continue") : Optional.empty();
  }

  private static Optional<Candidate> guard(SourceFile file, IfStmt statement) {
    var leave = Bodies.block(statement).flatMap(Guards::leave);
    if (leave.isEmpty()
        || !Bodies.rest(statement).isEmpty()
        || statement.getElseStmt().isPresent()
        || !statement.getThenStmt().isBlockStmt()
        || !Sources.ownLines(file, statement)
        || !Bodies.isOneLine(file, statement.getCondition())
        || file.lastLine(statement) - file.firstLine(statement) > MOST_LINES) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Bodies.inside(file, statement.getThenStmt().asBlockStmt())
        .map(
            body -> {
              var lines = new ArrayList<String>();
              lines.add("if (" + Conditions.inverted(file, statement.getCondition()) + ") {");
              lines.add(Sources.step(file) + leave.get() + ";");
              lines.add("}");
              lines.addAll(body);
              return Bodies.replaced(
                  file,
                  slots(file, statement.getCondition(), leave.get()),
                  statement,
                  statement,
                  Bodies.text(lines, in));
            });
  }

  private static Optional<Candidate> nested(SourceFile file, IfStmt statement) {
    var leave = Bodies.block(statement).flatMap(Guards::leave).orElse("");
    var then = Sources.statements(statement.getThenStmt());
    var rest = Bodies.rest(statement);
    if (leave.isEmpty()
        || rest.isEmpty()
        || statement.getElseStmt().isPresent()
        || then.size() != 1
        || !file.source(then.getFirst()).equals(leave + ";")
        || Bodies.hasComment(statement)
        || !Sources.ownLines(file, statement)
        || !Bodies.isOneLine(file, statement.getCondition())
        || file.lastLine(rest.getLast()) - file.firstLine(statement) > MOST_LINES) {
      return Optional.empty();
    }
    var block = Bodies.block(statement).orElseThrow();
    var first = file.lastLine(statement) + 1;
    while (file.line(first).isBlank()) {
      first++;
    }
    var last = file.lastLine(block) - 1;
    if (!file.line(last + 1).strip().startsWith("}")) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    var step = Sources.step(file);
    return Bodies.relative(file, first, last, in)
        .map(
            body -> {
              while (body.getLast().isEmpty()) {
                body.removeLast();
              }
              var text =
                  "if ("
                      + Conditions.inverted(file, statement.getCondition())
                      + ") {\n"
                      + String.join("\n", Bodies.indented(body, in + step))
                      + "\n"
                      + in
                      + "}";
              return Sources.candidate(
                  file,
                  slots(file, statement.getCondition(), leave),
                  List.of(
                      new dev.brisk.edit.TextEdit(
                          file.start(statement), file.lineEnd(last), text)));
            });
  }

  private Optional<Candidate> added(
      SourceFile file, CallableDeclaration<?> callable, RandomGenerator random) {
    if (!(callable instanceof MethodDeclaration method)
        || method.getParameters().isEmpty()
        || method.getBody().filter(b -> !b.isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    var body = method.getBody().orElseThrow();
    if (file.firstLine(body.getStatement(0)) == file.firstLine(body)) {
      return Optional.empty();
    }
    var parameter = method.getParameter(random.nextInt(method.getParameters().size()));
    var condition = condition(parameter.getType().asString(), parameter.getNameAsString(), random);
    if (file.source(body).contains("if (" + condition + ")")) {
      return Optional.empty();
    }
    var slots = new HashMap<>(Map.of("method", method.getNameAsString()));
    String action;
    if (this.equals(ADD)) {
      var value = NullChecks.value(method, random);
      action = value.isEmpty() ? "return;" : "return " + value + ";";
      slots.put("condition", condition);
      slots.put("value", value.isEmpty() ? "nothing" : value);
    } else {
      action = thrown(condition, parameter.getNameAsString(), slots, random);
    }
    var in = Sources.indentation(file, body.getStatement(0));
    return Optional.of(
        Sources.seeing(
            file,
            slots,
            file.firstLine(method.getName()),
            file.firstLine(body),
            List.of(
                Sources.insertBefore(
                    file,
                    file.firstLine(body) + 1,
                    in + "if (" + condition + ") {",
                    in + Sources.step(file) + action,
                    in + "}"))));
  }

  /** With a message in half of the cases; then all slots have other names, so that it is said. */
  private static String thrown(
      String condition, String variable, Map<String, String> slots, RandomGenerator random) {
    var exception = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
    if (random.nextBoolean()) {
      slots.put("condition", condition);
      slots.put("exception", exception);
      return "throw new " + exception + "();";
    }
    var message = MESSAGES.get(random.nextInt(MESSAGES.size())).formatted(variable);
    slots.put("test", condition);
    slots.put("error", exception);
    slots.put("message", message);
    return "throw new " + exception + "(" + message + ");";
  }

  /** Something that a guard asks of a value of that type. */
  static String condition(String type, String variable, RandomGenerator random) {
    var options =
        switch (type) {
          case "boolean" -> List.of(variable, "!" + variable);
          case "int", "long", "short", "byte", "double", "float" ->
              List.of(
                  variable + " < 0",
                  variable + " == 0",
                  variable + " <= 0",
                  variable + " > " + (1 + random.nextInt(100)),
                  variable + " < 1");
          case "char" -> List.of(variable + " == ' '", variable + " < 32");
          case "String", "CharSequence" ->
              List.of(
                  variable + ".isEmpty()",
                  variable + ".isBlank()",
                  variable + ".length() > " + (10 + random.nextInt(200)),
                  variable + " == null || " + variable + ".isEmpty()");
          default ->
              type.endsWith("[]")
                  ? List.of(variable + ".length == 0", variable + ".length < 2")
                  : Scopes.isCollection(type) || type.startsWith("Map<")
                      ? List.of(
                          variable + ".isEmpty()",
                          variable + ".size() < 2",
                          variable + " == null || " + variable + ".isEmpty()")
                      : List.of(
                          variable + " == this",
                          "!" + variable + ".isValid()",
                          "closed",
                          "!enabled",
                          variable + ".equals(this)");
        };
    return options.get(random.nextInt(options.size()));
  }
}
