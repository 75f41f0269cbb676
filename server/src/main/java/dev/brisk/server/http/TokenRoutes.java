package dev.brisk.server.http;

import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** llama.cpp's {@code POST /tokenize}, {@code POST /detokenize} and {@code GET /props}. */
final class TokenRoutes {
  private final Models models;
  private final String version;

  TokenRoutes(Models models, String version) {
    this.models = models;
    this.version = version;
  }

  void tokenize(ServerRequest request, ServerResponse response) {
    var body = Bodies.json(request);
    try {
      var tokenizer = tokenizer(body);
      var text = body.requireText("content");
      var json = new JsonWriter().beginObject().name("tokens").beginArray();
      boolean pieces = body.bool("with_pieces").orElse(false);
      if (body.bool("add_special").orElse(false) && tokenizer.addsBos()) {
        tokenizer.bos().ifPresent(id -> write(json, tokenizer, id, pieces));
      }
      int[] ids =
          body.bool("parse_special").orElse(true)
              ? tokenizer.encodeWithSpecials(text)
              : tokenizer.encode(text);
      for (int id : ids) {
        write(json, tokenizer, id, pieces);
      }
      send(response, json.endArray().endObject());
    } catch (JsonException e) {
      throw invalid(e);
    }
  }

  private static void write(JsonWriter json, Tokenizer tokenizer, int id, boolean pieces) {
    if (!pieces) {
      json.value(id);
      return;
    }
    json.beginObject().member("id", id).name("piece");
    var bytes = bytes(tokenizer, id);
    try {
      json.value(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      // A part of a character; llama.cpp writes the bytes then.
      json.beginArray();
      for (byte b : bytes) {
        json.value(b & 0xFF);
      }
      json.endArray();
    }
    json.endObject();
  }

  void detokenize(ServerRequest request, ServerResponse response) {
    var body = Bodies.json(request);
    try {
      var tokenizer = tokenizer(body);
      var bytes = new ByteArrayOutputStream();
      for (var item : body.array("tokens")) {
        bytes.writeBytes(bytes(tokenizer, id(item, tokenizer.size())));
      }
      send(
          response,
          new JsonWriter()
              .beginObject()
              .member("content", bytes.toString(StandardCharsets.UTF_8))
              .endObject());
    } catch (JsonException e) {
      throw invalid(e);
    }
  }

  private static int id(Json item, int size) {
    if (item instanceof Json.Numeral number
        && number.value() == Math.rint(number.value())
        && number.value() >= 0
        && number.value() < size) {
      return (int) number.value();
    }
    throw new JsonException(
        "'tokens' must be an array of whole numbers from 0 to " + (size - 1) + ".");
  }

  /** What a token is in a text; a mark for the model is spelled out. */
  private static byte[] bytes(Tokenizer tokenizer, int id) {
    return tokenizer.isControl(id)
        ? tokenizer.piece(id).getBytes(StandardCharsets.UTF_8)
        : tokenizer.bytes(id);
  }

  void props(ServerRequest request, ServerResponse response) {
    var model = models.first().model();
    send(
        response,
        new JsonWriter()
            .beginObject()
            .name("default_generation_settings")
            .beginObject()
            .member("n_ctx", model.contextLength())
            .name("params")
            .beginObject()
            .member("n_predict", -1)
            .member("temperature", 0)
            .member("top_k", 0)
            .member("top_p", 1)
            .member("min_p", 0)
            .endObject()
            .endObject()
            .member("total_slots", 1)
            .member("model_alias", model.name())
            .member("model_path", model.name())
            .name("modalities")
            .beginObject()
            .member("vision", false)
            .member("audio", false)
            .endObject()
            .member("build_info", "brisk " + version)
            .endObject());
  }

  private Tokenizer tokenizer(JsonObject body) {
    var name = body.text("model").filter(n -> !n.isEmpty());
    var responder = name.map(models::named).orElse(models.first());
    return responder
        .tokenizer()
        .orElseThrow(
            () ->
                new RefusedException(
                    "tokenize_unsupported",
                    "The tokens of the model "
                        + responder.model().name()
                        + " are made elsewhere; ask the server that runs it."));
  }

  private static ApiException invalid(JsonException e) {
    return new ApiException(
        ApiError.badRequest("invalid_request", null, String.valueOf(e.getMessage())));
  }

  private static void send(ServerResponse response, JsonWriter json) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
