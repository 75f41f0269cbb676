package dev.brisk.distill.teach;

import dev.brisk.distill.data.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Tasks over made-up names that teach nothing but to find a name of the instruction in the region
 * and to write it: a few minutes of them let a small network learn copying, and with it the rest.
 */
public final class Copying {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private Copying() {}

  /** Makes {@code count} tasks. */
  public static void teach(int count, long seed, Lessons.Sink to) throws IOException {
    var random = new SplittableRandom(seed);
    for (var i = 0; i < count; i++) {
      to.add(task(random));
    }
  }

  private static Sample task(RandomGenerator random) {
    var names = new ArrayList<String>();
    var count = 3 + random.nextInt(6);
    for (var i = 0; i < count + 1; i++) {
      names.add(name(random));
    }
    var lines = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      lines.add(line(names.get(i), name(random), random));
    }
    var chosen = random.nextInt(count);
    var old = names.get(chosen);
    var fresh = names.getLast();
    var after = new ArrayList<>(lines);
    return switch (random.nextInt(4)) {
      case 0 -> {
        after.replaceAll(line -> line.replace(old, fresh));
        yield sample("rename-copy", "rename " + old + " to " + fresh, lines, after);
      }
      case 1 -> {
        after.set(chosen, lines.get(chosen).replace(old, fresh));
        yield sample("replace-copy", "replace " + old + " with " + fresh, lines, after);
      }
      case 2 -> {
        after.remove(chosen);
        yield sample("delete-copy", "delete the line with " + old, lines, after);
      }
      default -> {
        after.add(chosen + 1, fresh + "();");
        yield sample(
            "insert-copy", "add a call to " + fresh + " after the line with " + old, lines, after);
      }
    };
  }

  private static String line(String name, String other, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> "int " + name + " = 0;";
      case 1 -> name + " = " + other + ";";
      case 2 -> other + "(" + name + ");";
      case 3 -> name + "." + other + "();";
      default -> "return " + name + ";";
    };
  }

  private static String name(RandomGenerator random) {
    var result = new StringBuilder();
    var parts = 1 + random.nextInt(2);
    for (var part = 0; part < parts; part++) {
      var length = 3 + random.nextInt(4);
      for (var i = 0; i < length; i++) {
        var letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        result.append(part > 0 && i == 0 ? Character.toUpperCase(letter) : letter);
      }
    }
    return result.toString();
  }

  private static Sample sample(
      String kind, String instruction, List<String> before, List<String> after) {
    return new Sample(
        kind,
        "",
        false,
        "synthetic",
        "",
        "",
        1,
        instruction,
        String.join("\n", before),
        String.join("\n", after),
        1);
  }
}
