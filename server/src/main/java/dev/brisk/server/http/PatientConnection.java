package dev.brisk.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One connection, whose client must send in time. Whenever the client has sent something the time
 * is looked at, so that one that sends a byte now and then is noticed; for one that sends nothing
 * {@link #watch} is called now and then. A WebSocket may be silent for as long as it likes.
 *
 * <p>While a request is answered, another thread waits for what the client sends next: that is how
 * it is noticed at once that the client has gone, and the thread that answers is interrupted.
 */
final class PatientConnection implements ConnectionContext {
  /** The connection of this thread, while it is handled. */
  static final ScopedValue<PatientConnection> CURRENT = ScopedValue.newInstance();

  private static final byte[] TOO_SLOW =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** What the client sends next. */
  private enum Phase {
    NOTHING,
    HEAD,
    BODY,
    MESSAGES,
    /** It has been given up. */
    OVER
  }

  private final ConnectionContext inner;
  private final Patience patience;
  private final DataReader raw;
  private final DataReader reader;
  private @Nullable Thread reading;

  /** Waits for what comes behind the request that is answered; has read it when it has ended. */
  private @Nullable Thread ahead;

  private @Nullable Thread answering;
  private boolean gone;
  private Phase phase = Phase.NOTHING;
  private long since = System.nanoTime();

  PatientConnection(ConnectionContext inner, Patience patience) {
    this.inner = inner;
    this.patience = patience;
    this.raw = inner.dataReader();
    this.reader = new DataReader(this::fill);
  }

  /** The head of a request is here; its body comes, or nothing. */
  static void body() {
    if (CURRENT.isBound()) {
      CURRENT.get().enter(Phase.BODY);
    }
  }

  /** The request is here, body and all: if its client goes now, this thread is interrupted. */
  static void read() {
    if (CURRENT.isBound()) {
      CURRENT.get().readAhead();
    }
  }

  /** The request is answered. */
  static void answered() {
    if (CURRENT.isBound()) {
      CURRENT.get().stopAnswering();
      CURRENT.get().enter(Phase.NOTHING);
    }
  }

  /** Whether the client of this thread has gone before it had its answer. */
  static boolean clientIsGone() {
    return CURRENT.isBound() && CURRENT.get().isGone();
  }

  /** It has become a WebSocket. */
  static void messages() {
    if (CURRENT.isBound()) {
      CURRENT.get().enter(Phase.MESSAGES);
    }
  }

  /** How long the client of this thread may not read while there is something to read. */
  static Duration reading() {
    return (CURRENT.isBound() ? CURRENT.get().patience : Patience.DEFAULT).reading();
  }

  private synchronized void enter(Phase next) {
    if (phase != Phase.OVER) {
      phase = next;
      since = System.nanoTime();
    }
  }

  private synchronized void readAhead() {
    if (ahead == null && raw.available() == 0) {
      answering = Thread.currentThread();
      ahead = Thread.ofVirtual().name("client-watch").start(this::waitForMore);
    }
  }

  private void waitForMore() {
    try {
      raw.ensureAvailable();
    } catch (RuntimeException e) {
      // The network's failures arrive here in several types; all mean that the client is gone.
      synchronized (this) {
        gone = true;
        if (answering != null) {
          answering.interrupt();
        }
      }
    }
  }

  private synchronized void stopAnswering() {
    answering = null;
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private void awaitReadAhead() {
    Thread waiting;
    synchronized (this) {
      waiting = ahead;
    }
    if (waiting == null) {
      return;
    }
    try {
      waiting.join();
    } catch (InterruptedException e) {
      // Closes the socket of a virtual thread that reads.
      waiting.interrupt();
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("Nobody waits for the client any more.", e);
    }
    synchronized (this) {
      ahead = null;
    }
  }

  private byte[] fill() {
    var before = begin();
    try {
      awaitReadAhead();
      raw.ensureAvailable();
    } catch (RuntimeException e) {
      throw end() ? tooLate(before) : e;
    }
    if (end()) {
      throw tooLate(before);
    }
    if (before == Phase.NOTHING) {
      enter(Phase.HEAD);
    }
    return raw.readBytes(raw.available());
  }

  private Phase begin() {
    Phase late;
    synchronized (this) {
      if (!isLate()) {
        reading = Thread.currentThread();
        return phase;
      }
      late = phase;
      phase = Phase.OVER;
    }
    if (late == Phase.HEAD) {
      dataWriter().writeNow(BufferData.create(TOO_SLOW));
    }
    throw tooLate(late);
  }

  /** Whether the client was given up meanwhile. */
  private synchronized boolean end() {
    reading = null;
    return phase == Phase.OVER && Thread.interrupted();
  }

  private boolean isLate() {
    var passed = Duration.ofNanos(System.nanoTime() - since);
    return switch (phase) {
      case NOTHING -> passed.compareTo(patience.silence()) > 0;
      case HEAD -> passed.compareTo(patience.head()) > 0;
      case BODY -> passed.compareTo(patience.body()) > 0;
      case MESSAGES -> false;
      case OVER -> true;
    };
  }

  /** Gives the client up if it is waited for and has had its time. Called by any thread. */
  void watch() {
    Thread waiting;
    Phase late;
    synchronized (this) {
      waiting = reading;
      if (waiting == null || !isLate()) {
        return;
      }
      late = phase;
      phase = Phase.OVER;
    }
    try {
      if (late == Phase.HEAD || late == Phase.BODY) {
        // Nobody else writes: its request is not there yet.
        dataWriter().writeNow(BufferData.create(TOO_SLOW));
      }
    } catch (RuntimeException e) {
      // It is gone, which is as well.
    } finally {
      // Closes the socket of a virtual thread that reads.
      waiting.interrupt();
    }
  }

  private RuntimeException tooLate(Phase late) {
    if (late != Phase.BODY) {
      return new CloseConnectionException("The client is too slow.");
    }
    return new ApiException(
        new ApiError(
            408,
            "invalid_request_error",
            "request_timeout",
            null,
            "The body of the request has not come within "
                + patience.body().toSeconds()
                + " seconds; send it faster, or less.",
            Map.of("connection", "close"),
            Map.of()));
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return inner.dataWriter();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
