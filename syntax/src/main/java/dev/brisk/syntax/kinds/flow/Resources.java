package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.brisk.edit.TextEdit;
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

/** What has to be closed goes into the head of a try, and comes out of it. */
record Resources(String name) implements EditKind {
  static final Resources FROM_FINALLY = new Resources("finally-to-resource");
  static final Resources TO_FINALLY = new Resources("resource-to-finally");
  static final Resources WRAP = new Resources("wrap-try-with-resources");
  static final Resources UNWRAP = new Resources("unwrap-try-with-resources");
  static final Resources REPAIR = new Resources("repair-resource-leak");

  private static final int MOST_LINES = 30;
  private static final String CLOSEABLE =
      "(\\w*(InputStream|OutputStream|Reader|Writer|Scanner|Socket|Channel|Connection"
          + "|PreparedStatement|ResultSet|ZipFile|JarFile|RandomAccessFile)|Formatter"
          + "|DirectoryStream<.*|Stream<Path>|Stream<String>|Statement)";

  @Override
  public Optional<String> inverse() {
    return Optional.ofNullable(
        Map.of(
                "finally-to-resource", "resource-to-finally",
                "resource-to-finally", "finally-to-resource",
                "wrap-try-with-resources", "unwrap-try-with-resources",
                "unwrap-try-with-resources", "wrap-try-with-resources")
            .get(name));
  }

  @Override
  public boolean repairs() {
    return name.equals("repair-resource-leak");
  }

  @Override
  public boolean idempotent() {
    return name.equals("finally-to-resource");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("wrap-try-with-resources")) {
      for (var statement : file.unit().findAll(ExpressionStmt.class)) {
        wrapped(file, statement).ifPresent(result::add);
      }
      return result;
    }
    for (var statement : file.unit().findAll(TryStmt.class)) {
      var found =
          switch (name) {
            case "finally-to-resource" -> fromFinally(file, statement);
            case "resource-to-finally" -> toFinally(file, statement);
            default -> unwrapped(file, statement);
          };
      found.ifPresent(result::add);
    }
    return result;
  }

  /** The declaration if the statement declares one variable with a value, on one line. */
  private static Optional<VariableDeclarationExpr> declaration(
      SourceFile file, Statement statement) {
    return Optional.of(statement)
        .filter(s -> s.isExpressionStmt() && Sources.ownLines(file, s))
        .filter(s -> Bodies.isOneLine(file, s))
        .map(s -> s.asExpressionStmt().getExpression())
        .filter(Expression::isVariableDeclarationExpr)
        .map(Expression::asVariableDeclarationExpr)
        .filter(d -> d.getVariables().size() == 1 && d.getAnnotations().isEmpty())
        .filter(
            d -> d.getVariable(0).getInitializer().filter(v -> !v.isNullLiteralExpr()).isPresent());
  }

  private static Map<String, String> slots(VariableDeclarationExpr declared) {
    return Map.of(
        "variable",
        declared.getVariable(0).getNameAsString(),
        "type",
        declared.getVariable(0).getType().asString());
  }

  /** {@code X x = ...; try {...} finally { x.close(); }}. */
  private static Optional<Candidate> fromFinally(SourceFile file, TryStmt statement) {
    var before = Bodies.neighbour(statement, -1).orElse(null);
    var last = statement.getFinallyBlock().orElse(null);
    var declared =
        before == null
            ? Optional.<VariableDeclarationExpr>empty()
            : declaration(file, before).filter(d -> Bodies.isAdjacent(file, before, statement));
    if (declared.isEmpty()
        || before == null
        || last == null
        || !statement.getResources().isEmpty()
        || !statement.getCatchClauses().isEmpty()
        || !Sources.ownLines(file, statement)
        || Bodies.hasComment(last)
        || file.lastLine(statement) - file.firstLine(before) > MOST_LINES) {
      return Optional.empty();
    }
    var name = declared.get().getVariable(0).getNameAsString();
    var closing = last.toString().replaceAll("\\s+", " ");
    var block = statement.getTryBlock();
    if (!closing.matches(
            "\\{ (if \\(" + name + " != null\\) (\\{ )?)?" + name + "\\.close\\(\\); (\\} )?\\}")
        || Scopes.writes(block, name)
        || Bodies.rest(statement).stream().anyMatch(s -> Scopes.uses(s, name) > 0)
        || Scopes.uses(block, name) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Sources.candidate(
            file,
            slots(declared.get()),
            List.of(
                new TextEdit(
                    file.start(before),
                    file.start(block),
                    "try (" + file.source(declared.get()) + ") "),
                new TextEdit(file.end(block), file.end(statement), ""))));
  }

  /** The only resource of a try that has nothing else. */
  private static Optional<VariableDeclarationExpr> resource(SourceFile file, TryStmt statement) {
    return statement.getResources().size() == 1
            && statement.getCatchClauses().isEmpty()
            && statement.getFinallyBlock().isEmpty()
            && Sources.ownLines(file, statement)
            && file.firstLine(statement) == file.firstLine(statement.getTryBlock())
            && file.lastLine(statement) - file.firstLine(statement) <= MOST_LINES
        ? Optional.of(statement.getResources().get(0))
            .filter(Expression::isVariableDeclarationExpr)
            .map(Expression::asVariableDeclarationExpr)
            .filter(d -> d.getVariables().size() == 1)
        : Optional.empty();
  }

  private static Optional<Candidate> toFinally(SourceFile file, TryStmt statement) {
    var declared = resource(file, statement).orElse(null);
    if (declared == null || !isFree(statement, declared, List.of())) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    var name = declared.getVariable(0).getNameAsString();
    return Optional.of(
        Sources.candidate(
            file,
            slots(declared),
            List.of(
                new TextEdit(
                    file.start(statement),
                    file.start(statement.getTryBlock()),
                    file.source(declared) + ";\n" + in + "try "),
                new TextEdit(
                    file.end(statement),
                    file.end(statement),
                    " finally {\n" + in + Sources.step(file) + name + ".close();\n" + in + "}"))));
  }

  /** Whether the names of a try can stand in the block around it. */
  private static boolean isFree(
      TryStmt statement, VariableDeclarationExpr declared, List<String> more) {
    var method = Scopes.method(statement).orElse(null);
    var names = new ArrayList<>(more);
    names.add(declared.getVariable(0).getNameAsString());
    return method != null
        && Bodies.block(statement).isPresent()
        && names.stream().allMatch(n -> Scopes.declarations(method, n) == 1);
  }

  private Optional<Candidate> unwrapped(SourceFile file, TryStmt statement) {
    var declared = resource(file, statement).orElse(null);
    // What is declared in the try comes out of it as well.
    var inner =
        statement.getTryBlock().getStatements().stream()
            .filter(s -> s.isExpressionStmt())
            .map(s -> s.asExpressionStmt().getExpression())
            .filter(Expression::isVariableDeclarationExpr)
            .flatMap(d -> d.asVariableDeclarationExpr().getVariables().stream())
            .map(v -> v.getNameAsString())
            .toList();
    if (declared == null
        || !isFree(statement, declared, inner)
        // A repair puts everything to the end of the block into the try.
        || (repairs() && !Bodies.rest(statement).isEmpty())
        || (repairs() && Scopes.uses(statement.getTryBlock(), name(declared)) == 0)) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Bodies.inside(file, statement.getTryBlock())
        .map(
            body -> {
              var lines = new ArrayList<String>();
              lines.add(file.source(declared) + ";");
              lines.addAll(body);
              return Bodies.replaced(
                  file, slots(declared), statement, statement, Bodies.text(lines, in));
            });
  }

  private static String name(VariableDeclarationExpr declared) {
    return declared.getVariable(0).getNameAsString();
  }

  /** The rest of the block goes into the try. */
  private static Optional<Candidate> wrapped(SourceFile file, ExpressionStmt statement) {
    var declared =
        declaration(file, statement)
            .filter(d -> d.getVariable(0).getType().asString().matches(CLOSEABLE))
            .orElse(null);
    var rest = Bodies.rest(statement);
    if (declared == null
        || rest.isEmpty()
        || !declared.getVariable(0).getInitializer().map(Resources::opens).orElse(false)
        || file.lastLine(rest.getLast()) - file.firstLine(statement) > MOST_LINES
        || rest.stream().anyMatch(s -> Scopes.writes(s, name(declared)))
        || !isClosedOnce(file, rest, name(declared))
        || rest.stream().noneMatch(s -> Scopes.uses(s, name(declared)) > 0)
        || !mayThrow(statement, declared.getVariable(0).getType().asString())
        || escapes(rest, name(declared))) {
      return Optional.empty();
    }
    var block = Bodies.block(statement).orElseThrow();
    var last = file.lastLine(block) - 1;
    if (!file.line(last + 1).strip().startsWith("}")) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, statement);
    return Bodies.relative(file, file.firstLine(statement) + 1, last, in)
        .map(
            body -> {
              body.removeIf(line -> line.equals(name(declared) + ".close();"));
              while (body.getFirst().isEmpty()) {
                body.removeFirst();
              }
              while (body.getLast().isEmpty()) {
                body.removeLast();
              }
              var text =
                  "try ("
                      + file.source(declared)
                      + ") {\n"
                      + String.join("\n", Bodies.indented(body, in + Sources.step(file)))
                      + "\n"
                      + in
                      + "}";
              return Sources.candidate(
                  file,
                  slots(declared),
                  List.of(new TextEdit(file.start(statement), file.lineEnd(last), text)));
            });
  }

  /** Whether it is never closed, or by a statement of the block behind which nothing uses it. */
  private static boolean isClosedOnce(SourceFile file, List<Statement> rest, String name) {
    var closing = name + ".close();";
    var closed = 0;
    for (var statement : rest) {
      var text = file.source(statement);
      if (closed > 0 && Scopes.uses(statement, name) > 0) {
        return false;
      }
      if (text.equals(closing)) {
        closed++;
      } else if (text.contains(name + ".close()")) {
        return false;
      }
    }
    return closed == 0 || rest.size() > 1;
  }

  /** Whether what closing may throw is caught or declared already. */
  private static boolean mayThrow(Statement statement, String type) {
    return type.matches("Scanner|Formatter|Stream<.*|\\w*StringReader|\\w*StringWriter")
        || Scopes.method(statement).filter(m -> !m.getThrownExceptions().isEmpty()).isPresent()
        || Sources.ancestor(statement, TryStmt.class)
            .filter(t -> !t.getCatchClauses().isEmpty())
            .filter(t -> t.getTryBlock().isAncestorOf(statement))
            .isPresent();
  }

  private static boolean opens(Expression value) {
    return value.isObjectCreationExpr()
        || (value.isMethodCallExpr()
            && value
                .asMethodCallExpr()
                .getNameAsString()
                .matches("(new|open|create|lines|list).*"));
  }

  /** Whether the variable is given away, so that who has it must be able to use it. */
  private static boolean escapes(List<Statement> rest, String name) {
    return rest.stream()
        .flatMap(s -> s.findAll(NameExpr.class, n -> n.getNameAsString().equals(name)).stream())
        .map(n -> n.getParentNode().orElseThrow())
        .anyMatch(
            p ->
                p instanceof com.github.javaparser.ast.stmt.ReturnStmt
                    || p instanceof com.github.javaparser.ast.expr.AssignExpr
                    || p instanceof com.github.javaparser.ast.expr.ObjectCreationExpr);
  }
}
