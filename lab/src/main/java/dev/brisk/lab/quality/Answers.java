package dev.brisk.lab.quality;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** Finds the program in what a model wrote. */
final class Answers {
  private static final Pattern FENCE =
      Pattern.compile("^[ \\t]*```[^\\n]*\\n(.*?)^[ \\t]*```", Pattern.DOTALL | Pattern.MULTILINE);

  private Answers() {}

  static String program(Problem problem, String answer) {
    var code = unfenced(answer);
    return switch (problem.language()) {
      case PYTHON -> python(problem, code);
      case JAVA -> java(problem, code);
    };
  }

  /** The longest fenced block, or all where there is none. */
  private static String unfenced(String answer) {
    var matcher = FENCE.matcher(answer);
    var longest = "";
    while (matcher.find()) {
      if (matcher.group(1).length() > longest.length()) {
        longest = matcher.group(1);
      }
    }
    return longest.isEmpty() ? answer : longest;
  }

  private static String python(Problem problem, String code) {
    var whole =
        Pattern.compile(
            "^def\\s+" + Pattern.quote(problem.entryPoint()) + "\\s*\\(", Pattern.MULTILINE);
    if (whole.matcher(code).find()) {
      // What the function needs of the head: imports, and functions before it.
      var matcher = whole.matcher(problem.head());
      var before = matcher.find() ? problem.head().substring(0, matcher.start()) : "";
      return before + code;
    }
    return problem.head() + body(code);
  }

  /** The body alone: it ends before the first line that begins at the margin. */
  private static String body(String code) {
    var kept = new ArrayList<String>();
    for (var line : code.lines().toList()) {
      if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0)) && !kept.isEmpty()) {
        break;
      }
      kept.add(line);
    }
    return String.join("\n", kept) + (code.endsWith("\n") ? "\n" : "");
  }

  private static String java(Problem problem, String code) {
    var imports = problem.head().substring(0, problem.head().indexOf("class Solution"));
    if (code.contains("class Solution")) {
      return code.contains("import ") ? code : imports + code;
    }
    if (Pattern.compile("\\b" + Pattern.quote(problem.entryPoint()) + "\\s*\\([^;]*\\)[^;{]*\\{")
        .matcher(code)
        .find()) {
      return imports + "class Solution {\n" + code + "\n}\n";
    }
    return problem.head() + code;
  }
}
