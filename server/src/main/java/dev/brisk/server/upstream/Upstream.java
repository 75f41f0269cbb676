package dev.brisk.server.upstream;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Question;
import dev.brisk.server.config.UpstreamModel;
import dev.brisk.server.config.UpstreamModel.Api;
import dev.brisk.wire.json.JsonWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the engines of one model are reached and spoken to, and what was learnt of them meanwhile:
 * which API they have, and what they do not want to be told. Safe for use by many threads.
 */
final class Upstream implements AutoCloseable {
  /** What can be left out of a question where an engine does not know it. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "prediction",
          "stream_options",
          "top_k",
          "min_p",
          "seed",
          "temperature",
          "top_p",
          "chat_template_kwargs");

  private final UpstreamModel settings;
  private final Optional<String> key;
  private final Secrets secrets;
  private final HttpClient http;
  private final Set<String> unwanted = ConcurrentHashMap.newKeySet();
  private volatile Optional<Api> api;

  Upstream(UpstreamModel settings, Optional<String> key) {
    this.settings = settings;
    this.key = key;
    this.api = settings.api();
    this.secrets =
        new Secrets(
            List.of(
                key.orElse(""),
                settings.replicas().stream()
                    .map(replica -> replica.url().getUserInfo())
                    .filter(user -> user != null)
                    .findFirst()
                    .orElse("")));
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  UpstreamModel settings() {
    return settings;
  }

  Secrets secrets() {
    return secrets;
  }

  /** Asks for something that is not an answer. */
  Exchange get(Endpoint endpoint, URI uri) {
    return Exchange.send(endpoint, http, request(endpoint, uri).GET().build());
  }

  /** Sends a question, as far as the engine wants to hear it. */
  Exchange ask(Endpoint endpoint, UpstreamApi by, Members body) {
    body.without(unwanted);
    var text = new JsonWriter().value(body.json()).toString();
    return Exchange.send(
        endpoint,
        http,
        request(endpoint, endpoint.uri(by.path()))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build());
  }

  /** The API for a question. */
  UpstreamApi api(Question question) {
    if (!(question.ask() instanceof Ask.Chat)) {
      return new CompletionsApi();
    }
    return api.filter(Api.RESPONSES::equals).isPresent() ? new ResponsesApi() : new ChatApi();
  }

  /**
   * Learns from a refusal: which API there is not, and what it says it does not know.
   *
   * @return whether the same question is worth another try
   */
  boolean learn(UpstreamError error, UpstreamApi by, Members body) {
    boolean absent = error.status() == 404 || error.status() == 405 || error.status() == 501;
    if (absent && by instanceof ChatApi && api.isEmpty() && error.code().isEmpty()) {
      api = Optional.of(Api.RESPONSES);
      return true;
    }
    if (error.status() != 400 && error.status() != 422) {
      return false;
    }
    var named = OPTIONAL.stream().filter(body::has).filter(error::doesNotKnow).findFirst();
    named.ifPresent(unwanted::add);
    return named.isPresent();
  }

  /** From now on nothing is said of predictions. */
  void withoutPrediction() {
    unwanted.add("prediction");
  }

  private HttpRequest.Builder request(Endpoint endpoint, URI uri) {
    var request =
        HttpRequest.newBuilder(uri)
            // An upgrade to HTTP/2 in clear text confuses some servers.
            .version(
                "https".equals(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "brisk");
    key.map(k -> "Bearer " + k)
        .or(endpoint::basic)
        .ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
