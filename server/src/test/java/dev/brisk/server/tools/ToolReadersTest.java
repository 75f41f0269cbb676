package dev.brisk.server.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in an output is the same wherever its pieces are cut. */
class ToolReadersTest {
  private static final Tools TOOLS =
      Tools.of(
          List.of(
              tool(
                  """
                  {"type": "function", "function": {"name": "run", "parameters": {"type": "object",
                   "properties": {"cmd": {"type": "string"}, "n": {"type": "integer"}}}}}"""),
              tool(
                  """
                  {"type": "custom", "custom": {"name": "patch", "format":
                   {"type": "grammar", "syntax": "lark", "definition": "start: /.+/"}}}""")));

  static Stream<Arguments> outputs() {
    return Stream.of(
        output(
            ToolFormat.HERMES,
            "Let me see.\n<tool_call>\n{\"name\": \"run\", \"arguments\": {\"cmd\": \"ls }\\\"\", \"n\": 2}}\n</tool_call>",
            "text:Let me see.",
            "run:{\"cmd\": \"ls }\\\"\", \"n\": 2}"),
        output(
            ToolFormat.HERMES,
            "<tool_call>{\"arguments\": {\"n\": 1}, \"name\": \"run\"}</tool_call>\n<tool_call>{\"name\": \"run\"}</tool_call>",
            "run:{\"n\": 1}",
            "run:{}"),
        output(
            ToolFormat.HERMES,
            "<tool_call>\n{\"name\": \"patch\", \"arguments\": {\"input\": \"a\\n\\u00e9\\\"b\"}}\n</tool_call>",
            "patch!a\né\"b"),
        output(
            ToolFormat.HERMES,
            "a < b, and <tool is not a call\n",
            "text:a < b, and <tool is not a call\n"),
        output(
            ToolFormat.HERMES,
            "<tool_call>nothing</tool_call>",
            "text:<tool_call>nothing</tool_call>"),
        output(
            ToolFormat.HERMES,
            "<tool_call>{\"name\": \"run\", \"arguments\": {\"cmd\": \"l",
            "run:{\"cmd\": \"l"),
        output(
            ToolFormat.QWEN_CODER,
            "Now.\n<tool_call>\n<function=run>\n<parameter=cmd>\nls -l\n42\n</parameter>\n<parameter=n>\n3\n</parameter>\n</function>\n</tool_call>",
            "text:Now.",
            "run:{\"cmd\": \"ls -l\\n42\", \"n\": 3}"),
        output(
            ToolFormat.QWEN_CODER,
            "<function=run>\n<parameter=cmd>\n42\n</parameter>\n</function>",
            "run:{\"cmd\": \"42\"}"),
        output(
            ToolFormat.QWEN_CODER,
            "<tool_call>\n<function=patch>\n<parameter=input>\nx\n\ny\n</parameter>\n</function>\n</tool_call>",
            "patch!x\n\ny"),
        output(ToolFormat.QWEN_CODER, "if a<b: <function", "text:if a<b: <function"),
        output(
            ToolFormat.LLAMA,
            "{\"name\": \"run\", \"parameters\": {\"cmd\": \"ls\"}}",
            "run:{\"cmd\": \"ls\"}"),
        output(
            ToolFormat.LLAMA,
            "<|python_tag|>{\"name\": \"run\", \"parameters\": {\"n\": 1}}; {\"name\": \"run\", \"parameters\": {\"n\": 2}}",
            "run:{\"n\": 1}",
            "run:{\"n\": 2}"),
        output(ToolFormat.LLAMA, "It is {so}.", "text:It is {so}."),
        output(ToolFormat.LLAMA, "{\"a\": 1}", "text:{\"a\": 1}"),
        output(
            ToolFormat.MISTRAL,
            "[TOOL_CALLS][{\"name\": \"run\", \"arguments\": {\"n\": 1}}, {\"name\": \"run\", \"arguments\": {\"n\": 2}}]",
            "run:{\"n\": 1}",
            "run:{\"n\": 2}"),
        output(
            ToolFormat.MISTRAL,
            "Yes.[TOOL_CALLS]run[ARGS]{\"n\": 1}[TOOL_CALLS]patch[CALL_ID]123456789[ARGS]{\"input\": \"p\"}",
            "text:Yes.",
            "run:{\"n\": 1}",
            "patch!p"),
        output(ToolFormat.MISTRAL, "See [TOOL] there", "text:See [TOOL] there"));
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void isFoundWhereverItIsCut(ToolFormat format, String output, List<String> expected) {
    for (int size = 1; size <= output.length(); size++) {
      assertThat(read(format.read(TOOLS), output, size))
          .as("pieces of %d", size)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void aThoughtComesBefore(ToolFormat format, String output, List<String> expected) {
    for (int size = 1; size <= output.length(); size++) {
      var thought = new ArrayList<>(List.of("thought:I <see>."));
      thought.addAll(expected);
      var reader = new ThinkReader(format.read(TOOLS), false);
      assertThat(read(reader, "<think>I <see>.</think>\n\n" + output, size)).isEqualTo(thought);
    }
  }

  /** Texts and calls in order; checks that the pieces of a call are its whole input. */
  private static List<String> read(OutputReader reader, String output, int size) {
    var events = new ArrayList<AnswerEvent>();
    for (int at = 0; at < output.length(); at += size) {
      reader.accept(
          output.substring(at, Math.min(output.length(), at + size)), List.of(), events::add);
    }
    reader.finish(events::add);
    var out = new ArrayList<String>();
    var name = "";
    var input = new StringBuilder();
    for (var event : events) {
      switch (event) {
        case AnswerEvent.Queued queued -> throw new AssertionError(queued);
        case AnswerEvent.Reasoning(var text) -> append(out, "thought:", text);
        case AnswerEvent.Text(var text, var told) -> append(out, "text:", text);
        case AnswerEvent.ToolBegins(var id, var called, var custom) -> {
          assertThat(id).matches("[0-9A-Za-z]{9}");
          name = called + (custom ? "!" : ":");
          input.setLength(0);
        }
        case AnswerEvent.ToolInput(var delta) -> input.append(delta);
        case AnswerEvent.ToolEnds(var all) -> {
          assertThat(input).hasToString(all);
          out.add(name + all);
        }
      }
    }
    return out;
  }

  private static void append(List<String> out, String kind, String text) {
    if (!out.isEmpty() && out.getLast().startsWith(kind)) {
      out.set(out.size() - 1, out.getLast() + text);
    } else {
      out.add(kind + text);
    }
  }

  private static Arguments output(ToolFormat format, String output, String... expected) {
    return Arguments.of(format, output, List.of(expected));
  }

  private static JsonObject tool(String json) {
    return Json.parseObject(json);
  }
}
