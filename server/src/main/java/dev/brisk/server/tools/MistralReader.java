package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.TokenLogprob;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code [TOOL_CALLS]} and what follows it to the end: an array of calls, or, as later models
 * write them, a name, {@code [ARGS]} and the arguments, each call with a mark of its own.
 */
final class MistralReader implements OutputReader {
  private static final String BEGIN = "[TOOL_CALLS]";
  private static final String ARGUMENTS = "[ARGS]";
  private static final String ID = "[CALL_ID]";

  private final Tools tools;
  private final MarkedText text = new MarkedText();
  private final Prose prose = new Prose();
  private final StringBuilder between = new StringBuilder();
  private boolean marked;
  private @Nullable CallScanner call;

  MistralReader(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    var rest = piece;
    if (!marked) {
      text.append(piece);
      prose.add(logprobs);
      if (!text.has(BEGIN)) {
        prose.write(text.takeCertain(BEGIN), events);
        return;
      }
      prose.before(text.takeBefore(BEGIN), events);
      marked = true;
      rest = text.takeAll();
    }
    while (!rest.isEmpty()) {
      rest = call == null ? between(rest, events) : inside(call, rest);
    }
  }

  /** Looks for the brace with which the next call, or the arguments of a named one, begins. */
  private String between(String written, Consumer<AnswerEvent> events) {
    int brace = written.indexOf('{');
    between.append(written, 0, brace < 0 ? written.length() : brace);
    if (brace < 0) {
      return "";
    }
    var running = new CallScanner(tools, events);
    var name = name();
    between.setLength(0);
    call = running;
    if (!name.isEmpty()) {
      running.named(name);
    }
    return written.substring(brace);
  }

  /** The name before the arguments; nothing where the call itself has it. */
  private String name() {
    int end = between.indexOf(ARGUMENTS);
    int from = between.lastIndexOf(BEGIN);
    var name =
        between.substring(from < 0 ? 0 : from + BEGIN.length(), end < 0 ? between.length() : end);
    int id = name.indexOf(ID);
    return (id < 0 ? name : name.substring(0, id)).replaceAll("[\\[\\],\\s]", "");
  }

  private String inside(CallScanner running, String written) {
    int taken = running.acceptUntilComplete(written);
    if (running.complete()) {
      var _ = running.finish();
      call = null;
    }
    return written.substring(taken);
  }

  @Override
  public void finish(Consumer<AnswerEvent> events) {
    if (!marked) {
      prose.write(text.takeAll(), events);
    } else if (call != null) {
      var _ = call.finish();
    }
    prose.finish(events);
  }
}
