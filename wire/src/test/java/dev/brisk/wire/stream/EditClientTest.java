package dev.brisk.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.WireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The client against sockets that do not behave; the server's tests have one that does. */
class EditClientTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void nobody_there_is_a_sentence() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var uri = URI.create("http://127.0.0.1:" + free);
    assertThatThrownBy(() -> EditClient.connect(uri, "t", TIMEOUT))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("No server answers")
        .hasMessageContaining("brisk serve");
    try (var client = new ServerClient(uri, "t", TIMEOUT)) {
      assertThatThrownBy(client::health)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("brisk serve");
    }
  }

  @Test
  void a_refused_token_is_a_sentence() throws Exception {
    try (var server = new Answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")) {
      assertThatThrownBy(() -> EditClient.connect(server.uri(), "t", TIMEOUT))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("token");
    }
  }

  @Test
  void something_else_that_answers_is_a_sentence() throws Exception {
    try (var server = new Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) {
      assertThatThrownBy(() -> EditClient.connect(server.uri(), "t", TIMEOUT))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("no Brisk server");
      try (var client = new ServerClient(server.uri(), "t", TIMEOUT)) {
        assertThatThrownBy(client::health)
            .isInstanceOf(WireException.class)
            .hasMessageContaining("no Brisk server");
      }
    }
  }

  @Test
  void somebody_who_says_nothing_is_a_sentence_after_the_timeout() throws Exception {
    try (var server = new Answering(null)) {
      assertThatThrownBy(() -> EditClient.connect(server.uri(), "t", Duration.ofMillis(200)))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("in time");
    }
  }

  @Test
  void a_connection_that_breaks_ends_every_call() throws Exception {
    try (var server = new Answering("WEBSOCKET");
        var client = EditClient.connect(server.uri(), "t", TIMEOUT)) {
      var one = client.create(create());
      var two = client.create(create());
      server.hangUp();
      for (var call : new EditCall[] {one, two}) {
        var event = call.next();
        assertThat(((EditFailed) event).code()).isEqualTo(EditFailed.CONNECTION_LOST);
        assertThat(call.isLast(event)).isTrue();
        assertThat(call.next()).isSameAs(event);
      }
      var late = client.create(create()).next();
      assertThat(((EditFailed) late).code()).isEqualTo(EditFailed.CONNECTION_LOST);
    }
  }

  @Test
  void a_redirect_after_the_connection_broke_ends_too() throws Exception {
    try (var server = new Answering("WEBSOCKET");
        var client = EditClient.connect(server.uri(), "t", TIMEOUT)) {
      var call = client.create(create());
      server.hangUp();
      assertThat(call.isLast(call.next())).isTrue();
      call.redirect("again");
      assertThat(((EditFailed) call.next()).code()).isEqualTo(EditFailed.CONNECTION_LOST);
    }
  }

  @Test
  void the_reason_that_the_server_gives_for_closing_is_told() throws Exception {
    try (var server = new Answering("WEBSOCKET");
        var client = EditClient.connect(server.uri(), "t", TIMEOUT)) {
      var call = client.create(create());
      var reason = "Enough is enough.".getBytes(StandardCharsets.UTF_8);
      server.say(0x88, 2 + reason.length, 1009 >> 8, 1009 & 255);
      server.say(reason);
      var failed = (EditFailed) call.next();
      assertThat(failed.code()).isEqualTo(EditFailed.CONNECTION_LOST);
      assertThat(failed.message()).contains("(the server said: Enough is enough);");
    }
  }

  @Test
  void a_file_that_the_server_would_not_take_is_not_sent() throws Exception {
    try (var server = new Answering("WEBSOCKET");
        var client = EditClient.connect(server.uri(), "t", TIMEOUT)) {
      // Two bytes each, so that it is bytes that count.
      var call = client.create(create("é".repeat(EditCodec.MAX_MESSAGE / 2)));
      var failed = (EditFailed) call.next();
      assertThat(failed.code()).isEqualTo(EditFailed.TOO_LARGE);
      assertThat(failed.message()).contains("8.1 MB", "8 MB at most");
      assertThat(call.isLast(failed)).isTrue();
      var next = client.create(create());
      server.hangUp();
      assertThat(((EditFailed) next.next()).code()).isEqualTo(EditFailed.CONNECTION_LOST);
    }
  }

  @Test
  void an_id_may_be_used_again_once_its_edit_has_ended() throws Exception {
    var named = create().withId("x");
    try (var server = new Answering("WEBSOCKET");
        var client = EditClient.connect(server.uri(), "t", TIMEOUT)) {
      var first = client.create(named);
      assertThatThrownBy(() -> client.create(named)).isInstanceOf(WireException.class);
      server.fails("x", 1);
      assertThat(first.next().attempt()).isEqualTo(1);
      var second = client.create(named);
      assertThatThrownBy(() -> first.redirect("again")).isInstanceOf(WireException.class);
      server.fails("x", 1);
      assertThat(second.isLast(second.next())).isTrue();
      first.redirect("again");
      server.fails("x", 2);
      assertThat(first.next().attempt()).isEqualTo(2);
    }
  }

  private static EditCreate create() {
    return create("");
  }

  private static EditCreate create(String text) {
    return new EditCreate(null, "A", text, new LineRange(1, 0), "x", null, EditOptions.DEFAULTS);
  }

  /** Takes connections and answers each request's head with the same thing. */
  private static final class Answering implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile Socket last = new Socket();

    Answering(@Nullable String answer) throws IOException {
      Thread.ofVirtual().start(() -> serve(answer));
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void serve(@Nullable String answer) {
      try {
        while (true) {
          last = server.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(last.getInputStream(), StandardCharsets.US_ASCII));
          var key = "";
          for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
              key = line.substring(18).strip();
            }
          }
          if (answer != null) {
            var text = answer.equals("WEBSOCKET") ? accept(key) : answer;
            last.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
          }
        }
      } catch (Exception e) {
        // The test has ended.
      }
    }

    private static String accept(String key) throws Exception {
      var hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(hash)
          + "\r\n\r\n";
    }

    void say(int... bytes) throws IOException {
      for (int b : bytes) {
        last.getOutputStream().write(b);
      }
    }

    void say(byte[] bytes) throws IOException {
      last.getOutputStream().write(bytes);
    }

    void fails(String id, int attempt) throws IOException {
      var event = EditCodec.write(EditFailed.of(id, attempt, "code", "Words."));
      say(0x81, event.length());
      say(event.getBytes(StandardCharsets.US_ASCII));
    }

    void hangUp() throws IOException {
      last.close();
    }

    @Override
    public void close() throws IOException {
      last.close();
      server.close();
    }
  }
}
