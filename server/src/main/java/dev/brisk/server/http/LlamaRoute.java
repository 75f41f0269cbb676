package dev.brisk.server.http;

import dev.brisk.engine.FinishReason;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * llama.cpp's {@code POST /infill} and {@code POST /completion}, for the editor plug-ins llama.vim
 * and llama.vscode, streaming and not.
 */
final class LlamaRoute implements Handler {
  /** How one of the two reads its body. */
  interface Reader {
    LlamaRequest read(JsonObject json, Models models, Caller caller);
  }

  private final Models models;
  private final Reader reader;

  LlamaRoute(Models models, Reader reader) {
    this.models = models;
    this.reader = reader;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var asked = reader.read(Bodies.json(request), models, Callers.of(request));
    var answer = models.ask(asked.question());
    try {
      QueueHeaders.await(answer, request, response);
      var suggestion = new Suggestion(asked, answer);
      if (asked.stream()) {
        suggestion.stream(response);
      } else {
        suggestion.whole(response);
      }
    } finally {
      // Ends it where the client has gone; does nothing where it has ended.
      answer.cancel();
    }
  }

  /** One answer being written. */
  private static final class Suggestion {
    private final Answer answer;
    private final LlamaAnswer json;
    private final SuggestionEnd end;
    private boolean newLine;

    Suggestion(LlamaRequest asked, Answer answer) {
      this.answer = answer;
      json = new LlamaAnswer(asked);
      end = new SuggestionEnd(asked.indent(), asked.mostTime(), System::nanoTime);
    }

    private interface Sink {
      void accept(String piece) throws IOException;
    }

    /** Reads the answer to its end, or to where the suggestion ends. */
    private void read(Sink sink) throws InterruptedException, IOException {
      for (var event = answer.next(); event.isPresent(); event = answer.next()) {
        if (end.ended() || !(event.get() instanceof AnswerEvent.Text(var piece, var logprobs))) {
          continue;
        }
        var shown = end.accept(piece);
        newLine |= shown.indexOf('\n') >= 0;
        if (!shown.isEmpty()) {
          sink.accept(shown);
        }
        if (end.ended()) {
          answer.cancel();
        }
      }
    }

    void whole(ServerResponse response) throws InterruptedException, IOException {
      var text = new StringBuilder();
      read(text::append);
      if (answer.result().reason() == FinishReason.FAILED) {
        throw new ApiException(failed());
      }
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(
          json.whole(text.toString(), newLine, end.ended(), answer)
              .getBytes(StandardCharsets.UTF_8));
    }

    void stream(ServerResponse response) throws InterruptedException, IOException {
      try (var out = new SseStream(response)) {
        int[] pieces = {0};
        read(piece -> out.send(json.piece(piece, ++pieces[0])));
        out.send(
            answer.result().reason() == FinishReason.FAILED
                ? failed().json()
                : json.whole("", newLine, end.ended(), answer));
      }
    }

    private ApiError failed() {
      return ApiError.failed(answer.result().message());
    }
  }
}
