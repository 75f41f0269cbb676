package dev.brisk.syntax.kinds.flow;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.UnknownType;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Bodies;
import dev.brisk.syntax.kinds.Scopes;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Lambdas become references to methods and back, and get or lose their block. */
record Lambdas(String name) implements EditKind {
  static final Lambdas TO_REFERENCE = new Lambdas("lambda-to-reference");
  static final Lambdas FROM_REFERENCE = new Lambdas("reference-to-lambda");
  static final Lambdas TO_BLOCK = new Lambdas("lambda-to-block");
  static final Lambdas TO_EXPRESSION = new Lambdas("lambda-to-expression");

  /** Methods that call their lambda with one value and use what it gives. */
  private static final Set<String> ONE =
      Set.of(
          "map",
          "filter",
          "flatMap",
          "anyMatch",
          "allMatch",
          "noneMatch",
          "mapToInt",
          "mapToLong",
          "mapToObj",
          "removeIf",
          "computeIfAbsent",
          "takeWhile",
          "dropWhile",
          "comparing",
          "groupingBy",
          "toMap",
          "comparingInt",
          "thenApply",
          "thenCompose");

  private static final Set<String> ONE_VOID =
      Set.of("forEach", "ifPresent", "peek", "thenAccept", "forEachOrdered");

  private static final Set<String> VOID_TYPES = Set.of("Runnable", "Consumer", "BiConsumer");

  private static final Set<String> VALUE_TYPES =
      Set.of(
          "Supplier",
          "Function",
          "BiFunction",
          "Predicate",
          "Callable",
          "Comparator",
          "UnaryOperator",
          "BinaryOperator",
          "ToIntFunction",
          "ToLongFunction",
          "BiPredicate",
          "BooleanSupplier",
          "IntSupplier");

  private static final Set<String> STATIC =
      Set.of(
          "Objects",
          "String::valueOf",
          "Integer::parseInt",
          "Integer::valueOf",
          "Long::parseLong",
          "Long::valueOf",
          "String::format",
          "Paths::get",
          "Path::of",
          "List::of",
          "Arrays::stream",
          "Optional::of",
          "Optional::ofNullable",
          "Boolean::parseBoolean",
          "Math::abs");

  @Override
  public Optional<String> inverse() {
    return Optional.of(
        switch (name) {
          case "lambda-to-reference" -> "reference-to-lambda";
          case "reference-to-lambda" -> "lambda-to-reference";
          case "lambda-to-block" -> "lambda-to-expression";
          default -> "lambda-to-block";
        });
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    if (name.equals("reference-to-lambda")) {
      for (var reference : file.unit().findAll(MethodReferenceExpr.class)) {
        if (Bodies.isOneLine(file, reference)) {
          lambda(file, reference)
              .ifPresent(
                  text -> result.add(replaced(file, reference, text, file.source(reference))));
        }
      }
      return result;
    }
    for (var lambda : file.unit().findAll(LambdaExpr.class)) {
      if (Bodies.hasComment(lambda)) {
        continue;
      }
      switch (name) {
        case "lambda-to-reference" ->
            reference(file, lambda)
                .ifPresent(text -> result.add(replaced(file, lambda, text, text)));
        case "lambda-to-block" -> block(file, lambda).ifPresent(result::add);
        default -> expression(file, lambda).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Map<String, String> slots(Node node) {
    var slots = new HashMap<String, String>();
    if (node.getParentNode().orElse(null) instanceof MethodCallExpr call) {
      slots.put("call", call.getNameAsString());
    }
    return slots;
  }

  private static Candidate replaced(
      SourceFile file, Expression old, String text, String reference) {
    var slots = new HashMap<>(slots(old));
    slots.put("reference", reference);
    return Bodies.replaced(file, slots, old, old, text);
  }

  /** Where all that a lambda does is to call a method with its own parameters. */
  private static Optional<String> reference(SourceFile file, LambdaExpr lambda) {
    var body = lambda.getExpressionBody().orElse(null);
    var names = lambda.getParameters().stream().map(p -> p.getNameAsString()).toList();
    if (body instanceof ObjectCreationExpr made) {
      return made.getScope().isEmpty()
              && made.getAnonymousClassBody().isEmpty()
              && given(file, made.getArguments()).equals(names)
          ? Optional.of(file.source(made.getType()) + "::new")
          : Optional.empty();
    }
    if (!(body instanceof MethodCallExpr call) || call.getTypeArguments().isPresent()) {
      return Optional.empty();
    }
    var scope = call.getScope().orElse(null);
    var arguments = given(file, call.getArguments());
    if (scope == null) {
      return arguments.equals(names) ? own(file, call, names.size()) : Optional.empty();
    }
    var on = file.source(scope);
    if (arguments.equals(names) && !names.contains(on)) {
      var type =
          scope.isNameExpr() && Character.isUpperCase(on.charAt(0)) && !on.matches("[A-Z_0-9]{2,}");
      var stays =
          type
              || scope.isThisExpr()
              || on.matches("[A-Z][A-Z_0-9]+")
              || (scope.isNameExpr()
                  && Scopes.declarations(file.unit(), on) == 1
                  && !Scopes.writes(file.unit(), on));
      return stays ? Optional.of(on + "::" + call.getNameAsString()) : Optional.empty();
    }
    if (names.size() == 1 && on.equals(names.getFirst()) && arguments.isEmpty()) {
      var type = type(file, lambda);
      return type.isEmpty() || type.matches("Integer|Long|Double|Boolean|Character|Object")
          ? Optional.empty()
          : Optional.of(type + "::" + call.getNameAsString());
    }
    return Optional.empty();
  }

  private static List<String> given(SourceFile file, List<Expression> arguments) {
    return arguments.stream().map(file::source).toList();
  }

  /** A method of this class: there must be one of this name only. */
  private static Optional<String> own(SourceFile file, MethodCallExpr call, int parameters) {
    var named =
        file.unit()
            .findAll(
                MethodDeclaration.class, m -> m.getNameAsString().equals(call.getNameAsString()));
    if (named.size() != 1 || named.getFirst().getParameters().size() != parameters) {
      return Optional.empty();
    }
    var method = named.getFirst();
    var type =
        method
            .getParentNode()
            .filter(p -> p instanceof com.github.javaparser.ast.body.ClassOrInterfaceDeclaration)
            .map(p -> (com.github.javaparser.ast.body.ClassOrInterfaceDeclaration) p);
    if (type.isEmpty()
        || Sources.ancestor(call, com.github.javaparser.ast.body.TypeDeclaration.class)
            .filter(t -> Bodies.isSame(t, type.get()))
            .isEmpty()
        || Sources.ancestor(call, ObjectCreationExpr.class)
            .filter(o -> o.getAnonymousClassBody().isPresent())
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        (method.isStatic() ? type.get().getNameAsString() : "this")
            + "::"
            + call.getNameAsString());
  }

  /** The type of a lambda's only parameter: as written, or as the stream's list is declared. */
  private static String type(SourceFile file, LambdaExpr lambda) {
    var parameter = lambda.getParameter(0);
    if (!(parameter.getType() instanceof UnknownType) && !parameter.getType().isVarType()) {
      return parameter.getType().asString().replaceAll("<.*", "");
    }
    var at = lambda.getParentNode().orElse(null);
    if (!(at instanceof MethodCallExpr last)) {
      return "";
    }
    if (!ONE.contains(last.getNameAsString()) && !ONE_VOID.contains(last.getNameAsString())) {
      return "";
    }
    var scope = last.getScope().orElse(null);
    while (scope instanceof MethodCallExpr call
        && call.getNameAsString().matches("filter|sorted|distinct|limit|skip|peek|stream")) {
      scope = call.getScope().orElse(null);
    }
    return scope != null && scope.isNameExpr()
        ? Scopes.element(Scopes.declaredType(file, lambda, file.source(scope)))
            .replaceAll("<.*", "")
        : "";
  }

  private static Optional<String> lambda(SourceFile file, MethodReferenceExpr reference) {
    var call = reference.getParentNode().orElse(null);
    var context = call instanceof MethodCallExpr c ? c.getNameAsString() : "";
    var one = ONE.contains(context) || ONE_VOID.contains(context);
    var scope = file.source(reference.getScope());
    var method = reference.getIdentifier();
    if (method.equals("new")) {
      return one && !scope.endsWith("]")
          ? Optional.of("x -> new " + scope + "(x)")
          : context.matches("orElseThrow|orElseGet|withInitial|toCollection")
              ? Optional.of("() -> new " + scope + "()")
              : Optional.empty();
    }
    if (!one) {
      return Optional.empty();
    }
    if (!scope.matches("([a-z]\\w*|this|super)") && !scope.matches("[A-Z_0-9]{2,}")) {
      var simple = scope.substring(scope.lastIndexOf('.') + 1).replaceAll("<.*", "");
      var known = STATIC.contains(simple) || STATIC.contains(simple + "::" + method);
      var ofElement =
          method.matches(
              "(get|is|has)[A-Z]\\w*|toString|name|length|trim|isEmpty|strip"
                  + "|toLowerCase|toUpperCase|intValue|longValue|stream|size|close|hashCode");
      if (!known && !ofElement) {
        return Optional.empty();
      }
      var own =
          file.unit().findAll(MethodDeclaration.class, m -> m.getNameAsString().equals(method));
      if (own.stream().anyMatch(m -> m.isStatic() || !m.getParameters().isEmpty())) {
        return Optional.empty();
      }
      var name = known ? "x" : simple.substring(0, 1).toLowerCase(Locale.ROOT);
      var around = Scopes.method(reference).map(m -> Scopes.declarations(m, name)).orElse(1);
      if (around > 0) {
        return Optional.empty();
      }
      return Optional.of(
          known
              ? "x -> " + scope + "." + method + "(x)"
              : name + " -> " + name + "." + method + "()");
    }
    var free = Scopes.method(reference).map(m -> Scopes.declarations(m, "x")).orElse(1) == 0;
    var on = scope.equals("this") ? "" : scope + ".";
    return free ? Optional.of("x -> " + on + method + "(x)") : Optional.empty();
  }

  /** TRUE where the lambda's value is used, FALSE where it has none; empty in doubt. */
  private static Optional<Boolean> gives(LambdaExpr lambda, Expression body) {
    var statement =
        body.isMethodCallExpr()
            || body.isAssignExpr()
            || body.isObjectCreationExpr()
            || (body.isUnaryExpr() && body.toString().matches(".*(\\+\\+|--).*"));
    if (!statement) {
      return Optional.of(true);
    }
    var parent = lambda.getParentNode().orElse(null);
    if (parent instanceof MethodCallExpr call) {
      var name = call.getNameAsString();
      if (ONE.contains(name) || name.matches("orElseGet|orElseThrow|sorted|reduce|supplyAsync")) {
        return Optional.of(true);
      }
      return ONE_VOID.contains(name) || name.matches("execute|runAsync|invokeLater|assertThrows")
          ? Optional.of(false)
          : Optional.empty();
    }
    var type =
        parent instanceof VariableDeclarator v
            ? v.getType().asString().replaceAll("<.*", "")
            : parent instanceof ObjectCreationExpr o ? o.getType().getNameAsString() : "";
    return VALUE_TYPES.contains(type)
        ? Optional.of(true)
        : VOID_TYPES.contains(type) || type.equals("Thread")
            ? Optional.of(false)
            : Optional.empty();
  }

  private static Optional<Candidate> block(SourceFile file, LambdaExpr lambda) {
    var body = lambda.getExpressionBody().orElse(null);
    if (body == null || !Bodies.isOneLine(file, lambda)) {
      return Optional.empty();
    }
    var in = Sources.indentation(file, lambda);
    return gives(lambda, body)
        .map(
            gives ->
                Sources.candidate(
                    file,
                    slots(lambda),
                    List.of(
                        new dev.brisk.edit.TextEdit(
                            file.start(body),
                            file.end(body),
                            "{\n"
                                + in
                                + Sources.step(file)
                                + (gives ? "return " : "")
                                + file.source(body)
                                + ";\n"
                                + in
                                + "}"))));
  }

  private static Optional<Candidate> expression(SourceFile file, LambdaExpr lambda) {
    if (!lambda.getBody().isBlockStmt()
        || lambda.getBody().asBlockStmt().getStatements().size() != 1) {
      return Optional.empty();
    }
    var only = lambda.getBody().asBlockStmt().getStatement(0);
    var value =
        only.isReturnStmt()
            ? only.asReturnStmt().getExpression()
            : only.isExpressionStmt()
                ? Optional.of(only.asExpressionStmt().getExpression())
                    .filter(e -> !e.isVariableDeclarationExpr())
                : Optional.<Expression>empty();
    return value
        .filter(v -> Bodies.isOneLine(file, v))
        .filter(
            v ->
                file.line(file.firstLine(lambda)).length() + file.source(v).length()
                    <= Bodies.WIDTH)
        .map(
            v ->
                Bodies.replaced(
                    file, slots(lambda), lambda.getBody(), lambda.getBody(), file.source(v)));
  }
}
