package dev.brisk.server.upstream;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.tools.Tools;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The calls of one answer, one after the other. A custom tool of which a function was made is made
 * one again: its input comes at its end, as the arguments around it are JSON.
 */
final class CallReader {
  private final Tools tools;
  private final StringBuilder input = new StringBuilder();
  private boolean open;
  private boolean unwraps;

  CallReader(Tools tools) {
    this.tools = tools;
  }

  /**
   * A call begins; one that is open ends.
   *
   * @param free whether the upstream takes the input for free text
   */
  void begin(String id, String name, boolean free, Consumer<AnswerEvent> events) {
    end(events);
    open = true;
    unwraps = !free && tools.isCustom(name);
    events.accept(
        new AnswerEvent.ToolBegins(
            id.isEmpty() ? "call_" + UUID.randomUUID().toString().replace("-", "") : id,
            name,
            free || unwraps));
  }

  void input(String delta, Consumer<AnswerEvent> events) {
    if (!open) {
      throw new JsonException("There is input for a call that has not begun.");
    }
    input.append(delta);
    if (!unwraps && !delta.isEmpty()) {
      events.accept(new AnswerEvent.ToolInput(delta));
    }
  }

  /** Whether the open call has had any input. */
  boolean hasInput() {
    return !input.isEmpty();
  }

  void end(Consumer<AnswerEvent> events) {
    if (!open) {
      return;
    }
    var all = unwraps ? unwrapped(input.toString()) : input.toString();
    if (unwraps && !all.isEmpty()) {
      events.accept(new AnswerEvent.ToolInput(all));
    }
    events.accept(new AnswerEvent.ToolEnds(all));
    input.setLength(0);
    open = false;
  }

  /** The one argument; arguments that are none are taken as they are, for the client to judge. */
  private static String unwrapped(String arguments) {
    try {
      return Json.parseObject(arguments).text(Tools.INPUT).orElse(arguments);
    } catch (JsonException e) {
      return arguments;
    }
  }
}
