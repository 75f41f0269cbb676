package dev.brisk.distill.teach;

import dev.brisk.distill.data.Completion;
import dev.brisk.edit.script.CompletionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Lines of real files with a cursor in them: at the line's beginning, between two words, or within
 * a word. Now and then all lines to the end of a short block are missing.
 */
public final class Completing {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 120;
  private static final int LONGEST_BLOCK = 5;

  private Completing() {}

  /** Up to {@code most} completions, each in another line of {@code file}. */
  public static List<Completion> of(String file, int most, RandomGenerator random) {
    var lines = Arrays.asList(file.split("\n", -1));
    var chosen = new ArrayList<Integer>();
    for (var i = 0; i < lines.size(); i++) {
      if (isCode(lines.get(i))) {
        chosen.add(i);
      }
    }
    var result = new ArrayList<Completion>();
    while (!chosen.isEmpty() && result.size() < most) {
      Collections.swap(chosen, random.nextInt(chosen.size()), chosen.size() - 1);
      int line = chosen.removeLast();
      var text = lines.get(line);
      var column = column(text, random);
      var end = random.nextInt(8) == 0 ? blockEnd(lines, line) : line;
      var before = String.join("\n", lines.subList(0, line)) + (line > 0 ? "\n" : "");
      var after = String.join("\n", lines.subList(end + 1, lines.size()));
      var missing = String.join("\n", lines.subList(line, end + 1)).substring(column);
      if (missing.strip().length() >= SHORTEST && missing.length() <= LONGEST * (end - line + 1)) {
        result.add(
            new Completion(
                new CompletionRequest(before + text.substring(0, column), "\n" + after, end > line),
                missing));
      }
    }
    return result;
  }

  private static boolean isCode(String line) {
    var text = line.strip();
    return text.length() >= SHORTEST
        && !text.startsWith("*")
        && !text.startsWith("/")
        && !text.startsWith("import ")
        && !text.startsWith("package ");
  }

  private static int column(String line, RandomGenerator random) {
    var first = line.length() - line.stripLeading().length();
    var last = line.length() - SHORTEST;
    var dice = random.nextInt(10);
    if (dice < 2 || last <= first) {
      return first;
    }
    for (var tries = 0; tries < 20; tries++) {
      var column = first + 1 + random.nextInt(last - first);
      var behindWord = Character.isJavaIdentifierPart(line.charAt(column - 1));
      var withinWord = behindWord && Character.isJavaIdentifierPart(line.charAt(column));
      if (dice < 4 ? withinWord : !behindWord) {
        return column;
      }
    }
    return first;
  }

  /** The line in which the block that goes on in {@code line} ends; that line if none is short. */
  private static int blockEnd(List<String> lines, int line) {
    var depth = indentation(lines.get(line));
    for (var end = line + 1; end < Math.min(lines.size(), line + LONGEST_BLOCK); end++) {
      if (lines.get(end).isBlank() || indentation(lines.get(end)) < depth) {
        return end - 1;
      }
    }
    return line;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
