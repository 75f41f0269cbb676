package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time to send or to read. */
@Timeout(60)
class SlowClientTest {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String HEAD = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n";

  /** What a client sends after the end takes the answer away, so there may be none. */
  private static final Pattern ENDED = Pattern.compile("(?s)|HTTP/1\\.1 408 .*");

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private TestServer server =
      new TestServer(responder, new Patience(LONG, SHORT, SHORT, LONG, LOOK));

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(Patience patience) {
    server.close();
    server = new TestServer(responder, patience);
  }

  /** Sends a letter now and then until an answer comes or the connection ends. */
  private static String drip(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    while (true) {
      try {
        return rest(socket);
      } catch (SocketTimeoutException e) {
        try {
          socket.getOutputStream().write('a');
        } catch (SocketException gone) {
          return "";
        }
      }
    }
  }

  private static String rest(Socket socket) throws IOException {
    try {
      int first = socket.getInputStream().read();
      if (first < 0) {
        return "";
      }
      socket.setSoTimeout(20_000);
      return (char) first
          + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      // What was sent after the end has reset it.
      return "";
    }
  }

  private Socket connect(String sent) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void a_head_that_drips_is_ended_with_408() throws Exception {
    try (var socket = connect(HEAD + "X-Slow: ")) {
      assertThat(drip(socket)).matches(ENDED);
    }
    try (var socket = connect(HEAD)) {
      // Nothing more is as bad.
      socket.setSoTimeout(20_000);
      assertThat(rest(socket)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void a_body_that_drips_is_ended_with_408() throws Exception {
    try (var socket =
        connect(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n{\"a\":\"")) {
      assertThat(drip(socket)).matches(ENDED);
    }
    try (var socket =
        connect(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n{")) {
      socket.setSoTimeout(20_000);
      assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("Connection: close");
    }
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void a_connection_without_requests_is_closed_after_a_while() throws Exception {
    serve(new Patience(SHORT, LONG, LONG, LONG, LOOK));
    try (var silent = connect("");
        var used = connect(HEAD + "\r\n")) {
      silent.setSoTimeout(20_000);
      used.setSoTimeout(20_000);
      assertThat(rest(silent)).isEmpty();
      assertThat(rest(used)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void an_answer_may_take_longer_than_its_request() throws Exception {
    responder.saysAndHangs("first");
    var body =
        "{\"model\":\"scripted\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    try (var socket = connect(post(body))) {
      socket.setSoTimeout(20_000);
      var in = socket.getInputStream();
      long end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
      // Comments come for as long as there is nothing else.
      while (System.nanoTime() < end) {
        assertThat(in.read()).isNotNegative();
      }
    }
    TestServer.await("it ends with its client", () -> responder.running.get() == 0);
  }

  @Test
  void a_client_that_hangs_up_ends_its_answer_also_without_a_stream() throws Exception {
    for (var stream : new String[] {"", "\"stream\":true,"}) {
      responder.saysAndHangs();
      var body =
          "{\"model\":\"scripted\","
              + stream
              + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
      try (var socket = connect(post(body))) {
        TestServer.await("it runs", () -> responder.running.get() == 1);
        assertThat(socket.isConnected()).isTrue();
      }
      TestServer.await("it ends with its client", () -> responder.running.get() == 0);
    }
  }

  @Test
  void what_comes_behind_a_request_is_the_next_one() throws Exception {
    responder.says("first").says("second");
    var body = "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    try (var socket =
        connect(post(body) + post(body).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))) {
      socket.setSoTimeout(20_000);
      assertThat(rest(socket)).containsSubsequence("first", "second");
    }
  }

  @Test
  void a_websocket_may_be_silent() throws Exception {
    serve(new Patience(SHORT, SHORT, SHORT, LONG, LOOK));
    try (var raw = new RawSocket(server, "/v1/responses")) {
      long end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
      TestServer.await("it was silent", () -> System.nanoTime() > end);
      raw.socket.sendText("{\"type\":\"response.sing\"}", true).join();
      assertThat(raw.event()).contains("response.sing");
    }
  }

  @Test
  void a_websocket_that_does_not_read_is_ended_after_a_while() throws Exception {
    serve(new Patience(LONG, LONG, LONG, SHORT, LOOK));
    saysMoreThanTheNetworkHolds();
    try (var raw = new RawSocket(server, "/v1/responses", false)) {
      raw.socket
          .sendText("{\"type\":\"response.create\",\"model\":\"scripted\",\"input\":\"hi\"}", true)
          .join();
      TestServer.await("it ran", () -> !responder.questions.isEmpty());
      TestServer.await("it ends", () -> responder.running.get() == 0);
      TestServer.await(
          "its connection is gone",
          () -> {
            try {
              return server.get("/v1/status").body().contains("\"/v1/responses\":0");
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  @Test
  void a_stream_of_events_that_is_not_read_is_ended_after_a_while() throws Exception {
    serve(new Patience(LONG, LONG, LONG, SHORT, LOOK));
    saysMoreThanTheNetworkHolds();
    var body =
        "{\"model\":\"scripted\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    try (var socket = connect(post(body))) {
      TestServer.await("it ran", () -> !responder.questions.isEmpty());
      TestServer.await("it ends", () -> responder.running.get() == 0);
      assertThat(socket.isConnected()).isTrue();
    }
  }

  private void saysMoreThanTheNetworkHolds() {
    var pieces = new String[80];
    Arrays.fill(pieces, "x".repeat(1 << 20));
    responder.says(pieces);
  }

  private static String post(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
