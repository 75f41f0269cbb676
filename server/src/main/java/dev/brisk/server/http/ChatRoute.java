package dev.brisk.server.http;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.server.respond.RefusedException;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.respond.ResponseOptions;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}, streaming and not. */
final class ChatRoute implements Handler {
  private final Responder responder;

  ChatRoute(Responder responder) {
    this.responder = responder;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var chat = ChatRequest.of(Bodies.json(request));
    var card = responder.model();
    if (!chat.model().equals(card.name())) {
      throw new ApiException(
          new ApiError(
              404,
              "invalid_request_error",
              "model_not_found",
              "model",
              "The model '" + chat.model() + "' is not served here; use '" + card.name() + "'."));
    }
    var generation = start(chat);
    try {
      var completion = new Completion(chat.model());
      if (chat.stream()) {
        completion.stream(generation, response, chat.includeUsage());
      } else {
        completion.whole(generation, response);
      }
    } finally {
      // Ends it where the client has gone; does nothing where it has ended.
      generation.cancel();
    }
  }

  private Generation start(ChatRequest chat) {
    try {
      var prompt = responder.prepare(new Prompt.Chat(chat.messages()));
      return responder.respond(
          prompt,
          new ResponseOptions(
              chat.maxTokens().orElse(responder.model().contextLength()),
              chat.sampling(),
              chat.stop(),
              Optional.empty(),
              Optional.empty(),
              false,
              new CancelToken()));
    } catch (RefusedException e) {
      var code = e.code().equals("prompt_too_long") ? "context_length_exceeded" : e.code();
      throw new ApiException(ApiError.badRequest(code, "messages", e.sentence()));
    }
  }

  /** One answer being written. */
  private static final class Completion {
    private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final JsonWriter json = new JsonWriter();

    Completion(String model) {
      this.model = model;
    }

    void whole(Generation generation, ServerResponse response) throws InterruptedException {
      var text = new StringBuilder();
      for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
        text.append(chunk.get().text());
      }
      var result = generation.result();
      if (result.reason() == FinishReason.FAILED) {
        throw new ApiException(failed(result));
      }
      head("chat.completion").beginArray().beginObject().member("index", 0);
      json.name("message")
          .beginObject()
          .member("role", "assistant")
          .member("content", text.toString())
          .name("refusal")
          .nullValue()
          .endObject();
      json.name("logprobs")
          .nullValue()
          .member("finish_reason", reason(result))
          .endObject()
          .endArray();
      usage(result.stats());
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(json.endObject().toString().getBytes(StandardCharsets.UTF_8));
    }

    void stream(Generation generation, ServerResponse response, boolean includeUsage)
        throws InterruptedException, IOException {
      response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
      response.header(HeaderNames.CACHE_CONTROL, "no-cache");
      try (var out = response.outputStream()) {
        delta().member("role", "assistant").member("content", "");
        event(out, null, includeUsage);
        for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
          if (!chunk.get().text().isEmpty()) {
            delta().member("content", chunk.get().text());
            event(out, null, includeUsage);
          }
        }
        end(out, generation.result(), includeUsage);
      }
    }

    private void end(OutputStream out, GenerationResult result, boolean includeUsage)
        throws IOException {
      if (result.reason() == FinishReason.FAILED) {
        send(out, failed(result).json());
        return;
      }
      delta();
      event(out, reason(result), includeUsage);
      if (includeUsage) {
        head("chat.completion.chunk").beginArray().endArray();
        usage(result.stats());
        send(out, json.endObject().toString());
      }
      send(out, "[DONE]");
    }

    private JsonWriter head(String object) {
      return json.reset()
          .beginObject()
          .member("id", id)
          .member("object", object)
          .member("created", created)
          .member("model", model)
          .name("choices");
    }

    private JsonWriter delta() {
      return head("chat.completion.chunk")
          .beginArray()
          .beginObject()
          .member("index", 0)
          .name("delta")
          .beginObject();
    }

    private void event(OutputStream out, @Nullable String reason, boolean includeUsage)
        throws IOException {
      json.endObject()
          .name("logprobs")
          .nullValue()
          .member("finish_reason", reason)
          .endObject()
          .endArray();
      if (includeUsage) {
        json.name("usage").nullValue();
      }
      send(out, json.endObject().toString());
    }

    private static void send(OutputStream out, String data) throws IOException {
      out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private void usage(GenerationStats stats) {
      json.name("usage")
          .beginObject()
          .member("prompt_tokens", stats.promptTokens())
          .member("completion_tokens", stats.outputTokens())
          .member("total_tokens", stats.promptTokens() + stats.outputTokens())
          .name("prompt_tokens_details")
          .beginObject()
          .member("cached_tokens", stats.cachedTokens())
          .member("cache_miss", stats.miss().label())
          .endObject()
          .name("completion_tokens_details")
          .beginObject()
          .member("accepted_prediction_tokens", stats.accepted())
          .member("rejected_prediction_tokens", stats.drafted() - stats.accepted())
          .endObject()
          .endObject();
    }

    private static String reason(GenerationResult result) {
      return result.reason() == FinishReason.LENGTH ? "length" : "stop";
    }

    private static ApiError failed(GenerationResult result) {
      return new ApiError(
          500,
          "server_error",
          "engine_failed",
          null,
          "The engine failed (" + result.message() + "); try again.");
    }
  }
}
