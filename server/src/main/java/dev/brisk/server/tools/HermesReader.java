package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.TokenLogprob;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code <tool_call>{"name": …, "arguments": {…}}</tool_call>} between pieces of text. */
final class HermesReader implements OutputReader {
  private static final String BEGIN = "<tool_call>";
  private static final String END = "</tool_call>";

  private final Tools tools;
  private final MarkedText text = new MarkedText();
  private final Prose prose = new Prose();
  private @Nullable CallScanner call;

  HermesReader(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    text.append(piece);
    prose.add(logprobs);
    boolean more = true;
    while (more) {
      more = call == null ? outside(events) : inside(call, events);
    }
  }

  private boolean outside(Consumer<AnswerEvent> events) {
    if (text.has(BEGIN)) {
      prose.before(text.takeBefore(BEGIN), events);
      call = new CallScanner(tools, events);
      return true;
    }
    prose.write(text.takeCertain(BEGIN), events);
    return false;
  }

  private boolean inside(CallScanner running, Consumer<AnswerEvent> events) {
    boolean ended = text.has(END);
    running.accept(ended ? text.takeBefore(END) : text.takeCertain(END));
    if (ended) {
      end(running, END, events);
    }
    return ended;
  }

  private void end(CallScanner running, String mark, Consumer<AnswerEvent> events) {
    running.finish().ifPresent(noCall -> prose.write(BEGIN + noCall + mark, events));
    call = null;
  }

  @Override
  public void finish(Consumer<AnswerEvent> events) {
    var running = call;
    if (running == null) {
      prose.write(text.takeAll(), events);
    } else {
      running.accept(text.takeAll());
      end(running, "", events);
    }
    prose.finish(events);
  }
}
