package dev.brisk.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A model that other engines run, all of them the same one.
 *
 * @param replicas where they are, at least one
 * @param keyVariable the environment variable that holds the key for them
 * @param model what they call it; none takes the first that they list
 * @param api which API they are spoken to by; none finds out
 * @param engine which engine they are; none finds out
 * @param customTools whether they know tools that take free text; else such a tool is made a
 *     function with one text
 * @param prediction whether they are told what an answer is likely to resemble
 * @param prewarm whether they are asked to read prompts ahead; none does so where that costs
 *     nothing
 * @param connectTimeout until a connection stands
 * @param firstTokenTimeout from the question to the first token
 * @param idleTimeout from one piece of an answer to the next
 */
public record UpstreamModel(
    List<Replica> replicas,
    Optional<String> keyVariable,
    Optional<String> model,
    Optional<Api> api,
    Optional<EngineKind> engine,
    boolean customTools,
    boolean prediction,
    Optional<Boolean> prewarm,
    Duration connectTimeout,
    Duration firstTokenTimeout,
    Duration idleTimeout)
    implements ModelSection.Source {
  /** Until a connection stands, if nothing else is said. */
  public static final Duration CONNECT = Duration.ofSeconds(5);

  /** From the question to the first token, if nothing else is said. */
  public static final Duration FIRST_TOKEN = Duration.ofMinutes(2);

  /** From one piece of an answer to the next, if nothing else is said. */
  public static final Duration IDLE = Duration.ofMinutes(1);

  public UpstreamModel {
    replicas = List.copyOf(replicas);
  }

  /**
   * One engine.
   *
   * @param weight which share of the sessions it gets, beside the others; above 0
   */
  public record Replica(URI url, double weight) {}

  /** The API that an upstream is spoken to by. */
  public enum Api {
    CHAT,
    RESPONSES
  }

  /** Engines that say one thing in different words. */
  public enum EngineKind {
    OPENAI,
    VLLM,
    SGLANG,
    LLAMA_CPP,
    BRISK
  }

  /** With what holds if nothing else is said. */
  public static UpstreamModel of(List<Replica> replicas, Optional<String> keyVariable) {
    return new UpstreamModel(
        replicas,
        keyVariable,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        CONNECT,
        FIRST_TOKEN,
        IDLE);
  }

  static UpstreamModel of(Table table) {
    return new UpstreamModel(
        table.items("upstream", UpstreamModel::replica, UpstreamModel::replica),
        table.text("key_env"),
        table.text("model"),
        table.oneOf("api", Api.class),
        table.oneOf("engine", EngineKind.class),
        table.bool("custom_tools").orElse(false),
        table.bool("prediction").orElse(true),
        table.bool("prewarm"),
        table.duration("connect_timeout").orElse(CONNECT),
        table.duration("first_token_timeout").orElse(FIRST_TOKEN),
        table.duration("idle_timeout").orElse(IDLE));
  }

  private static Replica replica(String url) {
    return new Replica(address(url), 1);
  }

  private static Replica replica(Table table) {
    var url = table.text("url").orElseThrow(() -> table.error("'url' is missing."));
    var replica = new Replica(address(url), table.number("weight").orElse(1));
    if (!(replica.weight() > 0)) {
      throw table.error("'weight' must be above 0.");
    }
    table.end();
    return replica;
  }

  /**
   * The address of an engine.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI address(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      // The message of the exception would show a password in it.
      throw new IllegalArgumentException(
          "The address of an upstream must be a URL such as http://127.0.0.1:8000.");
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "The address of an upstream begins with http:// or https:// and names a host.");
    }
    return uri;
  }
}
