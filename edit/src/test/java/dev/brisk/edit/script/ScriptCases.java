package dev.brisk.edit.script;

import dev.brisk.edit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small regions of code, and edits of them. */
final class ScriptCases {
  static final Set<String> KNOWN = Set.of("int", "i", "get", "return", "if", "x", "1");

  private static final String[] LINES = {
    "int total = 1;",
    "if (total > i) {",
    "return total;",
    "}",
    "} else {",
    "x x x;",
    "a a b, a b;",
    "getTotal(total, x.total, a.b.c);",
    "",
    "// the total of total values",
    "i++;",
    "String s = \"é 𝒳𝒴\";",
  };

  private ScriptCases() {}

  record Case(Notation notation, List<String> before, List<String> after) {}

  /** Regions of whole steps, and what a person might make of them. */
  static Arbitrary<Case> edits() {
    return Arbitraries.longs().map(seed -> edit(new java.util.SplittableRandom(seed)));
  }

  /** Any regions and any lines after them, mostly such as no encoder was made for. */
  static Arbitrary<Case> wild() {
    var versions = Texts.lines().list().ofMaxSize(9).flatMap(ScriptCases::versions);
    return Combinators.combine(versions, Arbitraries.integers().between(0, 127))
        .as((texts, start) -> of(texts.get(0), texts.get(1), start));
  }

  private static Arbitrary<List<List<String>>> versions(List<String> before) {
    return Texts.versions(before).map(after -> List.of(before, after));
  }

  private static Case of(List<String> before, List<String> after, int start) {
    return new Case(
        Notation.of("rename total to wholeSum", before, 1, KNOWN::contains, start).orElseThrow(),
        before,
        after);
  }

  private static Case edit(RandomGenerator random) {
    var before = new ArrayList<String>();
    var count = random.nextInt(1, 9);
    for (var i = 0; i < count; i++) {
      var content = LINES[random.nextInt(LINES.length)];
      before.add(content.isEmpty() ? "" : "  ".repeat(random.nextInt(1, 4)) + content);
    }
    var layout = Layout.of(before);
    var after = new ArrayList<>(before);
    do {
      after.clear();
      after.addAll(before);
      var edits = random.nextInt(1, 4);
      for (var i = 0; i < edits; i++) {
        change(after, random);
      }
    } while (!after.stream().allMatch(line -> wholeSteps(layout, line)));
    return of(before, after, random.nextInt(128));
  }

  // Where a region shows one indentation only, what a step is can only be guessed.
  private static boolean wholeSteps(Layout layout, String line) {
    return line.isBlank()
        || (Layout.indentation(line).length() - layout.base()) % layout.step().length() == 0;
  }

  private static void change(List<String> lines, RandomGenerator random) {
    var at = random.nextInt(lines.size() + 1);
    var there = at < lines.size() ? lines.get(at) : "";
    var other = LINES[random.nextInt(LINES.length)];
    switch (random.nextInt(8)) {
      case 0 -> lines.add(at, other.isEmpty() ? "" : "  ".repeat(random.nextInt(1, 5)) + other);
      case 1 -> lines.replaceAll(line -> line.replaceAll("\\btotal\\b", "getTotal"));
      case 2 -> lines.replaceAll(line -> line.replace("(", "(("));
      default -> {
        if (there.isBlank()) {
          return;
        }
        var words = Words.of(there.strip());
        var word = random.nextInt(words.size());
        switch (random.nextInt(5)) {
          case 0 -> lines.remove(at);
          case 1 -> lines.set(at, "  " + there);
          case 2 ->
              words.set(word, List.of("wholeSum", "x", "setTotal", "-").get(random.nextInt(4)));
          case 3 -> words.remove(word);
          default -> words.add(word, List.of("final ", "!", "total.", ", ").get(random.nextInt(4)));
        }
        if (at < lines.size() && lines.get(at).equals(there)) {
          var content = String.join("", words).strip();
          lines.set(at, content.isEmpty() ? "" : Layout.indentation(there) + content);
        }
      }
    }
  }
}
