package dev.brisk.lab.client;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.HttpLink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a target says of itself before it is measured: {@code /health} of Brisk, {@code /props} of
 * llama.cpp, {@code /v1/models} of all.
 *
 * @param says names and values, for the report
 * @param model the first model that it has; empty if it names none
 */
public record Introduction(Map<String, String> says, String model) {
  /**
   * Asks. What a target does not answer is left out.
   *
   * @throws IOException if nobody is there
   */
  public static Introduction of(Target target) throws IOException {
    Map<String, String> says = new LinkedHashMap<>();
    // Whoever is not there at all is not asked three times.
    HttpLink.connect(target.base(), target.timeout()).close();
    get(target, "/health")
        .ifPresent(
            health -> {
              for (var name : new String[] {"version", "model", "kernels"}) {
                health.text(name).ifPresent(value -> says.put(name, value));
              }
            });
    get(target, "/props")
        .ifPresent(
            props -> {
              props
                  .text("build_info")
                  .ifPresent(build -> says.put("version", "llama.cpp " + build));
              props.text("model_path").ifPresent(path -> says.put("model", path));
              props.integer("total_slots").ifPresent(n -> says.put("slots", "" + n));
            });
    var model =
        get(target, "/v1/models")
            .flatMap(list -> list.objects("data").stream().findFirst())
            .flatMap(first -> first.text("id"))
            .orElse("");
    if (!model.isEmpty()) {
      says.putIfAbsent("model", model);
    }
    return new Introduction(says, model);
  }

  private static Optional<JsonObject> get(Target target, String path) {
    try (var link = HttpLink.connect(target.base(), target.timeout())) {
      var reply = link.get(path, target.headers());
      return reply.status() == 200 ? Optional.of(Json.parseObject(reply.text())) : Optional.empty();
    } catch (IOException | JsonException e) {
      return Optional.empty();
    }
  }
}
