package dev.brisk.syntax.kinds.names;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Another number, text or truth value; "set-value" names the variable that begins with it. */
record ChangeLiteral(String name) implements EditKind {
  static final ChangeLiteral NUMBER = new ChangeLiteral("change-number");
  static final ChangeLiteral TEXT = new ChangeLiteral("change-string");
  static final ChangeLiteral TRUTH = new ChangeLiteral("change-boolean");
  static final ChangeLiteral VALUE = new ChangeLiteral("set-value");

  private static final int[] NUMBERS = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 20, 24, 25, 30, 32, 42, 50, 60, 64, 80, 90, 99, 100,
    120, 128, 200, 255, 256, 300, 404, 443, 500, 512, 600, 1000, 1024, 2000, 2048, 3000, 4096, 5000,
    8080, 8192, 10000, 16384, 30000, 60000, 65536
  };
  private static final String[] WORDS =
      ("the value must not be null invalid name of file could be found missing key for this entry no"
              + " such element unknown type error while reading done started stopped ready user id"
              + " default empty test hello world not supported out of range closed already expected")
          .split(" ");

  @Override
  public boolean idempotent() {
    return name.equals("set-value");
  }

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    for (var literal : file.unit().findAll(LiteralExpr.class)) {
      var slots = new HashMap<String, String>();
      var text =
          switch (literal) {
            case IntegerLiteralExpr i ->
                i.getValue().length() > 6 ? "" : number(i.getValue(), random);
            case LongLiteralExpr l -> l.getValue().length() > 7 ? "" : number("", random) + "L";
            case DoubleLiteralExpr d ->
                d.getValue().length() > 6
                    ? ""
                    : number("", random) + "." + (random.nextBoolean() ? 5 : 0);
            case StringLiteralExpr s -> string(s, slots, random);
            case BooleanLiteralExpr b -> String.valueOf(!b.getValue());
            default -> "";
          };
      var old = file.source(literal);
      if (text.isEmpty() || text.equals(old) || !wanted(literal)) {
        continue;
      }
      slots.putIfAbsent("old", old);
      slots.putIfAbsent("new", text);
      if (name.equals("set-value")) {
        var variable = (VariableDeclarator) literal.getParentNode().orElseThrow();
        slots.put("name", variable.getNameAsString());
        slots.put("new", text);
        slots.put("old", old);
        result.add(
            Place.seeing(file, variable.getName(), Place.replacing(file, literal, text, slots)));
      } else {
        result.add(Place.replacing(file, literal, text, slots));
      }
    }
    return result;
  }

  private boolean wanted(LiteralExpr literal) {
    return switch (name) {
      case "change-number" ->
          literal.isIntegerLiteralExpr()
              || literal.isLongLiteralExpr()
              || literal.isDoubleLiteralExpr();
      case "change-string" -> literal.isStringLiteralExpr();
      case "change-boolean" -> literal.isBooleanLiteralExpr();
      default -> literal.getParentNode().orElse(null) instanceof VariableDeclarator;
    };
  }

  private static String number(String old, RandomGenerator random) {
    if (old.matches("\\d{1,3}") && random.nextInt(3) == 0) {
      return String.valueOf(Math.max(0, Integer.parseInt(old) + random.nextInt(-2, 3)));
    }
    return String.valueOf(NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  /** Slots "old" and "new" hold the text between the quotes. */
  private static String string(
      StringLiteralExpr literal, Map<String, String> slots, RandomGenerator random) {
    var old = literal.getValue();
    if (old.isBlank() || old.length() > 40 || old.contains("\\") || !old.equals(old.strip())) {
      return "";
    }
    var words = old.split(" ");
    String made;
    if (words.length > 1 && random.nextBoolean()) {
      words[random.nextInt(words.length)] = WORDS[random.nextInt(WORDS.length)];
      made = String.join(" ", words);
    } else {
      var count = words.length == 1 ? 1 : 1 + random.nextInt(4);
      var parts = new String[count];
      for (var i = 0; i < count; i++) {
        parts[i] = WORDS[random.nextInt(WORDS.length)];
      }
      made = String.join(words.length == 1 && random.nextBoolean() ? "_" : " ", parts);
    }
    slots.put("old", old);
    slots.put("new", made);
    return made.equals(old) ? "" : "\"" + made + "\"";
  }
}
