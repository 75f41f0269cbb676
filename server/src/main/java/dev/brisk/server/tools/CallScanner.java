package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one call, {@code {"name": …, "arguments": {…}}}, as it comes. The arguments are handed on
 * as soon as the name is known; of a custom tool, the text of its one argument.
 */
final class CallScanner implements ObjectScanner.Members {
  private enum Part {
    NAME,
    INPUT,
    OTHER
  }

  private final Tools tools;
  private final Consumer<AnswerEvent> events;
  private final ObjectScanner scanner = new ObjectScanner(this);
  private final StringBuilder unread = new StringBuilder();
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder raw = new StringBuilder();
  private final StringBuilder input = new StringBuilder();
  private StringDecoder strings = new StringDecoder();
  private Part part = Part.OTHER;
  private boolean wholeIsInput;
  private boolean begun;
  private boolean custom;
  private int sent;

  /** Passes the characters of a custom tool's argument on as text. */
  private final ObjectScanner text =
      new ObjectScanner(
          new ObjectScanner.Members() {
            @Override
            public void begin(String member) {
              strings = new StringDecoder();
            }

            @Override
            public void character(char c) {
              strings.accept(c, input);
            }

            @Override
            public void end() {}
          });

  CallScanner(Tools tools, Consumer<AnswerEvent> events) {
    this.tools = tools;
    this.events = events;
  }

  boolean complete() {
    return scanner.complete();
  }

  /** The name has come apart from the arguments, which are all that follows. */
  void named(String given) {
    name.append(given);
    begin("name");
    end();
    wholeIsInput = true;
  }

  /**
   * Takes more of what is written, up to the end of the object; what is behind it is passed over.
   */
  void accept(String text) {
    for (int i = 0; i < text.length(); i++) {
      accept(text.charAt(i));
    }
    flush();
  }

  private void accept(char c) {
    if (!begun) {
      unread.append(c);
    }
    if (wholeIsInput) {
      input(c);
    }
    scanner.accept(c);
  }

  /**
   * Takes characters until the object is complete.
   *
   * @return how many were taken
   */
  int acceptUntilComplete(String text) {
    int n = 0;
    while (n < text.length() && !complete()) {
      accept(text.charAt(n++));
    }
    flush();
    return n;
  }

  /** Hands on what has come of the input since the last time. */
  private void flush() {
    if (begun && input.length() > sent) {
      events.accept(new AnswerEvent.ToolInput(input.substring(sent)));
      sent = input.length();
    }
  }

  /**
   * The call is over; without arguments it has none.
   *
   * @return all that was written if it was no call: no name has come
   */
  Optional<String> finish() {
    if (!begun) {
      return Optional.of(unread.toString());
    }
    if (!custom && input.isEmpty()) {
      input.append("{}");
    }
    flush();
    events.accept(new AnswerEvent.ToolEnds(input.toString()));
    return Optional.empty();
  }

  @Override
  public void begin(String member) {
    part =
        switch (member) {
          case "name" -> Part.NAME;
          case "arguments", "parameters" -> Part.INPUT;
          default -> Part.OTHER;
        };
    strings = new StringDecoder();
  }

  @Override
  public void character(char c) {
    if (wholeIsInput) {
      return;
    }
    switch (part) {
      case NAME -> strings.accept(c, name);
      case INPUT -> input(c);
      case OTHER -> {}
    }
  }

  private void input(char c) {
    if (!begun) {
      raw.append(c);
    } else if (custom) {
      text.accept(c);
    } else {
      input.append(c);
    }
  }

  @Override
  public void end() {
    if (part == Part.NAME && !begun) {
      begun = true;
      custom = tools.isCustom(name.toString());
      events.accept(new AnswerEvent.ToolBegins(CallIds.next(), name.toString(), custom));
      for (int i = 0; i < raw.length(); i++) {
        input(raw.charAt(i));
      }
    }
    part = Part.OTHER;
  }
}
