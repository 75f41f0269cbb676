package dev.brisk.wire.stream;

import dev.brisk.wire.api.Health;
import dev.brisk.wire.api.ServerStatus;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Asks a server for its health and its status, and to leave. */
public final class ServerClient implements AutoCloseable {
  private final URI base;
  private final String token;
  private final Duration timeout;

  /**
   * Connects to nothing yet.
   *
   * @param base the server's address, such as {@code http://127.0.0.1:4711}
   * @param timeout for each call
   */
  public ServerClient(URI base, String token, Duration timeout) {
    this.base = base;
    this.token = token;
    this.timeout = timeout;
  }

  /**
   * Who answers, and with what.
   *
   * @throws WireException if nobody answers in time, or not as a Brisk server does
   */
  public Health health() throws InterruptedException {
    var body = call("GET", "/health");
    try {
      var json = Json.parseObject(body);
      return new Health(
          json.requireText("status"),
          json.requireText("version"),
          (long) json.number("pid").orElse(0),
          json.requireText("model"),
          json.requireText("kernels"),
          (long) json.number("uptime_s").orElse(0));
    } catch (JsonException e) {
      throw new WireException(
          "What answers at " + base + " is no Brisk server: " + e.getMessage(), e);
    }
  }

  /**
   * What the server is doing.
   *
   * @throws WireException if nobody answers in time, or not as a Brisk server does
   */
  public ServerStatus status() throws InterruptedException {
    var body = call("GET", "/v1/status");
    try {
      return StatusCodec.read(body);
    } catch (JsonException e) {
      throw new WireException("What answers at " + base + " says no status: " + e.getMessage(), e);
    }
  }

  /**
   * Asks the server to leave; it answers before it does.
   *
   * @throws WireException if nobody answers in time, or it refuses
   */
  public void shutdown() throws InterruptedException {
    var _ = call("POST", "/v1/shutdown");
  }

  /** Nothing is open between calls. */
  @Override
  public void close() {}

  private String call(String method, String path) throws InterruptedException {
    try (var http =
        HttpExchange.send(base, method, path, token, "Content-Length: 0\r\n", timeout)) {
      if (http.status() / 100 != 2) {
        throw new WireException(
            "The server at "
                + base
                + " refused "
                + path
                + " with status "
                + http.status()
                + "; run brisk stop.");
      }
      return http.body();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw EditClient.refused(base, e);
    }
  }
}
