package dev.brisk.server.http;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/completions}, streaming and not. */
final class CompletionRoute implements Handler {
  private final Models models;

  CompletionRoute(Models models) {
    this.models = models;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var asked = CompletionRequest.of(Bodies.json(request), Callers.of(request));
    var answer = models.ask(asked.question());
    try {
      QueueHeaders.await(answer, request, response);
      var completion = new Completion(asked.question().model());
      if (asked.stream()) {
        completion.stream(answer, response, asked.includeUsage());
      } else {
        completion.whole(answer, response);
      }
    } finally {
      // Ends it where the client has gone; does nothing where it has ended.
      answer.cancel();
    }
  }

  /** Writes one answer. */
  private static final class Completion {
    private final String id = "cmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final JsonWriter json = new JsonWriter();

    /** Characters of the answer so far. */
    private int offset;

    Completion(String model) {
      this.model = model;
    }

    void whole(Answer answer, ServerResponse response) throws InterruptedException {
      var text = new StringBuilder();
      var told = new ArrayList<TokenLogprob>();
      for (var event = answer.next(); event.isPresent(); event = answer.next()) {
        if (event.get() instanceof AnswerEvent.Text(var more, var logprobs)) {
          text.append(more);
          told.addAll(logprobs);
        }
      }
      var result = answer.result();
      if (result.reason() == FinishReason.FAILED) {
        throw new ApiException(ApiError.failed(result.message()));
      }
      choice(text.toString(), told, reason(result));
      Usage.write(json, result.stats());
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(json.endObject().toString().getBytes(StandardCharsets.UTF_8));
    }

    void stream(Answer answer, ServerResponse response, boolean includeUsage)
        throws InterruptedException, IOException {
      try (var out = new SseStream(response)) {
        for (var event = answer.next(); event.isPresent(); event = answer.next()) {
          if (event.get() instanceof AnswerEvent.Text(var more, var told)) {
            send(out, more, told, null, includeUsage);
          }
        }
        end(out, answer.result(), includeUsage);
      }
    }

    private void end(SseStream out, GenerationResult result, boolean includeUsage)
        throws IOException {
      if (result.reason() == FinishReason.FAILED) {
        out.send(ApiError.failed(result.message()).json());
        return;
      }
      send(out, "", List.of(), reason(result), includeUsage);
      if (includeUsage) {
        head().beginArray().endArray();
        Usage.write(json, result.stats());
        out.send(json.endObject().toString());
      }
      out.send("[DONE]");
    }

    private void send(
        SseStream out,
        String text,
        List<TokenLogprob> told,
        @Nullable String reason,
        boolean includeUsage)
        throws IOException {
      choice(text, told, reason);
      if (includeUsage) {
        json.name("usage").nullValue();
      }
      out.send(json.endObject().toString());
    }

    private void choice(String text, List<TokenLogprob> told, @Nullable String reason) {
      head().beginArray().beginObject().member("text", text).member("index", 0);
      logprobs(told);
      json.member("finish_reason", reason).endObject().endArray();
    }

    private JsonWriter head() {
      return json.reset()
          .beginObject()
          .member("id", id)
          .member("object", "text_completion")
          .member("created", created)
          .member("model", model)
          .name("choices");
    }

    /** In parallel lists, as this API has them. */
    private void logprobs(List<TokenLogprob> told) {
      json.name("logprobs");
      if (told.isEmpty()) {
        json.nullValue();
        return;
      }
      json.beginObject().member("tokens", told.stream().map(TokenLogprob::text).toList());
      json.name("token_logprobs").beginArray();
      told.forEach(token -> json.value(token.logprob()));
      json.endArray().name("top_logprobs").beginArray();
      for (var token : told) {
        json.beginObject();
        token.top().forEach(other -> json.member(other.text(), other.logprob()));
        json.endObject();
      }
      json.endArray().name("text_offset").beginArray();
      for (var token : told) {
        json.value(offset);
        offset += token.text().length();
      }
      json.endArray().endObject();
    }

    private static String reason(GenerationResult result) {
      return result.reason() == FinishReason.LENGTH ? "length" : "stop";
    }
  }
}
