package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Loops change their form: for and while, iterators and for-each, a call of forEach. */
record LoopForms(String name) implements EditKind {
  static final LoopForms FOR_TO_WHILE = new LoopForms("for-to-while");
  static final LoopForms WHILE_TO_FOR = new LoopForms("while-to-for");
  static final LoopForms FROM_ITERATOR = new LoopForms("iterator-to-foreach");
  static final LoopForms TO_ITERATOR = new LoopForms("foreach-to-iterator");
  static final LoopForms FROM_CALL = new LoopForms("foreach-call-to-foreach");
  static final LoopForms ADD_ALL = new LoopForms("use-add-all");

  private static final int MOST_LINES = 30;

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "for-to-while", "while-to-for",
                "while-to-for", "for-to-while",
                "iterator-to-foreach", "foreach-to-iterator",
                "foreach-to-iterator", "iterator-to-foreach",
                "foreach-call-to-foreach", "foreach-to-foreach-call")
            .get(name));
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var statement : file.unit().findAll(Statement.class)) {
      if (file.lastLine(statement) - file.firstLine(statement) > MOST_LINES
          || !Sources.ownLines(file, statement)
          || Bodies.block(statement).isEmpty()) {
        continue;
      }
      var found =
          switch (statement) {
            case ForStmt loop when name.equals("for-to-while") -> toWhile(file, loop);
            case WhileStmt loop when name.equals("while-to-for") -> toFor(file, loop);
            case WhileStmt loop when name.equals("iterator-to-foreach") -> fromWhile(file, loop);
            case ForStmt loop when name.equals("iterator-to-foreach") -> fromFor(file, loop);
            case ForEachStmt loop when name.equals("foreach-to-iterator") -> toIterator(file, loop);
            case ForEachStmt loop when name.equals("use-add-all") -> addAll(file, loop);
            case ExpressionStmt call when name.equals("foreach-call-to-foreach") ->
                fromCall(file, call);
            default -> Optional.<Candidate>empty();
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  private static Optional<Candidate> toWhile(SourceFile file, ForStmt loop) {
    if (loop.getInitialization().size() != 1
        || loop.getUpdate().size() != 1
        || loop.getCompare().isEmpty()
        || !loop.getInitialization().get(0).isVariableDeclarationExpr()
        || loop.getInitialization().get(0).asVariableDeclarationExpr().getVariables().size() != 1
        || Scopes.continues(loop.getBody())
        || Scopes.method(loop).isEmpty()) {
      return Optional.empty();
    }
    var variable = loop.getInitialization().get(0).asVariableDeclarationExpr().getVariable(0);
    var method = Scopes.method(loop).orElseThrow();
    if (Scopes.declarations(method, variable.getNameAsString()) != 1
        || file.firstLine(loop) != file.firstLine(loop.getBody())) {
      return Optional.empty();
    }
    return Bodies.of(file, loop.getBody())
        .filter(body -> loop.getBody().isBlockStmt())
        .map(
            body -> {
              var lines = new ArrayList<String>();
              lines.add(file.source(loop.getInitialization().get(0)) + ";");
              lines.add("while (" + file.source(loop.getCompare().get()) + ") {");
              lines.addAll(Bodies.indented(body, Sources.step(file)));
              lines.add(Sources.step(file) + file.source(loop.getUpdate().get(0)) + ";");
              lines.add("}");
              return Bodies.replaced(
                  file,
                  Map.of("index", variable.getNameAsString()),
                  loop,
                  loop,
                  Bodies.text(lines, Sources.indentation(file, loop)));
            });
  }

  /** A variable with a value, declared right before the loop. */
  private static Optional<VariableDeclarationExpr> declared(SourceFile file, Statement loop) {
    return Bodies.neighbour(loop, -1)
        .filter(s -> s.isExpressionStmt() && Sources.ownLines(file, s))
        .filter(s -> Bodies.isAdjacent(file, s, loop) && Bodies.isOneLine(file, s))
        .map(s -> s.asExpressionStmt().getExpression())
        .filter(Expression::isVariableDeclarationExpr)
        .map(Expression::asVariableDeclarationExpr)
        .filter(d -> d.getVariables().size() == 1)
        .filter(d -> d.getVariable(0).getInitializer().isPresent())
        .filter(
            d ->
                Bodies.rest(loop).stream()
                    .noneMatch(s -> Scopes.uses(s, d.getVariable(0).getNameAsString()) > 0));
  }

  private static Optional<Candidate> toFor(SourceFile file, WhileStmt loop) {
    var declared = declared(file, loop).orElse(null);
    var body = Sources.statements(loop.getBody());
    if (declared == null || body.size() < 2 || Scopes.continues(loop.getBody())) {
      return Optional.empty();
    }
    var name = declared.getVariable(0).getNameAsString();
    var last = body.getLast();
    if (Scopes.uses(loop.getCondition(), name) == 0
        || !last.isExpressionStmt()
        || !Scopes.writes(last, name)
        || !Sources.ownLines(file, last)
        || !Bodies.isOneLine(file, last)
        || body.subList(0, body.size() - 1).stream().anyMatch(s -> Scopes.writes(s, name))
        || file.source(declared).length()
                + file.source(loop.getCondition()).length()
                + file.source(last).length()
            > 70
        || file.lastLine(loop) != file.lastLine(last) + 1) {
      return Optional.empty();
    }
    return Bodies.of(file, loop.getBody())
        .map(
            lines -> {
              var result = new ArrayList<String>();
              result.add(
                  "for ("
                      + file.source(declared)
                      + "; "
                      + file.source(loop.getCondition())
                      + "; "
                      + file.source(last.asExpressionStmt().getExpression())
                      + ") {");
              var kept = new ArrayList<>(lines.subList(0, lines.size() - 1));
              while (kept.getLast().isEmpty()) {
                kept.removeLast();
              }
              result.addAll(Bodies.indented(kept, Sources.step(file)));
              result.add("}");
              return Bodies.replaced(
                  file,
                  Map.of("index", name),
                  Bodies.neighbour(loop, -1).orElseThrow(),
                  loop,
                  Bodies.text(result, Sources.indentation(file, loop)));
            });
  }

  private static Optional<Candidate> fromWhile(SourceFile file, WhileStmt loop) {
    return declared(file, loop)
        .flatMap(
            d ->
                forEach(
                    file,
                    d,
                    file.source(loop.getCondition()),
                    loop,
                    Bodies.neighbour(loop, -1).orElseThrow(),
                    loop.getBody()));
  }

  private static Optional<Candidate> fromFor(SourceFile file, ForStmt loop) {
    return loop.getInitialization().size() == 1
            && loop.getUpdate().isEmpty()
            && loop.getInitialization().get(0) instanceof VariableDeclarationExpr d
            && d.getVariables().size() == 1
        ? forEach(
            file, d, loop.getCompare().map(file::source).orElse(""), loop, loop, loop.getBody())
        : Optional.empty();
  }

  /**
   * The iterator is asked for each element once, at the start of the body, and for nothing else.
   */
  private static Optional<Candidate> forEach(
      SourceFile file,
      VariableDeclarationExpr declared,
      String condition,
      Statement loop,
      Statement from,
      Statement body) {
    var iterator = declared.getVariable(0);
    var name = iterator.getNameAsString();
    var statements = Sources.statements(body);
    var made = iterator.getInitializer().orElse(null);
    if (!(made instanceof MethodCallExpr call)
        || !call.getNameAsString().equals("iterator")
        || !call.getArguments().isEmpty()
        || call.getScope().isEmpty()
        || !iterator.getType().asString().startsWith("Iterator<")
        || !condition.equals(name + ".hasNext()")
        || statements.size() < 2
        || Scopes.uses(body, name) != 1) {
      return Optional.empty();
    }
    var first = statements.getFirst();
    var text = file.source(first);
    var fetch = " = " + name + ".next();";
    if (!text.endsWith(fetch)
        || !first.isExpressionStmt()
        || !first.asExpressionStmt().getExpression().isVariableDeclarationExpr()
        || !Bodies.isOneLine(file, first)) {
      return Optional.empty();
    }
    var variable = text.substring(0, text.length() - fetch.length());
    return Bodies.of(file, body)
        .filter(lines -> lines.getFirst().equals(text))
        .map(
            lines -> {
              var kept = new ArrayList<>(lines.subList(1, lines.size()));
              while (kept.getFirst().isEmpty()) {
                kept.removeFirst();
              }
              var result = new ArrayList<String>();
              result.add("for (" + variable + " : " + file.source(call.getScope().get()) + ") {");
              result.addAll(Bodies.indented(kept, Sources.step(file)));
              result.add("}");
              return Bodies.replaced(
                  file,
                  Map.of(
                      "list",
                      file.source(call.getScope().get()),
                      "variable",
                      variable.substring(variable.lastIndexOf(' ') + 1)),
                  from,
                  loop,
                  Bodies.text(result, Sources.indentation(file, from)));
            });
  }

  private static Optional<Candidate> toIterator(SourceFile file, ForEachStmt loop) {
    var list = loop.getIterable();
    var type = Sources.type(loop.getVariable().getElementType());
    var declared = Scopes.declaredType(file, loop, file.source(list));
    if (!list.isNameExpr()
        || !Scopes.isCollection(declared)
        || !Scopes.element(declared).equals(type)
        || file.firstLine(loop) != file.firstLine(loop.getBody())
        || Scopes.method(loop).map(m -> Scopes.declarations(m, "iterator")).orElse(1) > 0
        || !loop.getBody().isBlockStmt()) {
      return Optional.empty();
    }
    return Bodies.of(file, loop.getBody())
        .map(
            body -> {
              var step = Sources.step(file);
              var result = new ArrayList<String>();
              result.add("Iterator<" + type + "> iterator = " + file.source(list) + ".iterator();");
              result.add("while (iterator.hasNext()) {");
              result.add(step + file.source(loop.getVariable()) + " = iterator.next();");
              result.addAll(Bodies.indented(body, step));
              result.add("}");
              return Bodies.replaced(
                  file,
                  Map.of(
                      "list",
                      file.source(list),
                      "variable",
                      loop.getVariableDeclarator().getNameAsString()),
                  loop,
                  loop,
                  Bodies.text(result, Sources.indentation(file, loop)));
            });
  }

  private static Optional<Candidate> addAll(SourceFile file, ForEachStmt loop) {
    var statements = Sources.statements(loop.getBody());
    var variable = loop.getVariableDeclarator().getNameAsString();
    var list = loop.getIterable();
    if (statements.size() != 1
        || !(list.isNameExpr()
            || file.source(list).matches("[\\w.]+\\.(values|keySet|entrySet)\\(\\)"))
        || !(list.isMethodCallExpr()
            || Scopes.isCollection(Scopes.declaredType(file, loop, file.source(list))))
        || Bodies.hasComment(loop)) {
      return Optional.empty();
    }
    var call = java.util.regex.Pattern.compile("(\\w+)\\.add\\(" + variable + "\\);");
    var matcher = call.matcher(file.source(statements.getFirst()));
    if (!matcher.matches()
        || matcher.group(1).equals(file.source(list))
        || !Scopes.isCollection(Scopes.declaredType(file, loop, matcher.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("list", file.source(list), "target", matcher.group(1)),
            loop,
            loop,
            matcher.group(1) + ".addAll(" + file.source(list) + ");"));
  }

  /** {@code xs.forEach(x -> ...)} of a collection whose element type can be seen. */
  private static Optional<Candidate> fromCall(SourceFile file, ExpressionStmt statement) {
    if (!(statement.getExpression() instanceof MethodCallExpr call)
        || !call.getNameAsString().equals("forEach")
        || call.getArguments().size() != 1
        || call.getScope().filter(Expression::isNameExpr).isEmpty()
        || !call.getArgument(0).isLambdaExpr()) {
      return Optional.empty();
    }
    var list = file.source(call.getScope().orElseThrow());
    var type = Scopes.element(Scopes.declaredType(file, statement, list));
    var lambda = call.getArgument(0).asLambdaExpr();
    var parameter = Bodies.parameter(lambda).orElse("");
    if (type.isEmpty()
        || parameter.isEmpty()
        || lambda
            .getBody()
            .findFirst(com.github.javaparser.ast.stmt.ReturnStmt.class)
            .isPresent()) {
      return Optional.empty();
    }
    var body =
        lambda.getBody().isBlockStmt()
            ? Bodies.inside(file, lambda.getBody().asBlockStmt())
            : lambda
                .getExpressionBody()
                .filter(e -> Bodies.isOneLine(file, e))
                .map(e -> List.of(file.source(e) + ";"));
    return body.map(
        lines -> {
          var result = new ArrayList<String>();
          result.add("for (" + type + " " + parameter + " : " + list + ") {");
          result.addAll(Bodies.indented(lines, Sources.step(file)));
          result.add("}");
          return Bodies.replaced(
              file,
              Map.of("list", list, "variable", parameter),
              statement,
              statement,
              Bodies.text(result, Sources.indentation(file, statement)));
        });
  }
}
