package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
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

/** Anonymous classes with one method become lambdas, and back. */
record Anonymous(boolean toLambda) implements EditKind {
  private static final String FUNCTIONAL =
      "Runnable|Callable|Comparator|Function|BiFunction|Supplier|Consumer|BiConsumer|Predicate"
          + "|UnaryOperator|BinaryOperator|ActionListener|FileFilter|FilenameFilter|ThreadFactory"
          + "|UncaughtExceptionHandler|InvocationHandler|ChangeListener|PropertyChangeListener";

  @Override
  public String name() {
    return toLambda ? "anonymous-to-lambda" : "lambda-to-anonymous";
  }

  @Override
  public Optional<String> inverse() {
    return Optional.of(toLambda ? "lambda-to-anonymous" : "anonymous-to-lambda");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (toLambda) {
      for (var made : file.unit().findAll(ObjectCreationExpr.class)) {
        lambda(file, made).ifPresent(result::add);
      }
    } else {
      for (var lambda : file.unit().findAll(LambdaExpr.class)) {
        anonymous(file, lambda).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<Candidate> lambda(SourceFile file, ObjectCreationExpr made) {
    var members =
        made.getAnonymousClassBody().<List<BodyDeclaration<?>>>map(List::copyOf).orElse(List.of());
    var type = made.getType().getNameAsString();
    if (!type.matches(FUNCTIONAL)
        || members.size() != 1
        || !made.getArguments().isEmpty()
        || !(members.getFirst() instanceof MethodDeclaration method)
        || method.getBody().isEmpty()
        || !method.getTypeParameters().isEmpty()
        || method.getModifiers().stream()
            .anyMatch(m -> m.getKeyword().asString().equals("synchronized"))
        || method.getComment().isPresent()
        || method.findFirst(ThisExpr.class, t -> t.getTypeName().isEmpty()).isPresent()
        || method.findFirst(SuperExpr.class).isPresent()
        || method.findFirst(MethodCallExpr.class, c -> isOwn(c, method)).isPresent()
        || hides(made, method)
        || method.getParameters().stream().anyMatch(Bodies::hasComment)) {
      return Optional.empty();
    }
    var names = method.getParameters().stream().map(p -> p.getNameAsString()).toList();
    var head =
        (names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")") + " -> ";
    var body = method.getBody().orElseThrow();
    var in = Sources.indentation(file, made);
    var slots = Map.of("type", type, "method", method.getNameAsString());
    if (body.getStatements().size() == 1 && !Bodies.hasComment(body)) {
      var only = body.getStatement(0);
      var value =
          only.isReturnStmt()
              ? only.asReturnStmt().getExpression()
              : only.isExpressionStmt()
                  ? Optional.of(only.asExpressionStmt().getExpression())
                      .filter(e -> !e.isVariableDeclarationExpr())
                  : Optional.<com.github.javaparser.ast.expr.Expression>empty();
      if (value
          .filter(v -> Bodies.isOneLine(file, v))
          .filter(
              v ->
                  file.start(made) - file.lineStart(file.firstLine(made)) + file.source(v).length()
                      <= Bodies.WIDTH - 15)
          .isPresent()) {
        return Optional.of(
            Bodies.replaced(file, slots, made, made, head + file.source(value.orElseThrow())));
      }
    }
    if (body.isEmpty()) {
      return Optional.of(Bodies.replaced(file, slots, made, made, head + "{}"));
    }
    return Bodies.inside(file, body)
        .map(
            lines -> {
              var result = new ArrayList<String>();
              result.add(head + "{");
              result.addAll(Bodies.indented(lines, Sources.step(file)));
              result.add("}");
              return Bodies.replaced(file, slots, made, made, Bodies.text(result, in));
            });
  }

  /** Calls of methods that the anonymous class has itself, or may have. */
  private static boolean isOwn(MethodCallExpr call, MethodDeclaration method) {
    return call.getScope().isEmpty()
        && (call.getNameAsString().equals(method.getNameAsString())
            || call.getNameAsString()
                .matches(
                    "getClass|hashCode|equals|toString|notify|notifyAll|wait|compare|apply"
                        + "|andThen|compose|reversed|negate"));
  }

  /** Whether the method declares a name that a lambda there could not. */
  private static boolean hides(Node made, MethodDeclaration method) {
    var around = Scopes.method(made).orElse(null);
    if (around == null) {
      return Sources.ancestor(made, LambdaExpr.class).isPresent();
    }
    return method.findAll(Node.class).stream()
        .filter(
            n ->
                n instanceof VariableDeclarator
                    || n instanceof com.github.javaparser.ast.body.Parameter)
        .map(n -> ((com.github.javaparser.ast.nodeTypes.NodeWithSimpleName<?>) n).getNameAsString())
        .anyMatch(name -> Scopes.declarations(around, name) > Scopes.declarations(method, name));
  }

  private static Optional<Candidate> anonymous(SourceFile file, LambdaExpr lambda) {
    var parent = lambda.getParentNode().orElse(null);
    ClassOrInterfaceType type = null;
    if (parent instanceof VariableDeclarator v && v.getType().isClassOrInterfaceType()) {
      type = v.getType().asClassOrInterfaceType();
    }
    var runnable =
        parent instanceof ObjectCreationExpr made
            && made.getType().getNameAsString().equals("Thread")
            && Bodies.isSame(made.getArgument(0), lambda);
    var name = runnable ? "Runnable" : type == null ? "" : type.getNameAsString();
    var arguments =
        type == null || type.getTypeArguments().isEmpty()
            ? List.<String>of()
            : type.getTypeArguments().get().stream().map(Sources::type).toList();
    var method = signature(name, arguments, lambda);
    if (method == null
        || Bodies.hasComment(lambda)
        || file.lastLine(lambda) - file.firstLine(lambda) > 15
        || arguments.stream().anyMatch(a -> a.contains("?"))
        || lambda.findFirst(ThisExpr.class).isPresent()
        || lambda
            .findFirst(
                MethodCallExpr.class,
                c -> c.getScope().isEmpty() && method.contains(" " + c.getNameAsString() + "("))
            .isPresent()) {
      return Optional.empty();
    }
    var step = Sources.step(file);
    var result = new ArrayList<String>();
    result.add(
        "new "
            + (runnable ? "Runnable" : file.source(java.util.Objects.requireNonNull(type)))
            + "() {");
    result.add(step + "@Override");
    result.add(step + method + " {");
    var expression = lambda.getExpressionBody().orElse(null);
    if (expression != null) {
      if (!Bodies.isOneLine(file, expression)) {
        return Optional.empty();
      }
      result.add(
          step
              + step
              + (method.startsWith("public void") ? "" : "return ")
              + file.source(expression)
              + ";");
    } else {
      var lines = Bodies.inside(file, lambda.getBody().asBlockStmt());
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      result.addAll(Bodies.indented(lines.get(), step + step));
    }
    result.add(step + "}");
    result.add("}");
    return Optional.of(
        Bodies.replaced(
            file,
            Map.of("type", name, "method", method.replaceAll("\\(.*", "").replaceAll(".* ", "")),
            lambda,
            lambda,
            Bodies.text(result, Sources.indentation(file, lambda))));
  }

  private static @org.jspecify.annotations.Nullable String signature(
      String type, List<String> arguments, LambdaExpr lambda) {
    var names = lambda.getParameters().stream().map(p -> p.getNameAsString()).toList();
    var shape = type + "/" + arguments.size() + "/" + names.size();
    return switch (shape) {
      case "Runnable/0/0" -> "public void run()";
      case "Callable/1/0" -> "public " + arguments.get(0) + " call() throws Exception";
      case "Supplier/1/0" -> "public " + arguments.get(0) + " get()";
      case "Consumer/1/1" -> "public void accept(" + arguments.get(0) + " " + names.get(0) + ")";
      case "Predicate/1/1" -> "public boolean test(" + arguments.get(0) + " " + names.get(0) + ")";
      case "Function/2/1" ->
          "public " + arguments.get(1) + " apply(" + arguments.get(0) + " " + names.get(0) + ")";
      case "UnaryOperator/1/1" ->
          "public " + arguments.get(0) + " apply(" + arguments.get(0) + " " + names.get(0) + ")";
      case "Comparator/1/2" ->
          "public int compare("
              + arguments.get(0)
              + " "
              + names.get(0)
              + ", "
              + arguments.get(0)
              + " "
              + names.get(1)
              + ")";
      case "BiFunction/3/2" ->
          "public "
              + arguments.get(2)
              + " apply("
              + arguments.get(0)
              + " "
              + names.get(0)
              + ", "
              + arguments.get(1)
              + " "
              + names.get(1)
              + ")";
      default -> null;
    };
  }
}
