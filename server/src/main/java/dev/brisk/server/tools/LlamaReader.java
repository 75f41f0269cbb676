package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.TokenLogprob;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"name": …, "parameters": {…}}} where that is how the message begins, with or
 * without {@code <|python_tag|>} before it; more calls may follow behind a semicolon or on another
 * line. Anything else is text.
 */
final class LlamaReader implements OutputReader {
  private static final String TAG = "<|python_tag|>";

  private final Tools tools;
  private final StringBuilder start = new StringBuilder();
  private final StringBuilder behind = new StringBuilder();
  private final Prose prose = new Prose();
  private boolean calls;
  private boolean plain;
  private @Nullable CallScanner call;

  LlamaReader(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    prose.add(logprobs);
    var rest = piece;
    if (!plain && !calls) {
      start.append(piece);
      var begun = start.toString().stripLeading();
      if (begun.length() < TAG.length() && TAG.startsWith(begun)) {
        return;
      }
      rest = begun.startsWith(TAG) ? begun.substring(TAG.length()) : begun;
      calls = begun.startsWith(TAG) || rest.startsWith("{");
      plain = !calls;
      rest = plain ? start.toString() : rest;
    }
    if (plain) {
      prose.write(rest, events);
      return;
    }
    while (!rest.isEmpty()) {
      rest = call == null ? next(rest, events) : inside(call, rest, events);
    }
  }

  private String next(String written, Consumer<AnswerEvent> events) {
    int brace = written.indexOf('{');
    behind.append(written, 0, brace < 0 ? written.length() : brace);
    if (brace < 0) {
      return "";
    }
    behind.setLength(0);
    call = new CallScanner(tools, events);
    return written.substring(brace);
  }

  private String inside(CallScanner running, String written, Consumer<AnswerEvent> events) {
    int taken = running.acceptUntilComplete(written);
    if (running.complete()) {
      end(running, events);
    }
    return written.substring(taken);
  }

  private void end(CallScanner running, Consumer<AnswerEvent> events) {
    running.finish().ifPresent(noCall -> prose.write(noCall, events));
    call = null;
  }

  @Override
  public void finish(Consumer<AnswerEvent> events) {
    if (!plain && !calls) {
      prose.write(start.toString(), events);
    } else if (call != null) {
      end(call, events);
    } else if (!behind.toString().isBlank() && calls) {
      prose.write(behind.toString(), events);
    }
    prose.finish(events);
  }
}
