package dev.brisk.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events as the body of a response. They are sent by the thread that made it, which is
 * interrupted once the client is gone, so that it stops whatever it waits for. In silence a comment
 * is sent now and then: nothing else tells over HTTP that nobody listens any more. A client that
 * does not read is given up, too.
 */
final class SseStream implements AutoCloseable {
  /** How long nothing may be sent before a comment is. */
  private static final Duration SILENCE = Duration.ofMillis(250);

  private static final byte[] EVENT = ascii("event: ");
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] END = ascii("\n\n");
  private static final byte[] COMMENT = ascii(":\n\n");

  private final OutputStream out;
  private final Thread owner = Thread.currentThread();
  private final Thread pulse;
  private final long patience;
  private final ReentrantLock sending = new ReentrantLock();
  private byte[] line = new byte[512];
  private volatile long sentAt = System.nanoTime();
  private volatile boolean closed;
  private volatile boolean gone;

  /** When the write that is going on began; 0 while none is. */
  private volatile long writingSince;

  /** Begins the response; from here on failures can only be events. */
  SseStream(ServerResponse response) {
    this(response, PatientConnection.reading());
  }

  /**
   * @param patience how long a client may not read while there is something to read
   */
  SseStream(ServerResponse response, Duration patience) {
    this.patience = patience.toNanos();
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header(HeaderNames.CACHE_CONTROL, "no-cache");
    out = response.outputStream();
    pulse = Thread.ofVirtual().name("sse-pulse").start(this::pulse);
  }

  /**
   * Sends an event without a name.
   *
   * @param data one line
   * @throws IOException if the client is gone
   */
  void send(String data) throws IOException {
    send("", data.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends an event.
   *
   * @param event its name, in ASCII; none if empty
   * @param data one line in UTF-8
   * @throws IOException if the client is gone
   */
  void send(String event, byte[] data) throws IOException {
    send(event, data, data.length);
  }

  /**
   * The same with the first {@code length} bytes of {@code data}, which may be used again after.
   */
  void send(String event, byte[] data, int length) throws IOException {
    lock();
    try {
      int at = 0;
      if (!event.isEmpty()) {
        at = append(append(append(at, EVENT, EVENT.length), event), END, 1);
      }
      at = append(append(append(at, DATA, DATA.length), data, length), END, END.length);
      write(line, at);
    } finally {
      sending.unlock();
    }
  }

  /** Whether the client is gone, or was given up. */
  boolean gone() {
    return gone;
  }

  @Override
  public void close() throws IOException {
    lock();
    try {
      closed = true;
      LockSupport.unpark(pulse);
      if (!gone) {
        out.close();
      }
    } finally {
      sending.unlock();
    }
  }

  private void lock() throws IOException {
    try {
      if (!sending.tryLock(patience, TimeUnit.NANOSECONDS)) {
        gone = true;
        throw new IOException("the client does not read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the client is gone", e);
    }
  }

  private int append(int at, byte[] bytes, int length) {
    reserve(at + length);
    System.arraycopy(bytes, 0, line, at, length);
    return at + length;
  }

  private int append(int at, String ascii) {
    reserve(at + ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      line[at + i] = (byte) ascii.charAt(i);
    }
    return at + ascii.length();
  }

  private void reserve(int length) {
    if (length > line.length) {
      line = Arrays.copyOf(line, Math.max(length, 2 * line.length));
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    writingSince = System.nanoTime() | 1;
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException | RuntimeException e) {
      // The network's failures arrive here in several types; all mean that the client is gone.
      gone = true;
      throw e instanceof IOException io ? io : new IOException(e);
    } finally {
      writingSince = 0;
      sentAt = System.nanoTime();
    }
  }

  /** Sends a comment wherever nothing else is sent, and looks whether the client reads. */
  private void pulse() {
    while (!closed && !gone) {
      long since = writingSince;
      if (since != 0 && System.nanoTime() - since > patience) {
        gone = true;
      } else if (System.nanoTime() - sentAt >= SILENCE.toNanos() && sending.tryLock()) {
        try {
          comment();
        } finally {
          sending.unlock();
        }
      }
      if (!gone && !closed) {
        LockSupport.parkNanos(Math.min(SILENCE.toNanos(), patience / 4));
      }
    }
    if (gone && !closed) {
      // It waits for more of the answer; or it writes, and then this closes the socket.
      owner.interrupt();
    }
  }

  private void comment() {
    try {
      if (!closed) {
        write(COMMENT, COMMENT.length);
      }
    } catch (IOException e) {
      gone = true;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
