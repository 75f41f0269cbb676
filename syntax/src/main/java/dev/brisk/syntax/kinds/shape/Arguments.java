package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Calls get or lose an argument or a step of their chain, or are wrapped around an expression. */
record Arguments(String name) implements EditKind {
  static final Arguments ADD = new Arguments("add-argument");
  static final Arguments REMOVE = new Arguments("remove-argument");
  static final Arguments SWAP = new Arguments("swap-arguments");
  static final Arguments ADD_STEP = new Arguments("add-chain-step");
  static final Arguments REMOVE_STEP = new Arguments("remove-chain-step");
  static final Arguments WRAP = new Arguments("wrap-in-call");

  private static final String[] STEPS = {
    "trim()", "strip()", "toLowerCase()", "toUpperCase()", "intern()", "distinct()", "sorted()",
    "toString()", "reset()", "limit(10)", "skip(1)", "parallel()", "build()", "normalize()",
    "toAbsolutePath()", "withName(name)", "timeout(1000)", "orElse(null)", "get()", "clone()"
  };
  private static final String[] WRAPPERS = {
    "Math.abs",
    "String.valueOf",
    "Objects.requireNonNull",
    "List.copyOf",
    "Optional.ofNullable",
    "Collections.unmodifiableList",
    "new ArrayList<>",
    "escape",
    "normalize",
    "Integer.parseInt",
    "Set.copyOf",
    "requireNonNull",
    "quote",
    "Objects.hash",
    "Long.valueOf",
    "checkNotNull"
  };

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    var names =
        file.unit().findAll(NameExpr.class).stream()
            .map(NameExpr::getNameAsString)
            .filter(n -> Character.isLowerCase(n.charAt(0)))
            .distinct()
            .toList();
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      if (!names.isEmpty() && file.firstLine(call) == file.lastLine(call)) {
        add(file, call, names, random, result);
      }
    }
    return result;
  }

  private void add(
      SourceFile file,
      MethodCallExpr call,
      List<String> names,
      RandomGenerator random,
      List<Candidate> to) {
    var method = call.getNameAsString();
    var arguments = call.getArguments();
    switch (name) {
      case "add-argument" -> {
        var argument =
            random.nextInt(3) == 0
                ? List.of("null", "true", "false", "0", "1", "this").get(random.nextInt(6))
                : names.get(random.nextInt(names.size()));
        var at = file.end(call) - 1;
        to.add(
            one(
                file,
                Map.of("call", method, "argument", argument),
                new TextEdit(at, at, arguments.isEmpty() ? argument : ", " + argument)));
      }
      case "remove-argument" -> {
        for (var i = 0; i < arguments.size(); i++) {
          var gone = arguments.get(i);
          var start = i > 0 ? file.end(arguments.get(i - 1)) : file.start(gone);
          var end = i > 0 || arguments.size() == 1 ? file.end(gone) : file.start(arguments.get(1));
          var brief = Sources.brief(file, gone);
          if (brief.isPresent()) {
            to.add(
                one(
                    file,
                    Map.of("call", method, "argument", brief.get()),
                    new TextEdit(start, end, "")));
          }
        }
      }
      case "swap-arguments" -> {
        if (arguments.size() == 2) {
          var a = arguments.get(0);
          var b = arguments.get(1);
          if (!file.source(a).equals(file.source(b))) {
            to.add(
                Sources.candidate(
                    file,
                    Map.of("call", method, "first", file.source(a), "second", file.source(b)),
                    List.of(
                        new TextEdit(file.start(a), file.end(a), file.source(b)),
                        new TextEdit(file.start(b), file.end(b), file.source(a)))));
          }
        }
      }
      case "add-chain-step" -> {
        var step = STEPS[random.nextInt(STEPS.length)];
        to.add(
            one(
                file,
                Map.of("call", method, "step", step),
                new TextEdit(file.end(call), file.end(call), "." + step)));
      }
      case "remove-chain-step" -> {
        var scope = call.getScope().orElse(null);
        if (scope != null && scope.isMethodCallExpr()) {
          to.add(
              one(file, Map.of("call", method), new TextEdit(file.end(scope), file.end(call), "")));
        }
      }
      default -> {
        for (var argument : arguments) {
          if (argument.isNameExpr() || argument.isMethodCallExpr()) {
            var text = file.source(argument);
            var wrapper = WRAPPERS[random.nextInt(WRAPPERS.length)];
            if (text.length() <= 40) {
              to.add(
                  one(
                      file,
                      Map.of("call", method, "inner", text, "wrapper", wrapper),
                      new TextEdit(
                          file.start(argument), file.end(argument), wrapper + "(" + text + ")")));
            }
          }
        }
      }
    }
  }

  private static Candidate one(SourceFile file, Map<String, String> slots, TextEdit edit) {
    return Sources.candidate(file, slots, List.of(edit));
  }
}
