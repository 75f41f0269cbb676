package dev.brisk.server.http;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.respond.EditService;
import dev.brisk.server.respond.Models;
import dev.brisk.server.responses.MemoryStore;
import dev.brisk.server.responses.ResponseStore;
import dev.brisk.server.responses.Responses;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.webserver.websocket.WsUpgrader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The served APIs behind one door. */
public final class HttpServer implements AutoCloseable {
  /**
   * Longer than anybody waits: what is idle is decided by the {@link IdleClock}, for the whole
   * server.
   */
  private static final Duration NEVER = Duration.ofDays(365);

  /** Paths that nobody works with. */
  private static final Set<String> LOOKS = Set.of("/health", "/metrics", "/v1/status");

  /** Paths of whoever started the server. */
  private static final Set<String> OWNERS = Set.of("/v1/shutdown", "/v1/status");

  /** Most bytes of a request's headers, and of its first line. */
  private static final int HEADERS = 32 << 10;

  private static final int FIRST_LINE = 8 << 10;

  private final Models models;
  private final String version;
  private final IdleClock idle;
  private final Door door;
  private final Access access;
  private final PatientSelector selector;
  private final Gate gate;
  private final Responses responses;
  private final EditService editService;
  private final WebServer server;

  /**
   * Binds and listens.
   *
   * @param port 0 lets the system choose
   * @param idle hears of every request and edit, and is told to leave by {@code POST /v1/shutdown}
   * @throws UncheckedIOException if the port cannot be had
   */
  public HttpServer(Models models, int port, String token, String version, IdleClock idle) {
    this(models, Door.local(), port, Access.of(token), version, idle);
  }

  /** The same behind another door. */
  public HttpServer(
      Models models, Door door, int port, Access access, String version, IdleClock idle) {
    this(models, door, port, access, MemoryStore.ofServer(), version, idle);
  }

  /**
   * The same with responses kept elsewhere.
   *
   * @param stored responses that can be gone on from, also by another door
   */
  public HttpServer(
      Models models,
      Door door,
      int port,
      Access access,
      ResponseStore stored,
      String version,
      IdleClock idle) {
    this(models, door, port, access, stored, version, idle, Patience.DEFAULT);
  }

  HttpServer(
      Models models,
      Door door,
      int port,
      Access access,
      ResponseStore stored,
      String version,
      IdleClock idle,
      Patience patience) {
    this.selector = new PatientSelector(http(), patience);
    this.models = models;
    this.door = door;
    this.access = access;
    this.version = version;
    this.idle = idle;
    this.gate = new Gate(door, access);
    this.responses = new Responses(models, stored);
    this.editService = new EditService(models);
    this.server = start(port);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    selector.close();
  }

  private WebServer start(int port) {
    tryPort(door.address(), port);
    var builder =
        WebServer.builder()
            .shutdownHook(false)
            .address(door.address())
            .port(port)
            // Events are small and each is wanted at once.
            .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(Duration.ZERO))
            .idleConnectionTimeout(NEVER)
            .shutdownGracePeriod(Duration.ofMillis(200))
            .directHandlers(Malformed.handlers())
            // The only one, so that also what comes before the first byte has its time.
            .protocolsDiscoverServices(false)
            .addConnectionSelector(selector)
            .addProtocol(WsConfig.builder().maxFrameLength(Bodies.LIMIT).build())
            .addRouting(
                WsRouting.builder()
                    .endpoint(
                        "/v1/edits",
                        () -> new EditsSocket(gate, editService, idle, models.meters()))
                    .endpoint(
                        "/v1/responses",
                        () ->
                            new ResponsesSocket(
                                gate, responses, access.limits(), idle, models.meters())))
            .routing(this::routes);
    door.tls().ifPresent(context -> builder.tls(tls -> tls.sslContext(context)));
    var listening = builder.build().start();
    if (listening.port() < 0) {
      throw taken(port, null);
    }
    return listening;
  }

  private static ServerConnectionSelector http() {
    return Http1ConnectionSelector.builder()
        .config(Http1Config.builder().maxHeadersSize(HEADERS).maxPrologueLength(FIRST_LINE).build())
        .addUpgrader(WsUpgrader.create(WsConfig.builder().maxFrameLength(Bodies.LIMIT).build()))
        .build();
  }

  /** Helidon only logs that it cannot listen, and goes on; so this is found out before. */
  private static void tryPort(InetAddress address, int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
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
    var listing = new ModelsRoute(models);
    var tokens = new TokenRoutes(models, version);
    var conversations = new ResponsesRoute(responses);
    var edits = new EditsRoute(editService);
    routes
        .addFilter(this::admit)
        .error(ApiException.class, (request, response, e) -> refuse(e.error(), response))
        .error(RefusedException.class, (request, response, e) -> refuse(ApiError.of(e), response))
        .error(InterruptedException.class, (request, response, e) -> interrupted(response))
        .error(
            RuntimeException.class,
            (request, response, e) -> refuse(ApiError.unexpected(e), response));
    new Paths(routes)
        .get("/health", new HealthRoute(models.first(), version))
        .get("/metrics", new MetricsRoute(models))
        .get("/v1/status", new StatusRoute(models, version))
        .get("/v1/models", listing)
        .get("/v1/models/{name}", listing::one)
        .on(Method.POST, "/v1/chat/completions", new ChatRoute(models))
        .on(Method.POST, "/v1/completions", new CompletionRoute(models))
        .on(Method.POST, "/v1/edits", edits::create)
        .on(Method.POST, "/v1/edits/prewarm", edits::prewarm)
        .on(Method.POST, "/infill", new LlamaRoute(models, LlamaRequest::infill))
        .on(Method.POST, "/completion", new LlamaRoute(models, LlamaRequest::completion))
        .on(Method.POST, "/tokenize", tokens::tokenize)
        .on(Method.POST, "/detokenize", tokens::detokenize)
        .get("/props", tokens::props)
        .on(Method.POST, "/v1/responses", conversations::create)
        .on(Method.GET, "/v1/responses/{id}", conversations::find)
        .on(Method.DELETE, "/v1/responses/{id}", conversations::delete)
        .on(Method.GET, "/v1/responses", (request, response) -> onlyWebSocket(response))
        .on(Method.GET, "/v1/edits", (request, response) -> onlyWebSocket(response))
        .on(
            Method.POST,
            "/v1/shutdown",
            (request, response) -> {
              response.header(HeaderNames.CONTENT_TYPE, "application/json");
              response.whenSent(idle::leave);
              response.send("{\"status\":\"leaving\"}".getBytes(StandardCharsets.UTF_8));
            })
        .refuseOthers();
  }

  private void admit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    PatientConnection.body();
    try {
      admitInTime(chain, request, response);
    } finally {
      PatientConnection.answered();
    }
  }

  private void admitInTime(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    var path = request.path().path();
    boolean preflight = request.prologue().method().equals(Method.OPTIONS);
    var need =
        path.equals("/health") || preflight
            ? Gate.Need.LOOK
            : OWNERS.contains(path) ? Gate.Need.OWNER : Gate.Need.ANSWER;
    switch (gate.ask(request.headers(), need)) {
      case Entry.Refused(var error) -> {
        if (error.status() == 401) {
          response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (request.prologue().method().equals(Method.HEAD)) {
          models.meters().rejected(error.code());
          response.status(error.status()).send();
          return;
        }
        refuse(error, response);
      }
      case Entry.Allowed(var caller) -> {
        var origin = gate.allowedOrigin(request.headers());
        origin.ifPresent(page -> CrossOrigin.allow(page, request.headers(), response));
        if (preflight && origin.isPresent()) {
          response.status(204).send();
          return;
        }
        request.context().register(caller);
        var allowance = new LeftHeaders(access.limits(), caller, response);
        request.context().register(allowance);
        allowance.write();
        proceed(chain, LOOKS.contains(path));
      }
    }
    if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      // The web server says that it will close the connection, but waits for another request.
      throw new CloseConnectionException("the client wants no more");
    }
  }

  /** Somebody who only looks at the server does not keep it from leaving. */
  private void proceed(FilterChain chain, boolean looks) {
    if (looks) {
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

  private void refuse(ApiError error, ServerResponse response) {
    models.meters().rejected(error.code());
    error.send(response);
  }

  private void interrupted(ServerResponse response) {
    if (PatientConnection.clientIsGone()) {
      throw new CloseConnectionException("the client is gone");
    }
    refuse(leaving(), response);
  }

  private static ApiError leaving() {
    return new ApiError(
        503, "server_error", "server_leaving", null, "The server is leaving; start it again.");
  }

  private static void onlyWebSocket(ServerResponse response) {
    response.header(HeaderNames.UPGRADE, "websocket");
    new ApiError(
            426,
            "invalid_request_error",
            "upgrade_required",
            null,
            "This is a WebSocket; connect to it with one.")
        .send(response);
  }
}
