package dev.brisk.distill.ask;

import java.net.URI;
import java.time.Duration;

/**
 * Whom to ask, and how.
 *
 * @param endpoint its address up to {@code /chat/completions}, such as {@code
 *     http://127.0.0.1:8080/v1}
 * @param model its name there
 * @param key sent as bearer token; empty for none
 * @param topLogprobs how many likeliest tokens of each place to ask for; 0 for no probabilities
 * @param maxTokens of an answer
 * @param timeout of one answer
 * @param tries of one answer that fails, at least 1
 */
public record TeacherOptions(
    URI endpoint,
    String model,
    String key,
    double temperature,
    int topLogprobs,
    int maxTokens,
    Duration timeout,
    int tries) {

  /** The address without anything secret, for people and manifests. */
  public String host() {
    return endpoint.getPort() < 0
        ? endpoint.getHost()
        : endpoint.getHost() + ":" + endpoint.getPort();
  }

  URI completions() {
    var base = endpoint.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return model + " at " + host();
  }
}
