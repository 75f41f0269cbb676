package dev.brisk.lab.quality;

import java.util.Optional;

/**
 * A problem with tests: HumanEval (write the body of a function in Python) or HumanEvalPack's fix
 * tasks (repair a function in Java).
 *
 * @param id such as {@code HumanEval/0} or {@code Java/0}
 * @param head what stands before the body: imports, the signature, the description
 * @param canonical the right body
 * @param buggy the body to repair; none where there is none
 * @param test the code that tests; it fails by an exception
 * @param entryPoint the name of the function
 */
public record Problem(
    String id,
    Language language,
    String head,
    String canonical,
    Optional<String> buggy,
    String test,
    String entryPoint) {

  /** The program that is to be repaired or completed, as a file. */
  public String before() {
    return head + buggy.orElse("");
  }

  /** Such as {@code Main.java}; good for an edit that names a file. */
  public String path() {
    return language == Language.JAVA ? "Main.java" : "solution.py";
  }

  /** What a person would ask for. */
  public String instruction() {
    return buggy.isPresent()
        ? "Fix the bug in " + entryPoint
        : "Complete the function " + entryPoint;
  }

  /** The canonical program. */
  public String canonicalSolution() {
    return head + canonical;
  }

  /** The buggy program; none where there is none. */
  public Optional<String> buggySolution() {
    return buggy.map(body -> head + body);
  }

  /**
   * The program, without tests, that an answer means: a whole program, one function, or the rest
   * behind {@link #head}.
   */
  public String solution(String answer) {
    return Answers.program(this, answer);
  }

  /** The class with which a program in Java begins. */
  static final String FIRST_CLASS = "AllTests";

  /**
   * A program with its tests, as the file that is run.
   *
   * @param word what it says once all tests have run; a program that ends before has not passed
   */
  String tested(String solution, String word) {
    return switch (language) {
      case PYTHON ->
          solution + "\n\n" + test + "\n\ncheck(" + entryPoint + ")\nprint('\\n" + word + "')\n";
      // One file has one public class, and that is the test's.
      case JAVA ->
          solution.replace("public class Solution", "class Solution")
              + "\n\n"
              + test
              + "\n\nclass "
              + FIRST_CLASS
              + " {\n  public static void main(String[] args) throws Exception {\n"
              + "    Main.main(args);\n    System.out.println(\"\\n"
              + word
              + "\");\n  }\n}\n";
    };
  }
}
