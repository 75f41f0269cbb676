package dev.brisk.server.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket without our own client in between. */
public final class RawSocket implements WebSocket.Listener, Transcript.Peer, AutoCloseable {
  final HttpClient http = HttpClient.newHttpClient();
  final WebSocket socket;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean reads;

  RawSocket(TestServer server) {
    this(server, true);
  }

  RawSocket(TestServer server, String path) {
    this(server, path, true);
  }

  RawSocket(TestServer server, boolean reads) {
    this(server, "/v1/edits", reads);
  }

  RawSocket(TestServer server, String path, boolean reads) {
    this(server.port(), path, TestServer.TOKEN, reads);
  }

  /** One to a server of this machine. */
  public RawSocket(int port, String path, String token) {
    this(port, path, token, true);
  }

  private RawSocket(int port, String path, String token, boolean reads) {
    this.reads = reads;
    socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
            .join();
  }

  @Override
  public void say(String message) {
    var _ = socket.sendText(message, true).join();
  }

  @Override
  public String hear() throws InterruptedException {
    return event();
  }

  String event() throws InterruptedException {
    var event = events.poll(20, TimeUnit.SECONDS);
    return event == null ? "nothing came" : event;
  }

  @Override
  public void onOpen(WebSocket from) {
    if (reads) {
      from.request(Long.MAX_VALUE);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      events.add(text.toString());
      text.setLength(0);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    events.add("pong " + message.remaining());
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    events.add(String.format(Locale.ROOT, "closed %d %s", code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    events.add("closed by " + error);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
