package dev.brisk.distill.ask;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** An endpoint over real sockets that answers as a test says; a connection each request. */
public final class ScriptedEndpoint implements AutoCloseable {
  /** What was asked. */
  public record Asked(String head, JsonObject body) {
    /** What the person asked, with the region. */
    public String question() {
      return body.objects("messages").getLast().requireText("content");
    }
  }

  /** The response as it goes over the wire; nothing cuts the connection. */
  public static final String CUT = "";

  private final ServerSocket socket;
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Asked, String> script;

  public ScriptedEndpoint(Function<Asked, String> script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  /** From now on it answers so. */
  public void answers(Function<Asked, String> other) {
    script = other;
  }

  /** All requests so far, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** A response with a status, further header lines (each with its end) and a body. */
  public static String response(int status, String headers, String body) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 %d X\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, headers, length, body);
  }

  public static String error(int status, String headers, String code, String message) {
    var json = new JsonWriter().beginObject().name("error").beginObject();
    json.member("message", message).member("code", code).endObject().endObject();
    return response(status, headers, json.toString());
  }

  /** A completion that read 100 tokens and wrote 10. */
  public static String completion(String text) {
    return completion(text, "stop", "null");
  }

  public static String completion(String text, String finish, String logprobs) {
    var json = new JsonWriter().beginObject().name("choices").beginArray().beginObject();
    json.name("message").beginObject().member("content", text).endObject();
    json.member("finish_reason", finish).name("logprobs").value(Json.parse(logprobs));
    json.endObject().endArray().name("usage").beginObject();
    json.member("prompt_tokens", 100).member("completion_tokens", 10).endObject().endObject();
    return response(200, "", json.toString());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      var in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      var head = new StringBuilder();
      var length = 0;
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      var body = new char[length];
      for (var at = 0; at < length; ) {
        var count = in.read(body, at, length - at);
        if (count < 0) {
          return;
        }
        at += count;
      }
      var text =
          new String(
              new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      var request = new Asked(head.toString(), Json.parseObject(text));
      asked.add(request);
      connection.getOutputStream().write(script.apply(request).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The client has gone.
    }
  }
}
