package dev.brisk.lab.mock;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.stream.ArrivalStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection of a client: requests one after another, or a WebSocket. */
final class MockConnection implements Runnable {
  private final MockServer server;
  private final Socket socket;

  MockConnection(MockServer server, Socket socket) {
    this.server = server;
    this.socket = socket;
  }

  @Override
  public void run() {
    try (socket) {
      var in = new ArrivalStream(socket.getInputStream());
      var out = socket.getOutputStream();
      for (var request = MockRequest.read(in); request != null; request = MockRequest.read(in)) {
        if (request.upgrades()) {
          out.write(MockSocket.handshake(request));
          talk(new MockSocket(in), in, out);
          return;
        }
        if (!answer(request, in.arrivedNanos(), out)) {
          return;
        }
      }
    } catch (IOException | JsonException e) {
      // The client went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the connection stays open. */
  private boolean answer(MockRequest request, long arrived, OutputStream out)
      throws IOException, InterruptedException {
    @Nullable Framing framing = framing(request.path());
    if (request.method().equals("GET")) {
      plain(out, 200, "{\"status\":\"ok\",\"version\":\"mock\",\"data\":[{\"id\":\"mock\"}]}");
      return true;
    }
    if (framing == null) {
      plain(out, 404, "{\"error\":{\"message\":\"The mock has no such path.\"}}");
      return true;
    }
    var fault = server.fault();
    switch (fault) {
      case DEATH -> {
        server.close();
        return false;
      }
      case ERROR -> plain(out, 500, "{\"error\":{\"message\":\"The mock fails on purpose.\"}}");
      case REFUSAL -> plain(out, 429, "{\"error\":{\"message\":\"The mock has no room.\"}}");
      case NONSENSE -> plain(out, 200, "<html>It works!</html>");
      case NONE, ENDLESS -> {
        var answer = server.begin(request, arrived, framing, new Carrier.Sse(out), fault);
        answer.await();
        return !socket.isClosed();
      }
    }
    return true;
  }

  private void talk(MockSocket messages, ArrivalStream in, OutputStream out) throws IOException {
    var carrier = new Carrier.Frames(out);
    @Nullable MockAnswer running = null;
    try {
      for (var text = messages.next(); text != null; text = messages.next()) {
        long arrived = in.arrivedNanos();
        var type = Json.parseObject(text).text("type").orElse("");
        if (type.equals("response.interrupt") && running != null) {
          running.stop();
        } else if (type.equals("response.create")) {
          running = create(text, arrived, carrier);
        }
      }
    } finally {
      if (running != null) {
        running.abandon();
      }
    }
  }

  private @Nullable MockAnswer create(String text, long arrived, Carrier carrier)
      throws IOException {
    var fault = server.fault();
    return switch (fault) {
      case DEATH -> {
        server.close();
        yield null;
      }
      case NONSENSE -> {
        carrier.send(List.of("It works!"));
        yield null;
      }
      case ERROR, REFUSAL -> {
        int status = fault == MockServer.Fault.ERROR ? 500 : 429;
        carrier.send(
            List.of(
                "{\"type\":\"error\",\"status\":"
                    + status
                    + ",\"error\":{\"message\":\"The mock fails on purpose.\"}}"));
        yield null;
      }
      case NONE, ENDLESS -> {
        var framing = new Framing.Responses(server.nextId());
        yield server.begin(MockRequest.ofMessage(text), arrived, framing, carrier, fault);
      }
    };
  }

  private @Nullable Framing framing(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> new Framing.Chat();
      case "/v1/responses" -> new Framing.Responses(server.nextId());
      case "/infill" -> new Framing.Infill();
      default -> null;
    };
  }

  private static void plain(OutputStream out, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 "
            + status
            + " Mock\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    out.write((head + body).getBytes(StandardCharsets.UTF_8));
  }
}
