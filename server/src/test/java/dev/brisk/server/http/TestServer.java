package dev.brisk.server.http;

import dev.brisk.server.respond.Models;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.responses.MemoryStore;
import dev.brisk.server.store.Store;
import dev.brisk.wire.stream.EditClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server on a free port and a client for it. */
final class TestServer implements AutoCloseable {
  static final String TOKEN = "a-token-for-tests";

  final IdleClock idle = new IdleClock(System::nanoTime);
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  TestServer(Responder responder) {
    server = new HttpServer(new Models(responder), 0, TOKEN, "1.2.3", idle);
  }

  /** One behind another door, or with keys. */
  TestServer(Responder responder, Door door, Access access) {
    server = new HttpServer(new Models(responder), door, 0, access, "1.2.3", idle);
  }

  /** One that shares what it stores. */
  TestServer(Responder responder, Door door, Access access, Store store) {
    var models = new Models(responder);
    models.meters().store(store::state);
    server = new HttpServer(models, door, 0, access, store.responses(), "1.2.3", idle);
  }

  /** One that waits for slow clients for another time. */
  TestServer(Responder responder, Patience patience) {
    server =
        new HttpServer(
            new Models(responder),
            Door.local(),
            0,
            Access.of(TOKEN),
            MemoryStore.ofServer(),
            "1.2.3",
            idle,
            patience);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  int port() {
    return server.port();
  }

  EditClient edits() {
    return EditClient.connect(uri(""), TOKEN, Duration.ofSeconds(10));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
