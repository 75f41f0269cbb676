package dev.brisk.server.http;

import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * {@code GET /v1/models}: the models that are served, as OpenAI's SDKs list them ({@code data}) and
 * as the catalog that Codex CLI reads ({@code models}), in one object; {@code GET /v1/models/NAME}:
 * one of them.
 */
final class ModelsRoute implements Handler {
  /** Tokens of a tool's output that Codex CLI passes on. */
  private static final int TOOL_OUTPUT = 10_000;

  private static final String INSTRUCTIONS =
      "You are a coding assistant. Make the smallest change that does what is asked, and touch nothing"
          + " else. Run tests or other commands only when you are asked to. Be brief.";

  private final Models models;
  private final long created = Instant.now().getEpochSecond();

  ModelsRoute(Models models) {
    this.models = models;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    var json = new JsonWriter().beginObject().member("object", "list").name("data").beginArray();
    models.all().forEach(responder -> listed(json, responder.model()));
    json.endArray().name("models").beginArray();
    int priority = 0;
    for (var responder : models.all()) {
      if (responder.model().chats()) {
        inCatalog(json, responder.model(), priority++);
      }
    }
    var text = json.endArray().endObject().toString();
    response.header(HeaderNames.ETAG, "\"" + Integer.toHexString(text.hashCode()) + "\"");
    send(response, text);
  }

  void one(ServerRequest request, ServerResponse response) {
    var json = new JsonWriter();
    listed(json, models.named(request.path().pathParameters().get("name")).model());
    send(response, json.toString());
  }

  private static void send(ServerResponse response, String json) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.getBytes(StandardCharsets.UTF_8));
  }

  private void listed(JsonWriter json, ModelCard model) {
    json.beginObject()
        .member("id", model.name())
        .member("object", "model")
        .member("created", created)
        .member("owned_by", "brisk")
        .member("context_length", model.contextLength())
        .member("edit_format", model.editFormat().orElse(null))
        .member("chat", model.chats())
        .endObject();
  }

  /** All members that Codex CLI 0.169 requires, and those that switch on what Brisk serves. */
  private static void inCatalog(JsonWriter json, ModelCard model, int priority) {
    json.beginObject()
        .member("slug", model.name())
        .member("display_name", model.name())
        .member("description", "Served by Brisk")
        .member("supported_reasoning_levels", List.of())
        .member("shell_type", "unified_exec")
        .member("visibility", "list")
        .member("supported_in_api", true)
        .member("priority", priority)
        .member("support_verbosity", false);
    json.name("truncation_policy")
        .beginObject()
        .member("mode", "tokens")
        .member("limit", TOOL_OUTPUT)
        .endObject();
    json.member("experimental_supported_tools", List.of())
        .member("base_instructions", INSTRUCTIONS)
        .member("apply_patch_tool_type", "freeform")
        .member("input_modalities", List.of("text"))
        .member("context_window", model.contextLength())
        .member("max_context_window", model.contextLength())
        .endObject();
  }
}
