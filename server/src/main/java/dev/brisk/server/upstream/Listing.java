package dev.brisk.server.upstream;

import dev.brisk.server.config.UpstreamModel.EngineKind;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an engine says of its model at {@code GET /v1/models}.
 *
 * @param model what it calls it
 * @param context most tokens of prompt and output together, if it says so
 */
record Listing(String model, EngineKind engine, OptionalInt context) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Asks an engine.
   *
   * @param wanted the model that is meant; none means the first
   * @throws UpstreamFailure if it does not answer, or does not have the model
   */
  static Listing of(Upstream upstream, Endpoint endpoint, Optional<String> wanted)
      throws InterruptedException {
    var exchange = upstream.get(endpoint, endpoint.uri("/models"));
    var status = exchange.head(PATIENCE).statusCode();
    var text = exchange.text(PATIENCE, "does not finish the list of its models");
    if (status != 200) {
      throw UpstreamFailure.status(endpoint, UpstreamError.of(status, text, upstream.secrets()));
    }
    try {
      return of(Json.parseObject(text).objects("data"), wanted, endpoint);
    } catch (JsonException e) {
      throw UpstreamFailure.gone(endpoint, "does not list its models as OpenAI's API does");
    }
  }

  private static Listing of(List<JsonObject> models, Optional<String> wanted, Endpoint endpoint) {
    var found =
        models.stream()
            .filter(m -> wanted.isEmpty() || m.text("id").equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    UpstreamFailure.gone(
                        endpoint,
                        wanted
                            .map(name -> "does not list the model '" + name + "'")
                            .orElse("lists no models")));
    return new Listing(
        found.requireText("id"),
        engine(found.text("owned_by").orElse("")),
        first(found, "max_model_len", "context_length", "context_window")
            .or(() -> found.object("meta").flatMap(meta -> first(meta, "n_ctx", "n_ctx_train")))
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()));
  }

  private static Optional<Integer> first(JsonObject object, String... names) {
    for (var name : names) {
      if (object.members().get(name) instanceof Json.Numeral number && number.value() >= 1) {
        return Optional.of((int) Math.min(Integer.MAX_VALUE, number.value()));
      }
    }
    return Optional.empty();
  }

  private static EngineKind engine(String owner) {
    return switch (owner.toLowerCase(Locale.ROOT)) {
      case "vllm" -> EngineKind.VLLM;
      case "sglang" -> EngineKind.SGLANG;
      case "llamacpp" -> EngineKind.LLAMA_CPP;
      case "brisk" -> EngineKind.BRISK;
      default -> EngineKind.OPENAI;
    };
  }
}
