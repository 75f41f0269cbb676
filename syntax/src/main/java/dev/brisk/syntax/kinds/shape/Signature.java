package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.SimpleName;
import dev.brisk.edit.TextEdit;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A method's parameters: one more at the end, an unused one less, two the other way round. */
record Signature(String name) implements EditKind {
  static final Signature ADD = new Signature("add-parameter");
  static final Signature REMOVE = new Signature("remove-parameter");
  static final Signature SWAP = new Signature("swap-parameters");

  private static final String[] PARAMETERS = {
    "int limit",
    "String name",
    "boolean strict",
    "long timeout",
    "Object context",
    "int offset",
    "List<String> names",
    "Map<String, Object> options",
    "boolean force",
    "Locale locale",
    "int depth",
    "String prefix",
    "Path path",
    "Consumer<String> listener",
    "Duration timeout",
    "int count",
    "String message",
    "boolean recursive",
    "Charset charset",
    "Clock clock",
    "Executor executor",
    "byte[] data",
    "double scale",
    "int maxSize",
    "String encoding",
    "Object lock",
    "long start"
  };

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var method : file.methods()) {
      var parameters = method.getParameters();
      var simple = parameters.stream().noneMatch(p -> p.isVarArgs());
      switch (name) {
        case "add-parameter" -> {
          if (simple) {
            add(file, method, PARAMETERS[random.nextInt(PARAMETERS.length)], result);
          }
        }
        case "remove-parameter" -> {
          for (var i = 0; i < parameters.size(); i++) {
            remove(file, method, i, result);
          }
        }
        default -> {
          for (var i = 0; simple && i + 1 < parameters.size(); i++) {
            var a = parameters.get(i);
            var b = parameters.get(i + 1);
            result.add(
                Sources.seeing(
                    file,
                    Map.of(
                        "method", method.getNameAsString(),
                        "first", a.getNameAsString(),
                        "second", b.getNameAsString()),
                    file.firstLine(method.getName()),
                    file.firstLine(method.getName()),
                    List.of(
                        new TextEdit(file.start(a), file.end(a), file.source(b)),
                        new TextEdit(file.start(b), file.end(b), file.source(a)))));
          }
        }
      }
    }
    return result;
  }

  private static void add(
      SourceFile file, CallableDeclaration<?> method, String parameter, List<Candidate> to) {
    var space = parameter.lastIndexOf(' ');
    var variable = parameter.substring(space + 1);
    if (method.getParameterByName(variable).isPresent()) {
      return;
    }
    var last = method.getParameters().getLast();
    int at;
    if (last.isPresent()) {
      at = file.end(last.get());
    } else {
      at = file.text().indexOf('(', file.end(method.getName())) + 1;
      if (file.text().charAt(at) != ')') {
        return;
      }
    }
    to.add(
        Sources.seeing(
            file,
            Map.of(
                "method",
                method.getNameAsString(),
                "parameter",
                parameter,
                "type",
                parameter.substring(0, space),
                "variable",
                variable),
            file.firstLine(method.getName()),
            file.firstLine(method.getName()),
            List.of(new TextEdit(at, at, last.isPresent() ? ", " + parameter : parameter))));
  }

  private static void remove(
      SourceFile file, CallableDeclaration<?> method, int index, List<Candidate> to) {
    var parameters = method.getParameters();
    var gone = parameters.get(index);
    var uses =
        method.findAll(SimpleName.class, n -> n.getIdentifier().equals(gone.getNameAsString()));
    if (uses.size() > 1) {
      return;
    }
    var start = index > 0 ? file.end(parameters.get(index - 1)) : file.start(gone);
    var end = index > 0 || parameters.size() == 1 ? file.end(gone) : file.start(parameters.get(1));
    to.add(
        Sources.seeing(
            file,
            Map.of("method", method.getNameAsString(), "variable", gone.getNameAsString()),
            file.firstLine(method.getName()),
            file.firstLine(method.getName()),
            List.of(new TextEdit(start, end, ""))));
  }
}
