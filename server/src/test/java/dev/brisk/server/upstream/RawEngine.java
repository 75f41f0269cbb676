package dev.brisk.server.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An engine at a real socket that does, byte by byte, what a test wants: also what no engine
 * should. It lists one model; each question is left to the next of the test's behaviours.
 */
final class RawEngine implements AutoCloseable {
  /** What is done with a question. */
  interface Behaviour {
    void answer(Call call) throws IOException;
  }

  private final ServerSocket listening;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
  final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  volatile String models = "{\"object\":\"list\",\"data\":[{\"id\":\"raw\",\"owned_by\":\"raw\"}]}";

  RawEngine() throws IOException {
    this(0);
  }

  RawEngine(int port) throws IOException {
    listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return listening.getLocalPort();
  }

  RawEngine then(Behaviour behaviour) {
    behaviours.add(behaviour);
    return this;
  }

  /** Answers with an event stream of these data, and then {@code [DONE]}. */
  RawEngine streams(String... data) {
    return then(
        call -> {
          call.beginStream();
          for (var one : data) {
            call.event(one);
          }
          call.event("[DONE]");
          call.endStream();
        });
  }

  /** Answers with a status and a JSON body. */
  RawEngine answers(int status, String json) {
    return then(call -> call.whole(status, "application/json", json));
  }

  /** The body of the next question. */
  String asked() throws InterruptedException {
    var body = bodies.poll(20, TimeUnit.SECONDS);
    return body == null ? "nobody asked" : body;
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        var head = head(in);
        if (head.isEmpty()) {
          return;
        }
        var call = new Call(in, socket);
        if (head.startsWith("GET ")) {
          call.whole(200, "application/json", models);
          continue;
        }
        heads.add(head);
        bodies.add(new String(in.readNBytes(length(head)), StandardCharsets.UTF_8));
        var behaviour = behaviours.poll();
        if (behaviour == null) {
          return;
        }
        behaviour.answer(call);
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side hung up.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static int length(String head) {
    for (var line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One question that waits for what becomes of it. */
  static final class Call {
    private final InputStream in;
    private final Socket socket;
    private final OutputStream out;

    Call(InputStream in, Socket socket) throws IOException {
      this.in = in;
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    void whole(int status, String type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      raw(
          "HTTP/1.1 %d It\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(status, type, bytes.length));
      out.write(bytes);
      out.flush();
    }

    void beginStream() throws IOException {
      raw(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void event(String data) throws IOException {
      chunk("data: " + data + "\n\n");
    }

    void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      raw(Integer.toHexString(bytes.length) + "\r\n");
      out.write(bytes);
      raw("\r\n");
    }

    void endStream() throws IOException {
      raw("0\r\n\r\n");
    }

    void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void hangUp() throws IOException {
      socket.close();
    }

    /** Waits until the other side hangs up. */
    void awaitHangUp() throws IOException {
      int _ = in.read();
      socket.close();
    }
  }
}
