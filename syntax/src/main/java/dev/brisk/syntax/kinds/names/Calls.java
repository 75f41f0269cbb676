package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One call calls another method, or passes, or is called on, another variable. */
record Calls(String name) implements EditKind {
  static final Calls METHOD = new Calls("change-call");
  static final Calls ARGUMENT = new Calls("change-argument");
  static final Calls RECEIVER = new Calls("change-receiver");

  private static final String[] OFTEN =
      ("add addAll put get getOrDefault set remove contains containsKey size length isEmpty equals"
              + " equalsIgnoreCase indexOf lastIndexOf substring trim strip toLowerCase toUpperCase"
              + " append insert print println printf format info debug warn error close flush write read"
              + " start stop reset clear first last next hasNext stream forEach map filter collect"
              + " computeIfAbsent putIfAbsent offer poll peek push pop sort reverse parseInt valueOf"
              + " toString hashCode compareTo startsWith endsWith join split replace replaceAll")
          .split(" ");

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var names =
        file.unit().findAll(NameExpr.class).stream()
            .map(NameExpr::getNameAsString)
            .filter(
                n -> !Character.isUpperCase(n.charAt(0)) || n.equals(n.toUpperCase(Locale.ROOT)))
            .distinct()
            .toList();
    var result = new ArrayList<Candidate>();
    for (var call : file.unit().findAll(MethodCallExpr.class)) {
      var method = call.getNameAsString();
      switch (name) {
        case "change-call" -> {
          var other =
              random.nextInt(3) == 0
                  ? NewNames.like(method, file, random)
                  : OFTEN[random.nextInt(OFTEN.length)];
          if (!other.equals(method)) {
            result.add(
                Place.replacing(file, call.getName(), other, Map.of("old", method, "new", other)));
          }
        }
        case "change-argument" -> {
          for (var argument : call.getArguments()) {
            if (argument.isNameExpr() || argument.isLiteralExpr()) {
              var old = file.source(argument);
              var other = other(names, random);
              if (!other.equals(old) && old.length() < 30) {
                result.add(
                    Place.replacing(
                        file, argument, other, Map.of("old", old, "new", other, "call", method)));
              }
            }
          }
        }
        default -> {
          var scope = call.getScope().filter(s -> s.isNameExpr()).orElse(null);
          if (scope != null) {
            var old = file.source(scope);
            // No number and no null: nothing can be called on them.
            var other = names.isEmpty() ? "this" : names.get(random.nextInt(names.size()));
            if (!other.equals(old)) {
              result.add(
                  Place.replacing(
                      file, scope, other, Map.of("old", old, "new", other, "call", method)));
            }
          }
        }
      }
    }
    return result;
  }

  private static String other(List<String> names, RandomGenerator random) {
    var dice = random.nextInt(10);
    return dice == 0
        ? "null"
        : dice == 1
            ? String.valueOf(random.nextInt(100))
            : dice == 2 || names.isEmpty() ? "this" : names.get(random.nextInt(names.size()));
  }
}
