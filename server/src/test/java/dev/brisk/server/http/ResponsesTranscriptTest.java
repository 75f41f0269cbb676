package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.scripted.ScriptedResponder;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Responses API says, event by event, what the transcripts say. */
class ResponsesTranscriptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text.txt",
        "reasoning.txt",
        "function-call.txt",
        "custom-tool-call.txt",
        "length.txt",
        "logprobs.txt",
        "failed.txt"
      })
  void over_http_and_over_a_websocket_the_same_is_said(String name) throws Exception {
    overWebSocket(name);
    overHttp(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warm-up.txt",
        "unknown-previous.txt",
        "tool-loop.txt",
        "interrupt.txt",
        "cancel.txt",
        "steer.txt",
        "steer-pending.txt",
        "steer-failed.txt",
        "lanes.txt",
        "errors.txt"
      })
  void on_a_websocket_all_is_as_the_transcript_says(String name) throws Exception {
    overWebSocket(name);
  }

  private static void overWebSocket(String name) throws Exception {
    var transcript = Transcript.read(name);
    try (var server = new TestServer(new ScriptedResponder(transcript.script()));
        var socket = new RawSocket(server, "/v1/responses")) {
      var said = transcript.play(socket);
      transcript.write(said);
      assertThat(said).isEqualTo(transcript.lines());
    }
  }

  private static void overHttp(String name) throws Exception {
    var transcript = Transcript.read(name);
    try (var server = new TestServer(new ScriptedResponder(transcript.script()))) {
      var events = new HttpEvents(server);
      assertThat(transcript.play(events)).isEqualTo(transcript.lines());
      events.close();
    }
  }

  /** The same over HTTP: every message is a request, every event is read from its answer. */
  private static final class HttpEvents implements Transcript.Peer, AutoCloseable {
    private final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(InputStream.nullInputStream(), StandardCharsets.UTF_8));

    HttpEvents(TestServer server) {
      this.server = server;
    }

    @Override
    public void say(String text) throws Exception {
      var body = text.replace("\"type\":\"response.create\"", "\"stream\":true");
      var request =
          server.request("/v1/responses").POST(HttpRequest.BodyPublishers.ofString(body)).build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      answer = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Override
    public String hear() throws Exception {
      for (var line = answer.readLine(); line != null; line = answer.readLine()) {
        if (line.startsWith("data: ")) {
          return line.substring(6);
        }
      }
      return Transcript.OVER;
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
