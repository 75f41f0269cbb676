package dev.brisk.server.tools;

import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.ToolChoice;
import java.util.Optional;

/** The ways in which families of models write calls of tools. */
public enum ToolFormat {
  /** {@code <tool_call>{"name": …, "arguments": {…}}</tool_call>}: Hermes, Qwen 2.5 and 3. */
  HERMES("<tool_call>"),

  /** {@code <tool_call><function=name><parameter=key>value…}: Qwen3-Coder. */
  QWEN_CODER("<tool_call>"),

  /** {@code {"name": …, "parameters": {…}}} as the whole message: Llama 3.1 and later. */
  LLAMA("<|python_tag|>"),

  /** {@code [TOOL_CALLS]} and an array of calls, or a name and its arguments: Mistral. */
  MISTRAL("[TOOL_CALLS]");

  private final String mark;

  ToolFormat(String mark) {
    this.mark = mark;
  }

  /** The text with which a call begins; in some vocabularies one control token. */
  public String mark() {
    return mark;
  }

  /**
   * What the model has to begin with so that it calls as it must; nothing where it is free. It
   * stands in the prompt.
   */
  public String opening(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Auto auto -> "";
      case ToolChoice.None none -> "";
      case ToolChoice.Required required ->
          switch (this) {
            case HERMES -> mark + "\n{\"name\": \"";
            case QWEN_CODER -> mark + "\n<function=";
            case LLAMA -> "{\"name\": \"";
            case MISTRAL -> mark;
          };
      case ToolChoice.Named(var name) ->
          switch (this) {
            case HERMES -> mark + "\n{\"name\": \"" + name + "\", \"arguments\": ";
            case QWEN_CODER -> mark + "\n<function=" + name + ">\n";
            case LLAMA -> "{\"name\": \"" + name + "\", \"parameters\": ";
            case MISTRAL -> mark + "[{\"name\": \"" + name + "\", \"arguments\": ";
          };
    };
  }

  /** Finds the calls in one output. */
  public OutputReader read(Tools tools) {
    return switch (this) {
      case HERMES -> new HermesReader(tools);
      case QWEN_CODER -> new QwenCoderReader(tools);
      case LLAMA -> new LlamaReader(tools);
      case MISTRAL -> new MistralReader(tools);
    };
  }

  /** The way that a chat template teaches its model; empty if it says nothing of tools. */
  public static Optional<ToolFormat> of(String template) {
    if (!template.contains("tools")) {
      return Optional.empty();
    }
    if (template.contains("[TOOL_CALLS]")) {
      return Optional.of(MISTRAL);
    }
    if (template.contains("<function=")) {
      return Optional.of(QWEN_CODER);
    }
    if (template.contains("<tool_call>")) {
      return Optional.of(HERMES);
    }
    return template.contains("python_tag") || template.contains("\"parameters\": ")
        ? Optional.of(LLAMA)
        : Optional.empty();
  }
}
