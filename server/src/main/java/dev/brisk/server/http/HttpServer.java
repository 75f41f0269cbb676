package dev.brisk.server.http;

import dev.brisk.server.respond.EditService;
import dev.brisk.server.respond.Responder;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The served APIs on 127.0.0.1, for who has the token. */
public final class HttpServer implements AutoCloseable {
  /**
   * Longer than anybody waits: what is idle is decided by the {@link IdleClock}, for the whole
   * server.
   */
  private static final Duration NEVER = Duration.ofDays(365);

  private final Responder responder;
  private final String version;
  private final IdleClock idle;
  private final Gate gate;
  private final WebServer server;

  /**
   * Binds and listens.
   *
   * @param port 0 lets the system choose
   * @param idle hears of every request and edit, and is told to leave by {@code POST /v1/shutdown}
   * @throws UncheckedIOException if the port cannot be had
   */
  public HttpServer(Responder responder, int port, String token, String version, IdleClock idle) {
    this.responder = responder;
    this.version = version;
    this.idle = idle;
    this.gate = new Gate(token);
    this.server = start(port);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private WebServer start(int port) {
    tryPort(port);
    var edits = new EditService(responder);
    var listening =
        WebServer.builder()
            .shutdownHook(false)
            .address(loopback())
            .port(port)
            // Events are small and each is wanted at once.
            .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(Duration.ZERO))
            .idleConnectionTimeout(NEVER)
            .shutdownGracePeriod(Duration.ofMillis(200))
            .addProtocol(WsConfig.builder().maxFrameLength(Bodies.LIMIT).build())
            .addRouting(
                WsRouting.builder().endpoint("/v1/edits", () -> new EditsSocket(gate, edits, idle)))
            .routing(this::routes)
            .build()
            .start();
    if (listening.port() < 0) {
      throw taken(port, null);
    }
    return listening;
  }

  /** Helidon only logs that it cannot listen, and goes on; so this is found out before. */
  private static void tryPort(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(loopback(), port));
    } catch (IOException e) {
      throw taken(port, e);
    }
  }

  private static UncheckedIOException taken(int port, @Nullable IOException cause) {
    var exception = new BindException("port " + port + " cannot be had");
    exception.initCause(cause);
    return new UncheckedIOException(exception);
  }

  private void routes(HttpRouting.Builder routes) {
    routes
        .addFilter(this::admit)
        .error(ApiException.class, (request, response, e) -> e.error().send(response))
        .error(InterruptedException.class, (request, response, e) -> leaving().send(response))
        .error(RuntimeException.class, (request, response, e) -> unexpected(e).send(response))
        .get("/health", new HealthRoute(responder, version))
        .get("/v1/models", new ModelsRoute(responder))
        .post("/v1/chat/completions", new ChatRoute(responder))
        .get(
            "/v1/edits",
            (request, response) -> {
              response.header(HeaderNames.UPGRADE, "websocket");
              new ApiError(
                      426,
                      "invalid_request_error",
                      "upgrade_required",
                      null,
                      "This is a WebSocket; connect to it with one.")
                  .send(response);
            })
        .post(
            "/v1/shutdown",
            (request, response) -> {
              response.header(HeaderNames.CONTENT_TYPE, "application/json");
              response.whenSent(idle::leave);
              response.send("{\"status\":\"leaving\"}".getBytes(StandardCharsets.UTF_8));
            })
        .any(
            (request, response) ->
                new ApiError(
                        404,
                        "invalid_request_error",
                        "not_found",
                        null,
                        "There is no "
                            + request.prologue().method().text()
                            + " "
                            + request.path().path()
                            + " here; see the README for what is served.")
                    .send(response));
  }

  private void admit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean health = request.path().path().equals("/health");
    var refusal = gate.refuse(request.headers(), !health);
    if (refusal.isPresent()) {
      if (refusal.get().status() == 401) {
        response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
      }
      refusal.get().send(response);
      return;
    }
    // Somebody who only looks whether the server is there does not keep it from leaving.
    if (health) {
      chain.proceed();
      return;
    }
    idle.begin();
    try {
      chain.proceed();
    } finally {
      idle.end();
    }
  }

  private static ApiError leaving() {
    return new ApiError(
        503, "server_error", "server_leaving", null, "The server is leaving; start it again.");
  }

  private static ApiError unexpected(RuntimeException e) {
    System.getLogger(HttpServer.class.getName())
        .log(System.Logger.Level.ERROR, "A request failed unexpectedly.", e);
    return new ApiError(
        500, "server_error", "internal_error", null, "The server failed (" + e + "); try again.");
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
