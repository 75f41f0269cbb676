package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.json.JsonException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection to {@code /v1/edits}, on which any number of edits may run. Safe for use by many
 * threads.
 */
public final class EditClient implements AutoCloseable {
  private final HttpClient http;
  private final Map<String, EditCall> calls = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final Object sending = new Object();
  private volatile @Nullable String lost;

  // Set once the handshake is done, before anybody sees this object.
  @SuppressWarnings("NullAway.Init")
  private WebSocket socket;

  private EditClient(HttpClient http) {
    this.http = http;
  }

  /**
   * Connects to a server.
   *
   * @param base the server's address, such as {@code http://127.0.0.1:4711}
   * @throws WireException if no server answers in time, or it does not take the token
   */
  public static EditClient connect(URI base, String token, Duration timeout) {
    var http = Clients.http(timeout);
    var client = new EditClient(http);
    try {
      var scheme = "https".equals(base.getScheme()) ? "wss" : "ws";
      client.socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .connectTimeout(timeout)
              .buildAsync(
                  URI.create(scheme + "://" + base.getRawAuthority() + "/v1/edits"),
                  client.new Receiver())
              .join();
      return client;
    } catch (CompletionException e) {
      http.shutdownNow();
      throw refused(base, e.getCause() == null ? e : e.getCause());
    }
  }

  /** Starts an edit; a message without an id gets one. */
  public EditCall create(EditCreate message) {
    var id = message.id() == null ? "e" + lastId.incrementAndGet() : message.id();
    var call = new EditCall(this, id);
    if (calls.putIfAbsent(id, call) != null) {
      throw new WireException(
          "There is an edit with the id " + id + " on this connection already.");
    }
    send(message.withId(id));
    return call;
  }

  /** Closes the connection; the server then stops what still runs on it. */
  @Override
  public void close() {
    lose("the connection was closed");
    socket.abort();
    http.shutdownNow();
  }

  void send(EditClientMessage message) {
    var text = EditCodec.write(message);
    try {
      // WebSocket allows one text on its way at a time.
      synchronized (sending) {
        socket.sendText(text, true).join();
      }
    } catch (CompletionException e) {
      var cause = e.getCause();
      lose(cause == null || cause.getMessage() == null ? "it broke" : cause.getMessage());
    }
    if (lost != null) {
      lose(lost);
    }
  }

  /**
   * Tells every call that its answer will not come. Telling one that has its answer does no harm.
   */
  private void lose(String why) {
    lost = why;
    calls.values().forEach(call -> call.accept(connectionLost(call, why)));
  }

  private static EditFailed connectionLost(EditCall call, String why) {
    return EditFailed.of(
        call.id(),
        call.attempt(),
        EditFailed.CONNECTION_LOST,
        "The connection to the server was lost (" + why + "); nothing was changed, so try again.");
  }

  private static WireException refused(URI base, Throwable cause) {
    return switch (cause) {
      case WebSocketHandshakeException e when e.getResponse().statusCode() == 401 ->
          new WireException(
              "The server at " + base + " does not accept the token; stop it and start it again.",
              e);
      case WebSocketHandshakeException e ->
          new WireException(
              "What answers at "
                  + base
                  + " is no Brisk server (status "
                  + e.getResponse().statusCode()
                  + "); run brisk stop and try again.",
              e);
      case ConnectException e ->
          new WireException("No server answers at " + base + "; start one with brisk serve.", e);
      case HttpTimeoutException e ->
          new WireException(
              "The server at " + base + " does not answer in time; run brisk stop.", e);
      default ->
          new WireException(
              "The connection to "
                  + base
                  + " failed ("
                  + cause.getMessage()
                  + "); run brisk stop and try again.",
              cause);
    };
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lose(reason.isEmpty() ? "the server closed it" : reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lose(error.getMessage() == null ? "the server went away" : error.getMessage());
    }

    private void receive(String message) {
      try {
        EditServerEvent event = EditCodec.readEvent(message);
        var call = calls.get(event.id());
        if (call != null) {
          call.accept(event);
        }
      } catch (JsonException e) {
        lose("the server sent something else than an event: " + e.getMessage());
      }
    }
  }
}
