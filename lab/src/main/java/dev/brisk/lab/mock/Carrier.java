package dev.brisk.lab.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What carries the events of an answer. */
sealed interface Carrier {
  /** Hands events to the system in one piece. */
  void send(List<String> events) throws IOException;

  /** Ends the answer, though not the connection. */
  void end() throws IOException;

  /** Server-sent events in HTTP chunks, whose head goes out with the first of them. */
  final class Sse implements Carrier {
    private static final String HEAD =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final OutputStream out;
    private boolean begun;

    Sse(OutputStream out) {
      this.out = out;
    }

    @Override
    public void send(List<String> events) throws IOException {
      if (events.isEmpty()) {
        return;
      }
      var text = new StringBuilder();
      events.forEach(event -> text.append("data: ").append(event).append("\n\n"));
      byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
      var whole = new ByteArrayOutputStream(body.length + 128);
      if (!begun) {
        whole.writeBytes(HEAD.getBytes(StandardCharsets.US_ASCII));
        begun = true;
      }
      whole.writeBytes(
          (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      whole.writeBytes(body);
      whole.writeBytes(new byte[] {'\r', '\n'});
      out.write(whole.toByteArray());
    }

    @Override
    public void end() throws IOException {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Text frames of a WebSocket. */
  final class Frames implements Carrier {
    private final OutputStream out;

    Frames(OutputStream out) {
      this.out = out;
    }

    @Override
    public void send(List<String> events) throws IOException {
      var whole = new ByteArrayOutputStream(512);
      for (var event : events) {
        byte[] text = event.getBytes(StandardCharsets.UTF_8);
        whole.write(0x81);
        if (text.length < 126) {
          whole.write(text.length);
        } else if (text.length < 65_536) {
          whole.write(126);
          whole.write(text.length >> 8);
          whole.write(text.length);
        } else {
          throw new IOException("the mock sends no such long events");
        }
        whole.writeBytes(text);
      }
      synchronized (out) {
        out.write(whole.toByteArray());
      }
    }

    @Override
    public void end() {
      // The last event says it.
    }
  }
}
