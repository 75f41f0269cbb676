package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.WireException;
import dev.brisk.wire.json.JsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to {@code /v1/edits}, on which any number of edits may run. Safe for use by many
 * threads.
 */
public final class EditClient implements AutoCloseable {
  private final WebSocketLink link;
  // Those that have not ended.
  private final Map<String, EditCall> calls = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile @Nullable String lost;
  private volatile @Nullable EditPrewarming latest;

  private EditClient(WebSocketLink link) {
    this.link = link;
  }

  /**
   * Connects to a server.
   *
   * @param base the server's address, such as {@code http://127.0.0.1:4711}
   * @throws WireException if no server answers in time, or it does not take the token
   */
  public static EditClient connect(URI base, String token, Duration timeout) {
    try {
      var client = new EditClient(WebSocketLink.connect(base, "/v1/edits", token, timeout));
      Thread.ofPlatform().daemon().name("brisk-edits").start(client::receive);
      return client;
    } catch (IOException e) {
      throw refused(base, e);
    }
  }

  /**
   * Starts an edit; a message without an id gets one. One that is larger than {@link
   * EditCodec#MAX_MESSAGE} is not sent, but fails with {@link EditFailed#TOO_LARGE}.
   */
  public EditCall create(EditCreate message) {
    var id = message.id() == null ? "e" + lastId.incrementAndGet() : message.id();
    var call = new EditCall(this, id);
    remember(call);
    send(call, message.withId(id));
    return call;
  }

  /**
   * Has the server read what an edit will begin with. A later one takes the place of this one.
   *
   * @param heard told, by the thread that receives, what has been read; must be quick
   */
  public EditPrewarming prewarm(EditPrewarm message, Consumer<EditPrewarmed> heard) {
    var id = "warm" + lastId.incrementAndGet();
    var prewarming = new EditPrewarming(this, id, heard);
    latest = prewarming;
    sendIfPossible(message.withId(id));
    return prewarming;
  }

  /** Closes the connection; the server then stops what still runs on it. */
  @Override
  public void close() {
    lose("the connection was closed");
    link.close();
  }

  /** Lets a call have the events with its id, unless another one has them. */
  void remember(EditCall call) {
    var other = calls.putIfAbsent(call.id(), call);
    if (other != null && other != call) {
      throw new WireException(
          "An edit with the id " + call.id() + " is running on this connection; choose another.");
    }
  }

  /** The call has ended; a redirect brings it back. */
  void forget(EditCall call) {
    calls.remove(call.id(), call);
  }

  void send(EditCall call, EditClientMessage message) {
    byte[] text = EditCodec.write(message).getBytes(StandardCharsets.UTF_8);
    if (text.length > EditCodec.MAX_MESSAGE) {
      call.accept(tooLarge(call, text.length));
      return;
    }
    try {
      link.send(text);
    } catch (IOException e) {
      lose(words(e));
    }
    // Whoever sends after the end would wait for ever.
    var why = lost;
    if (why != null) {
      lose(why);
    }
  }

  /** Sends what nobody waits for. */
  void sendIfPossible(EditClientMessage message) {
    byte[] text = EditCodec.write(message).getBytes(StandardCharsets.UTF_8);
    if (text.length > EditCodec.MAX_MESSAGE || lost != null) {
      return;
    }
    try {
      link.send(text);
    } catch (IOException e) {
      lose(words(e));
    }
  }

  private void receive() {
    try {
      for (var text = link.receive(); text != null; text = link.receive()) {
        switch (EditCodec.readServerMessage(text)) {
          case EditServerEvent event -> {
            var call = calls.get(event.id());
            if (call != null) {
              call.accept(event);
            }
          }
          case EditPrewarmed warm -> {
            var prewarming = latest;
            if (prewarming != null && prewarming.id().equals(warm.id())) {
              prewarming.accept(warm);
            }
          }
        }
      }
      var reason = link.closeReason().replaceFirst("\\.$", "");
      lose(reason.isEmpty() ? "the server closed it" : "the server said: " + reason);
    } catch (JsonException e) {
      lose("the server sent something else than an event: " + e.getMessage());
    } catch (IOException e) {
      lose(words(e));
    } catch (RuntimeException | Error e) {
      // Nobody else would tell those who wait.
      lose("its answer could not be read: " + e);
    } finally {
      link.close();
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

  private static EditFailed tooLarge(EditCall call, int bytes) {
    return EditFailed.of(
        call.id(),
        call.attempt(),
        EditFailed.TOO_LARGE,
        String.format(
            Locale.ROOT,
            "The message with the file's text has %.1f MB, and the server takes %d MB at most; edit a smaller file.",
            // Rounded up, so that it never reads as the limit itself.
            Math.ceil(bytes / (double) (1 << 20) * 10) / 10,
            EditCodec.MAX_MESSAGE >> 20));
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? "the server went away" : e.getMessage();
  }

  /** What went wrong before there was a connection, as a sentence. */
  static WireException refused(URI base, IOException cause) {
    return switch (cause) {
      case WebSocketLink.StatusException e when e.status() == 401 ->
          new WireException(
              "The server at "
                  + base
                  + " does not accept the token; stop it with brisk stop and try again.",
              e);
      case ConnectException e ->
          new WireException("No server answers at " + base + "; start one with brisk serve.", e);
      case SocketTimeoutException e ->
          new WireException(
              "The server at " + base + " does not answer in time; end it with brisk stop.", e);
      default ->
          new WireException(
              "What answers at "
                  + base
                  + " is no Brisk server ("
                  + words(cause)
                  + "); run brisk stop and try again.",
              cause);
    };
  }
}
