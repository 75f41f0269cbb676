package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Admission;
import dev.brisk.server.admission.AdmittedResponder;
import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.admission.Objective;
import dev.brisk.server.admission.TierLimits;
import dev.brisk.server.admission.Tiers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and who is not. */
class AccessTest {
  private static final String CHAT =
      "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private static final Pattern HEAD = Pattern.compile("\\A.*?\r\n\r\n", Pattern.DOTALL);
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

  @TempDir private Path folder;

  private final ScriptedResponder responder = new ScriptedResponder(true);
  private KeyStore keys = new KeyStore(Path.of("none"), Clock.systemUTC());
  private TestServer server = new TestServer(responder);

  @BeforeEach
  void open() {
    server.close();
    keys = new KeyStore(folder.resolve("keys.db"), Clock.systemUTC());
    serve(false);
  }

  @AfterEach
  void stop() {
    server.close();
    keys.close();
  }

  private void serve(boolean needsKey) {
    var limits = new TierLimits(Tiers.defaults(), keys, Clock.systemUTC());
    var door =
        new Door(
            Door.local().address(),
            needsKey,
            Set.of(),
            Set.of("http://localhost:3000"),
            Optional.empty());
    server =
        new TestServer(
            new AdmittedResponder(responder, new Admission(Objective.DEFAULT), limits),
            door,
            new Access(TestServer.TOKEN, keys, limits));
  }

  @Test
  void a_page_of_another_origin_is_kept_out_however_it_asks() throws Exception {
    for (var origin :
        List.of("https://evil.example", "null", "http://localhost:4000", "http://127.0.0.1")) {
      assertThat(raw("GET", "Origin: " + origin)).as(origin).startsWith("HTTP/1.1 403");
      assertThat(raw("POST", "Origin: " + origin)).as(origin).startsWith("HTTP/1.1 403");
    }
    assertThat(raw("GET", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET", "Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET", "Sec-Fetch-Site: none")).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_page_of_another_origin_gets_no_websocket() throws Exception {
    var answer =
        raw(
            "GET /v1/edits",
            "Origin: https://evil.example\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: Upgrade");
    assertThat(answer).startsWith("HTTP/1.1 403");
  }

  @Test
  void a_page_that_was_allowed_may_ask_and_read() throws Exception {
    var answer = raw("OPTIONS", "Origin: http://localhost:3000");
    assertThat(answer).startsWith("HTTP/1.1 204");
    assertThat(answer).contains("Access-Control-Allow-Origin: http://localhost:3000");
    assertThat(raw("GET", "Origin: http://localhost:3000"))
        .startsWith("HTTP/1.1 200")
        .contains("Access-Control-Allow-Origin: http://localhost:3000");
    assertThat(raw("GET", "Origin: http://127.0.0.1:" + server.port())).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_key_that_is_made_while_the_server_runs_is_good_at_once_and_a_revoked_one_bad()
      throws Exception {
    try (var other = new KeyStore(folder.resolve("keys.db"), Clock.systemUTC())) {
      responder.says("hello");
      var key = other.create("standard", "for a test");
      var response = chat(key);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-ratelimit-limit-requests")).hasValue("60");
      assertThat(response.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("59");
      assertThat(response.headers().firstValue("x-ratelimit-limit-tokens")).hasValue("200000");
      assertThat(response.headers().firstValue("x-codex-primary-used-percent")).hasValue("1.7");
      assertThat(response.headers().firstValue("x-codex-primary-window-minutes")).hasValue("1");
      assertThat(responder.questions.remove().origin().caller().tier()).isEqualTo("standard");
      assertThat(other.revoke(key)).isTrue();
      assertThat(chat(key).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_key_of_ours_that_is_not_good_is_a_mistake_also_where_none_is_needed() throws Exception {
    assertThat(chat("brisk_doesnotexist").statusCode()).isEqualTo(401);
  }

  @Test
  void keys_are_demanded_where_they_should_be() throws Exception {
    server.close();
    serve(true);
    responder.says("hello").says("hello");
    assertThat(chat("test").statusCode()).isEqualTo(401);
    assertThat(chat(keys.create("standard", "")).statusCode()).isEqualTo(200);
    assertThat(chat(TestServer.TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void a_key_is_not_good_for_what_only_the_owner_may_do() throws Exception {
    var request =
        HttpRequest.newBuilder(server.uri("/v1/status"))
            .header("Authorization", "Bearer " + keys.create("standard", ""))
            .build();
    assertThat(server.send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void a_tier_that_nobody_has_configured_is_refused() throws Exception {
    var response = chat(keys.create("gold", ""));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("tier_unknown");
  }

  @Test
  void requests_that_are_no_http_get_one_sentence_and_nothing_of_the_insides() throws Exception {
    for (var nonsense :
        List.of(
            "BLA\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(100_000) + "\r\n\r\n")) {
      var answer = send(nonsense);
      // What does not even look like HTTP is closed without a word.
      assertThat(answer)
          .as(nonsense)
          .matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 4"));
      assertThat(answer).doesNotContainIgnoringCase("helidon", "exception", "\tat ", "Server:");
    }
  }

  private HttpResponse<String> chat(String key) throws IOException, InterruptedException {
    return server.send(
        HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
            .build());
  }

  private String raw(String line, String headers) throws IOException {
    return send(
        (line.contains(" ") ? line : line + " /v1/models")
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + server.port()
            + "\r\n"
            + headers
            + (headers.contains("Connection:") ? "" : "\r\nConnection: close")
            + "\r\n\r\n");
  }

  private String send(String text) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      var answer = new StringBuilder();
      var bytes = new byte[8192];
      int n = 0;
      while (n >= 0 && !isWhole(answer)) {
        n = socket.getInputStream().read(bytes);
        answer.append(new String(bytes, 0, Math.max(0, n), StandardCharsets.US_ASCII));
      }
      return answer.toString();
    }
  }

  private static boolean isWhole(CharSequence answer) {
    var head = HEAD.matcher(answer);
    if (!head.find()) {
      return false;
    }
    var length = LENGTH.matcher(head.group());
    return !length.find() || answer.length() - head.end() >= Integer.parseInt(length.group(1));
  }
}
