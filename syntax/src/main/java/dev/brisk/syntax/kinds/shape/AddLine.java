package dev.brisk.syntax.kinds.shape;

import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.brisk.syntax.Candidate;
import dev.brisk.syntax.EditKind;
import dev.brisk.syntax.SourceFile;
import dev.brisk.syntax.kinds.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A line that the instruction holds comes in before or after a statement: code, or a comment. */
record AddLine(String name) implements EditKind {
  static final AddLine COMMENT = new AddLine("add-comment");
  static final AddLine BEFORE = new AddLine("add-statement-before");
  static final AddLine AFTER = new AddLine("add-statement-after");

  private static final String[] WORDS =
      ("handle the empty case first skip invalid entries already checked above this is safe here"
              + " see the specification not thread safe must hold the lock fast path slow path keep in"
              + " order of insertion avoid allocation reset state before next use defensive copy"
              + " todo remove after migration only for tests ignore errors on close retry once")
          .split(" ");

  @Override
  public List<Candidate> candidates(SourceFile file, RandomGenerator random) {
    var result = new ArrayList<Candidate>();
    var names =
        file.unit().findAll(NameExpr.class).stream()
            .map(NameExpr::getNameAsString)
            .filter(n -> Character.isLowerCase(n.charAt(0)))
            .toList();
    for (var statement : file.unit().findAll(Statement.class)) {
      if (!(statement.getParentNode().orElse(null) instanceof BlockStmt)
          || statement.isBlockStmt()
          || !Sources.ownLines(file, statement)
          || file.lastLine(statement) != file.firstLine(statement)
          || names.isEmpty()) {
        continue;
      }
      var slots = Lines.slots(file, statement);
      if (!slots.containsKey("what")) {
        continue;
      }
      var line = file.firstLine(statement);
      var in = Sources.indentation(file, statement);
      if (name.equals("add-comment")) {
        var comment = comment(random);
        slots.put("comment", comment);
        result.add(
            Sources.seeing(
                file,
                slots,
                line,
                line,
                List.of(Sources.insertBefore(file, line, in + "// " + comment))));
        continue;
      }
      var code = code(names, random);
      slots.put("code", code);
      var ends = statement.isReturnStmt() || statement.isThrowStmt();
      if (name.equals("add-statement-after")) {
        if (!ends) {
          result.add(
              Sources.seeing(
                  file,
                  slots,
                  line,
                  line,
                  List.of(Sources.insertAfter(file, line, in + code + ";"))));
        }
      } else {
        result.add(
            Sources.seeing(
                file,
                slots,
                line,
                line,
                List.of(Sources.insertBefore(file, line, in + code + ";"))));
      }
    }
    return result;
  }

  private static String comment(RandomGenerator random) {
    var from = random.nextInt(WORDS.length - 5);
    return String.join(" ", List.of(WORDS).subList(from, from + 2 + random.nextInt(4)));
  }

  private static String code(List<String> names, RandomGenerator random) {
    var a = names.get(random.nextInt(names.size()));
    var b = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(10)) {
      case 0 -> a + "++";
      case 1 -> a + " = " + b;
      case 2 -> a + ".clear()";
      case 3 -> a + ".close()";
      case 4 -> "System.out.println(" + a + ")";
      case 5 -> a + ".add(" + b + ")";
      case 6 -> a + ".set(" + b + ", " + random.nextInt(10) + ")";
      case 7 -> "check(" + a + ")";
      case 8 -> a + " = null";
      default -> "int " + (a.equals("count") ? "size" : "count") + " = " + random.nextInt(3);
    };
  }
}
