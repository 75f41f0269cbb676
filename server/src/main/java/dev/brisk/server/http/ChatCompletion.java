package dev.brisk.server.http;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.TokenLogprob;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes one answer as a chat completion, whole or in chunks. */
final class ChatCompletion {
  private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
  private final long created = Instant.now().getEpochSecond();
  private final String model;
  private final JsonWriter json = new JsonWriter();

  /** Calls of tools that have begun. */
  private int calls;

  private boolean custom;

  ChatCompletion(String model) {
    this.model = model;
  }

  void whole(Answer answer, ServerResponse response) throws InterruptedException {
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var logprobs = new ArrayList<TokenLogprob>();
    var message = new JsonWriter().beginArray();
    for (var event = answer.next(); event.isPresent(); event = answer.next()) {
      switch (event.get()) {
        case AnswerEvent.Queued queued -> {}
        case AnswerEvent.Reasoning(var more) -> thought.append(more);
        case AnswerEvent.Text(var more, var told) -> {
          text.append(more);
          logprobs.addAll(told);
        }
        case AnswerEvent.ToolBegins begins -> begin(message, begins);
        case AnswerEvent.ToolInput input -> {}
        case AnswerEvent.ToolEnds(var input) -> end(message, input);
      }
    }
    var result = answer.result();
    if (result.reason() == FinishReason.FAILED) {
      throw new ApiException(failed(result));
    }
    head("chat.completion").beginArray().beginObject().member("index", 0);
    json.name("message").beginObject().member("role", "assistant");
    json.member("content", text.isEmpty() && calls > 0 ? null : text.toString());
    if (!thought.isEmpty()) {
      json.member("reasoning_content", thought.toString());
    }
    json.name("refusal").nullValue();
    if (calls > 0) {
      json.name("tool_calls").raw(message.endArray().toString());
    }
    json.endObject();
    logprobs(logprobs);
    json.member("finish_reason", reason(result)).endObject().endArray();
    Usage.write(json, result.stats());
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.endObject().toString().getBytes(StandardCharsets.UTF_8));
  }

  private void begin(JsonWriter out, AnswerEvent.ToolBegins begins) {
    calls++;
    custom = begins.custom();
    var type = custom ? "custom" : "function";
    out.beginObject().member("id", begins.callId()).member("type", type);
    out.name(type).beginObject().member("name", begins.name());
  }

  private void end(JsonWriter out, String input) {
    out.member(custom ? "input" : "arguments", input).endObject().endObject();
  }

  void stream(Answer answer, ServerResponse response, boolean includeUsage)
      throws InterruptedException, IOException {
    try (var out = new SseStream(response)) {
      delta().member("role", "assistant").member("content", "");
      send(out, List.of(), null, includeUsage);
      for (var event = answer.next(); event.isPresent(); event = answer.next()) {
        write(event.get(), out, includeUsage);
      }
      end(out, answer.result(), includeUsage);
    }
  }

  private void write(AnswerEvent event, SseStream out, boolean includeUsage) throws IOException {
    switch (event) {
      case AnswerEvent.Queued queued -> {}
      case AnswerEvent.Reasoning(var more) -> {
        delta().member("reasoning_content", more);
        send(out, List.of(), null, includeUsage);
      }
      case AnswerEvent.Text(var more, var told) -> {
        delta().member("content", more);
        send(out, told, null, includeUsage);
      }
      case AnswerEvent.ToolBegins begins -> {
        call();
        json.member("index", calls);
        calls++;
        custom = begins.custom();
        var type = custom ? "custom" : "function";
        json.member("id", begins.callId()).member("type", type);
        json.name(type).beginObject().member("name", begins.name());
        json.member(custom ? "input" : "arguments", "").endObject().endObject().endArray();
        send(out, List.of(), null, includeUsage);
      }
      case AnswerEvent.ToolInput(var more) -> {
        call();
        json.member("index", calls - 1).name(custom ? "custom" : "function").beginObject();
        json.member(custom ? "input" : "arguments", more).endObject().endObject().endArray();
        send(out, List.of(), null, includeUsage);
      }
      case AnswerEvent.ToolEnds ends -> {}
    }
  }

  private void call() {
    delta().name("tool_calls").beginArray().beginObject();
  }

  private void end(SseStream out, GenerationResult result, boolean includeUsage)
      throws IOException {
    if (result.reason() == FinishReason.FAILED) {
      out.send(failed(result).json());
      return;
    }
    delta();
    send(out, List.of(), reason(result), includeUsage);
    if (includeUsage) {
      head("chat.completion.chunk").beginArray().endArray();
      Usage.write(json, result.stats());
      out.send(json.endObject().toString());
    }
    out.send("[DONE]");
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

  private void send(
      SseStream out, List<TokenLogprob> told, @Nullable String reason, boolean includeUsage)
      throws IOException {
    json.endObject();
    logprobs(told);
    json.member("finish_reason", reason).endObject().endArray();
    if (includeUsage) {
      json.name("usage").nullValue();
    }
    out.send(json.endObject().toString());
  }

  private void logprobs(List<TokenLogprob> told) {
    json.name("logprobs");
    if (told.isEmpty()) {
      json.nullValue();
      return;
    }
    json.beginObject().name("content").beginArray();
    for (var token : told) {
      token(token);
      json.name("top_logprobs").beginArray();
      for (var other : token.top()) {
        token(other);
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().name("refusal").nullValue().endObject();
  }

  private void token(TokenLogprob token) {
    json.beginObject().member("token", token.text()).member("logprob", token.logprob());
    json.name("bytes").beginArray();
    for (byte b : token.text().getBytes(StandardCharsets.UTF_8)) {
      json.value(b & 0xff);
    }
    json.endArray();
  }

  private String reason(GenerationResult result) {
    if (result.reason() == FinishReason.LENGTH) {
      return "length";
    }
    return calls > 0 ? "tool_calls" : "stop";
  }

  private static ApiError failed(GenerationResult result) {
    return ApiError.failed(result.message());
  }
}
