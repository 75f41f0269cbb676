package dev.brisk.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final String HEAD =
      "import math\n\ndef helper(x):\n    return x\n\ndef area(r):\n    \"\"\" The area. \"\"\"\n";

  private static final Problem PYTHON =
      new Problem(
          "P/0", Language.PYTHON, HEAD, "    return 3 * r * r\n", Optional.empty(), "", "area");

  private static final String CLASS = "import java.util.*;\n\nclass Solution {\n";

  private static final Problem JAVA =
      new Problem(
          "Java/0",
          Language.JAVA,
          CLASS + "    public int twice(int n) {\n",
          "        return 2 * n;\n    }\n}",
          Optional.of("        return n;\n    }\n}"),
          "",
          "twice");

  @Test
  void the_rest_of_a_function_is_put_behind_its_head() {
    assertThat(PYTHON.solution(PYTHON.canonical())).isEqualTo(PYTHON.canonicalSolution());
  }

  @Test
  void what_a_model_writes_after_the_function_is_left_out() {
    assertThat(PYTHON.solution("    return 1\n\nprint(area(2))\n"))
        .isEqualTo(HEAD + "    return 1\n\n");
  }

  @Test
  void a_whole_function_in_a_fence_keeps_the_imports_and_helpers_of_the_head() {
    var answer = "Here it is:\n```python\ndef area(r):\n    return math.pi * r\n```\nDone.";
    assertThat(PYTHON.solution(answer))
        .isEqualTo(
            "import math\n\ndef helper(x):\n    return x\n\ndef area(r):\n    return math.pi * r\n");
  }

  @Test
  void a_java_method_alone_is_put_into_its_class() {
    assertThat(JAVA.solution("public int twice(int n) {\n  return n + n;\n}"))
        .isEqualTo(CLASS + "public int twice(int n) {\n  return n + n;\n}\n}\n");
  }

  @Test
  void a_whole_java_class_stays_as_it_is() {
    assertThat(JAVA.solution(JAVA.canonicalSolution())).isEqualTo(JAVA.canonicalSolution());
    assertThat(JAVA.solution("class Solution { int twice(int n) { return n; } }"))
        .startsWith("import java.util.*;");
  }

  @Test
  void the_rest_of_a_java_method_is_put_behind_its_head() {
    assertThat(JAVA.solution(JAVA.canonical())).isEqualTo(JAVA.canonicalSolution());
  }
}
